from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styrkedja.api.evaluation import check_limits
from styrkedja.errors import QueryRefusedError
from styrkedja.queries import all_queries

GRAPHS = {"http://example.org/g", "http://example.org/h"}
BORDER = st.sampled_from([" ", "\n", "\t", "# a comment\n", " # SERVICE\n \r\n"])


def refused(text: str, graphs: set[str] | None = None) -> str:
    with pytest.raises(QueryRefusedError) as caught:
        check_limits(text, graphs)
    return str(caught.value)


def patterns(number: int) -> str:
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(number))


def test_every_query_of_the_library_is_within_the_limits() -> None:
    for query in all_queries():
        assert check_limits(query.source) == query.source


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service { ?service ?p ?o }",
        "PREFIX ex: <http://example.org/> SELECT * { ?s ex:service ex:SERVICE }",
        "PREFIX service: <http://example.org/> SELECT * { ?s service:a service:b }",
        "SELECT * { ?s ?p <http://example.org/SERVICE> }",
        "SELECT * { ?s ?p 'SERVICE <http://example.org/> {}' }",
        "SELECT * { ?s ?p '''\nSERVICE <http://example.org/> {} LOAD''' }",
        'SELECT * { ?s ?p "a \\" SERVICE <x> {}" }',
        "SELECT * { ?s ?p ?o } # SERVICE <http://example.org/> {}",
        "SELECT * { ?s ?p 'INSERT DATA'@sv }",
        "PREFIX load: <http://example.org/> ASK { load:a ?insert ?delete }",
    ],
)
def test_the_word_service_is_fine_where_it_is_no_keyword(text: str) -> None:
    assert check_limits(text) == text


@given(
    st.sampled_from(["SERVICE", "service", "SeRvIcE", r"\u0053ERVICE", r"SERV\U00000049CE"]),
    BORDER,
    st.sampled_from(["", "SILENT", "silent", r"S\u0049LENT"]),
    BORDER,
    st.sampled_from(["<http://example.org/>", "ex:e", "?e"]),
)
def test_service_is_refused_however_it_is_spelled(
    word: str, first: str, silent: str, second: str, where: str
) -> None:
    text = f"PREFIX ex: <u:> SELECT * {{ {word}{first}{silent}{second}{where} {{ ?s ?p ?o }} }}"
    assert "SERVICE" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * {SERVICESILENT<http://example.org/>{}}",
        "PREFIX : <http://example.org/> SELECT * {SERVICE:x{?s ?p ?o}}",
        "PREFIX : <http://example.org/> SELECT * {SERVICE:x # comment\n {?s ?p ?o}}",
        "SELECT * {?s ?p trueSERVICE<http://example.org/>{}}",
        "SELECT * {?s ?p 'a'. SERVICE<http://example.org/>{}}",
        "SELECT * {{}SERVICE?x{}}",
        "SELECT * { ?s ?p '' SERVICE <x> {} '' }",
    ],
)
def test_service_is_refused_where_oxigraph_sees_it_without_a_border(text: str) -> None:
    assert "SERVICE" in refused(text)


@given(st.text(alphabet=st.characters(exclude_characters="\\\"'\n\r", exclude_categories=["Cs"])))
def test_what_stands_in_strings_and_comments_is_never_refused(text: str) -> None:
    for query in (
        f"SELECT * {{ ?s ?p '{text} SERVICE <x> {{' }}",
        f'SELECT * {{ ?s ?p """{text}\nLOAD SERVICE""" }}',
        f"SELECT * {{ ?s ?p ?o }} # SERVICE {text}",
    ):
        assert check_limits(query) == query


def test_an_escape_that_makes_an_escape_is_refused() -> None:
    assert "escape" in refused(r"SELECT * { \u005Cu0053ERVICE <x> {} }")


def test_what_is_evaluated_is_what_was_checked() -> None:
    assert check_limits(r"SELECT * { ?s ?p '\u00e5' }") == "SELECT * { ?s ?p 'å' }"


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <http://example.org/>",
        "PREFIX a: <b> INSERT DATA { a:a a:b a:c }",
        "delete where { ?s ?p ?o }",
        "# SELECT\nCLEAR ALL",
        "BASE <http://example.org/> DROP GRAPH <g>",
        "WITH <g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
    ],
)
def test_updates_are_refused_because_the_endpoint_is_read_only(text: str) -> None:
    assert "read-only" in refused(text)


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <http://example.org/g> { ?s ?p ?o }",
        "PREFIX e: <http://example.org/> ASK FROM e:g FROM NAMED e:h { GRAPH ?g { ?s ?p ?o } }",
        "BASE <http://example.org/> ASK FROM <g> FROM NAMED <h> { ?s ?p ?o }",
        "ASK { ?s ?p 'FROM <http://example.org/other>' }",
    ],
)
def test_from_may_name_graphs_of_the_data_set(text: str) -> None:
    assert check_limits(text, GRAPHS) == text


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * FROM <http://example.org/other> { ?s ?p ?o }",
        "SELECT * FROM NAMED <http://example.org/other> { ?s ?p ?o }",
        "PREFIX e: <http://example.org/> CONSTRUCT WHERE { ?s ?p ?o } FROM e:other",
        "ASK FROM <http://example.org/g> FROM <file:///etc/passwd> { ?s ?p ?o }",
    ],
)
def test_from_may_name_no_other_graph(text: str) -> None:
    assert "no graph of this data set" in refused(text, GRAPHS)


def test_brackets_may_be_64_deep() -> None:
    check_limits("SELECT * " + "{" * 64 + "}" * 64)
    assert "deep" in refused("SELECT * " + "{" * 65 + "}" * 65)
    assert "deep" in refused("SELECT (" + "(" * 64 + "1" + ")" * 64 + " AS ?x) {}")
    assert "deep" in refused("SELECT * { ?s ?p " + "[ ?p " * 64 + "1" + "]" * 64 + " }")


def test_brackets_that_look_like_part_of_an_iri_count_too() -> None:
    assert "brackets" in refused(f"ASK {{ FILTER(1<{'(' * 100}1{')' * 100}>2) }}")


def test_a_group_may_have_50_patterns() -> None:
    check_limits(f"SELECT * {{ {patterns(50)} }}")
    assert "50 patterns" in refused(f"SELECT * {{ {patterns(51)} }}")


def test_each_group_has_its_own_50_patterns() -> None:
    check_limits(f"SELECT * {{ {patterns(40)} OPTIONAL {{ {patterns(40)} }} }}")


def test_object_lists_and_collections_are_patterns() -> None:
    assert "patterns" in refused("SELECT * { ?s ?p " + ", ".join(["?o"] * 51) + " }")
    assert "patterns" in refused("SELECT * { ?s ?p (" + "1 " * 60 + ") }")
    assert "patterns" in refused("SELECT * { ?s " + "; ".join(["?p ?o"] * 51) + " }")


def test_path_steps_count_as_patterns() -> None:
    assert "path steps" in refused("SELECT * { ?a " + "/".join(["<u:p>"] * 52) + " ?b }")
    assert "path steps" in refused("SELECT * { ?a (" + "|".join(["<u:p>"] * 52) + ")* ?b }")


def test_filters_and_lists_of_values_are_no_patterns() -> None:
    many = ", ".join(str(number) for number in range(1_000))
    check_limits(f"SELECT * {{ ?s ?p ?o FILTER(?o IN ({many})) }}")
    filters = " . ".join(f"?s ?p{i} ?o{i} . FILTER(?o{i} > 1)" for i in range(50))
    check_limits(f"SELECT * {{ {filters} }}")


def test_a_template_may_have_more_than_50_patterns() -> None:
    check_limits(f"CONSTRUCT {{ {patterns(80)} }} WHERE {{ {patterns(50)} }}")
    assert "patterns" in refused(f"CONSTRUCT WHERE {{ {patterns(51)} }}")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT (1" + " + 1" * 501 + " AS ?x) {}",
        "SELECT * {" + "BIND(1 AS ?x) " * 300 + "}",
        "SELECT * {" + "OPTIONAL {} " * 300 + "}",
        "SELECT * {" + "{} " * 501 + "}",
        "SELECT * {} HAVING " + "(1)" * 600,
        "SELECT (" + "!" * 501 + "1 AS ?x) {}",
    ],
)
def test_a_query_may_have_500_operators(text: str) -> None:
    assert "500 operators" in refused(text)


@pytest.mark.parametrize(
    ("head", "row"),
    [
        ("?x", "1 "),
        ("?x", "'a'@sv "),
        ("?x", "'1'^^<u:t> "),
        ("?x", "ex:a "),
        ("(?x ?y)", "(1 UNDEF) "),
        ("(?x ?y)", "('a'^^ex:t <u:b>) "),
    ],
)
def test_values_may_have_2000_rows(head: str, row: str) -> None:
    query = "PREFIX ex: <u:> SELECT * {{ ?x ?p ?y VALUES {} {{ {} }} }}"
    check_limits(query.format(head, row * 2_000))
    assert "2,000 rows" in refused(query.format(head, row * 2_001))


def test_a_query_may_have_a_megabyte() -> None:
    assert "1,000,000 bytes" in refused("ASK {} # " + "å" * 500_000)
    check_limits("ASK {} # " + "a" * 900_000)


def test_a_query_of_too_many_words_is_refused_before_it_takes_long() -> None:
    assert "words" in refused("SELECT " + "?a " * 300_000)


def test_a_refusal_says_where() -> None:
    assert refused("SELECT *\n{ SERVICE <x> {} }").endswith("(line 2, column 3)")
    assert refused("ASK FROM <urn:c> {}", GRAPHS).endswith("(line 1, column 10)")


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("FROM <urn:a> FROM <urn:a>", "FROM <urn:a>"),
        ("FROM NAMED <urn:a> FROM\nNAMED <urn:a>", "FROM NAMED <urn:a>"),
        ("FROM <urn:a> FROM NAMED <urn:a>", "FROM <urn:a> FROM NAMED <urn:a>"),
        ("FROM <urn:a> FROM u:a from<urn:a>", "FROM <urn:a>"),
    ],
)
def test_a_graph_that_from_names_again_is_left_out(text: str, kept: str) -> None:
    def whole(clauses: str) -> str:
        return f"PREFIX u: <urn:> ASK {clauses} {{ ?s ?p 'FROM <urn:a> FROM <urn:a>' }}"

    checked = check_limits(whole(text), {"urn:a"})
    assert len(checked) == len(whole(text))
    assert checked.split() == whole(kept).split()


def test_a_relative_name_of_a_graph_is_relative_to_the_base_that_is_given() -> None:
    base = "http://example.org/sparql"
    graphs = {"http://example.org/a"}
    assert check_limits("ASK FROM <a> {}", graphs, base)
    with pytest.raises(QueryRefusedError):
        check_limits("BASE <http://example.com/> ASK FROM <a> {}", graphs, base)
    with pytest.raises(QueryRefusedError):
        check_limits("ASK FROM <a> {}", graphs)
