"""`styrkedja query` and `styrkedja queries`, as a user runs them."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from styrkedja.cli.main import app
from styrkedja.errors import (
    ArchiveError,
    AskingError,
    FormatError,
    ParameterError,
    QuerySyntaxError,
    StyrkedjaError,
    UnknownQueryError,
)
from styrkedja.graph.archive import Archive
from styrkedja.graph.pipeline import Given, ingest_file
from styrkedja.queries import all_queries, load_query
from styrkedja.settings import DEFAULT_BASE

DOCUMENT = "document=sarskilda-uppdrag-2024"
ELSEWHERE = "https://example.org/nothing"


@pytest.fixture
def store(example_archive: Archive, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("STYRKEDJA_STORE", str(example_archive.path))
    return example_archive.path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


def output(*arguments: str) -> str:
    result = run(*arguments)
    assert result.exception is None, result.exception
    return result.stdout


@pytest.mark.usefixtures("store")
def test_a_table_has_swedish_headings_words_for_iris_and_a_count() -> None:
    shown = output("query", "shared_pairs", "-p", DOCUMENT)
    assert "Gemensamma uppdrag" in shown
    assert "Kommunstyrelsen" in shown
    assert "https://" not in shown
    assert "(IRI)" not in shown
    assert shown.strip().endswith("rader")
    assert "board/kommunstyrelsen" in output("query", "shared_pairs", "--all-columns")
    assert "Shared assignments" in output("query", "shared_pairs", "--lang", "en")


def test_a_store_can_be_named_in_place_of_the_setting(example_archive: Archive) -> None:
    assert "Björkvalla" in output("query", "documents", "--store", str(example_archive.path))


@pytest.mark.usefixtures("store")
def test_no_rows_are_said_in_words() -> None:
    assert output("query", "overdue", "-p", "date=1999-01-01").startswith("Inga rader")
    assert output("query", "overdue", "-p", "date=1999-01-01", "--lang", "en").startswith("No rows")
    assert output("query", "overdue", "-p", "date=1999-01-01", "-f", "csv").count("\n") == 1


@pytest.mark.usefixtures("store")
def test_rows_come_as_csv_tsv_json_and_xml() -> None:
    csv, tsv, text, xml = (
        output("query", "documents", "--format", format) for format in ("csv", "tsv", "json", "xml")
    )
    assert csv.splitlines()[0] == ",".join(c.name for c in load_query("documents").columns)
    assert len(csv.splitlines()) == 3
    assert tsv.startswith("?document\t?label")
    assert len(json.loads(text)["results"]["bindings"]) == 2
    assert xml.startswith("<?xml")


@pytest.mark.usefixtures("store")
def test_things_are_given_by_name_or_iri_and_several_times() -> None:
    one = output("query", "assignments", "-p", "body=Räddningsnämnden", "-f", "csv")
    more = output(
        "query", "assignments", "-p", "body=Räddningsnämnden", "-p", "body=valnamnden", "-f", "csv"
    )
    assert len(more.splitlines()) > len(one.splitlines()) > 1
    late = output("query", "assignments", "-p", "status=pågående", "-f", "csv")
    assert "status/ongoing" in late
    assert "status/completed" not in late


@pytest.mark.usefixtures("store")
def test_a_file_of_ones_own_is_asked_without_a_header(tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o FILTER NOT EXISTS { ?o ?p ?s } }")
    assert int(output("query", str(file), "-f", "csv").splitlines()[1]) > 1000
    file.write_text("ASK { ?s a <https://w3id.org/styrkedja/ns#Board> }")
    assert output("query", str(file)) == "ja\n"
    assert output("query", str(file), "--lang", "en") == "yes\n"
    with pytest.raises(ParameterError, match="a file needs a header"):
        raise _error("query", str(file), "-p", "x=1", "--lang", "en")


@pytest.mark.usefixtures("store")
def test_a_file_with_a_header_has_its_parameters_and_headings(tmp_path: Path) -> None:
    file = tmp_path / "own.rq"
    file.write_text(load_query("overdue").source.replace("Slutdatum", "Sista dag"))
    assert "Sista dag" in output("query", str(file), "-p", "date=2030-01-01")


@pytest.mark.usefixtures("store")
def test_triples_come_as_turtle(tmp_path: Path) -> None:
    file = tmp_path / "triples.rq"
    file.write_text(
        "PREFIX sk: <https://w3id.org/styrkedja/ns#> "
        "CONSTRUCT { ?e sk:responsible ?b } WHERE { ?e sk:responsible ?b }"
    )
    shown = output("query", str(file), "--format", "turtle")
    assert "@prefix sk:" in shown
    assert output("query", str(file)) == shown
    with pytest.raises(FormatError, match="this query gives triples"):
        raise _error("query", str(file), "--format", "csv")


def _error(*arguments: str) -> StyrkedjaError:
    error = run(*arguments).exception
    assert isinstance(error, StyrkedjaError), error
    return error


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "kind", "says"),
    [
        (["overdu"], UnknownQueryError, "did you mean overdue or overdue_elements?"),
        (["nowhere.rq"], AskingError, "no such file"),
        (["documents", "-f", "xlsx"], FormatError, "table, csv, tsv, json, xml, turtle"),
        (["documents", "-f", "turtle"], FormatError, "this query gives rows"),
        (["overdue", "-p", "date"], ParameterError, "name=value"),
        (["overdue", "-p", "day=2024-01-01"], ParameterError, "date, document"),
        (["overdue", "-p", "date=tomorrow"], ParameterError, "no date"),
        (["overdue", "-p", "document=1999"], ParameterError, "there are"),
        (["overdue", "-p", 'document=x" } #'], ParameterError, "there are"),
        (["assignments", "-p", "body=Ingen nämnd"], ParameterError, "nothing is called"),
        (["overdue", "-p", f"document={ELSEWHERE}"], ParameterError, "there are"),
        (["assignments", "-p", f"body={ELSEWHERE}"], ParameterError, "nothing is called"),
        (["overdue", "-p", "municipality=Kommunstyrelsen"], ParameterError, "there are Björkvalla"),
        (["new_gone_continued"], ParameterError, "earlier, later"),
    ],
)
def test_what_cannot_be_asked_is_said_in_one_line(
    arguments: list[str], kind: type[StyrkedjaError], says: str
) -> None:
    error = _error("query", *arguments, "--lang", "en")
    assert type(error) is kind
    assert says in str(error)
    assert "\n" not in str(error)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["-p", "date=31/12 2024"], "Skriv dagen som ÅÅÅÅ-MM-DD, till exempel 2024-12-31."),
        (["-p", "date"], "--param date: skriv namn=värde"),
        (["-p", "day=1"], "--param day: overdue har date, document, municipality"),
        (["-p", "document=1999"], "Dokumentet ”1999” finns inte. Inlästa dokument: "),
        (["-p", "municipality=Lund"], "Kommunen ”Lund” finns inte. Inlästa kommuner: Björkvalla"),
    ],
)
def test_what_does_not_fit_is_refused_in_swedish(arguments: list[str], says: str) -> None:
    error = _error("query", "overdue", *arguments)
    assert type(error) is ParameterError
    assert str(error).startswith(says)


@pytest.fixture(scope="module")
def two_municipalities(example_archive: Archive, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An archive of Björkvalla and of Grannvik, whose one document is Björkvalla's of 2024."""
    folder = tmp_path_factory.mktemp("two")
    text = example_archive.text(f"{DEFAULT_BASE}bjorkvalla/document/sarskilda-uppdrag-2024")
    (folder / "grannvik.txt").write_text(text.replace("Björkvalla", "Grannvik"), encoding="utf-8")
    archive = Archive.open_or_create(folder / "store", DEFAULT_BASE)
    with archive.writing() as writer:
        for record in example_archive.documents():
            file = folder / f"{record.key}.txt"
            file.write_text(example_archive.text(record.iri), encoding="utf-8")
            ingest_file(file, archive, writer)
        ingest_file(folder / "grannvik.txt", archive, writer, Given("Grannvik"))
    return archive.path


def test_documents_of_two_municipalities_are_not_compared(
    two_municipalities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STYRKEDJA_STORE", str(two_municipalities))
    compare = ["query", "new_gone_continued", "-p", "earlier=bjorkvalla/sarskilda-uppdrag-2023"]
    across = [*compare, "-p", "later=grannvik/sarskilda-uppdrag-2024"]
    assert str(_error(*across)) == "Dokumenten måste komma från samma kommun."
    assert "from the same municipality" in str(_error(*across, "--lang", "en"))
    within = output(*compare, "-p", "later=bjorkvalla/sarskilda-uppdrag-2024")
    assert "fortsätter" in within
    assert "continued" not in within
    assert "goes on" not in within


def test_rows_of_two_municipalities_are_told_apart_and_one_can_be_chosen(
    two_municipalities: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STYRKEDJA_STORE", str(two_municipalities))
    shown = output("query", "load_by_board")
    for municipality in ("Björkvalla", "Grannvik"):
        assert re.search(rf"Kommunstyrelsen +{municipality} +\d", shown)
    for name in ("Grannvik", "grannvik", f"{DEFAULT_BASE}grannvik"):
        chosen = output("query", "load_by_board", "-p", f"municipality={name}")
        assert "Björkvalla" not in chosen
        assert "Grannvik" in chosen


@pytest.mark.usefixtures("store")
def test_a_table_is_in_one_language_and_a_file_has_both() -> None:
    swedish, english = output("query", "doubts"), output("query", "doubts", "--lang", "en")
    rows = load_query("doubts").columns
    assert "Formulering" in swedish
    assert "engelska" not in swedish
    assert "Wording" in english
    assert "Swedish" not in english
    assert output("query", "doubts", "-f", "csv").splitlines()[0] == ",".join(c.name for c in rows)
    everything = output("query", "doubts", "--all-columns")
    assert "Slag (IRI)" in everything
    assert "Formulering (engelska)" in everything


@pytest.mark.usefixtures("store")
def test_things_in_a_table_have_names_and_numbers_are_written_as_people_do() -> None:
    assert "övergripande mål" in output("query", "without_responsible_body")
    assert "overarching goal" in output("query", "without_responsible_body", "--lang", "en")
    assert re.search(r"−\d", output("query", "stated_totals"))
    assert re.search(r"-\d+ ", output("query", "stated_totals", "--lang", "en"))


@pytest.mark.usefixtures("store")
def test_a_file_that_is_no_sparql_or_no_text_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "bad.rq"
    file.write_text("SELECT ?x WHERE {")
    error = _error("query", str(file))
    assert isinstance(error, QuerySyntaxError)
    assert "\n" not in str(error).strip()
    file.write_bytes(b"SELECT \xff\xfe")
    assert "cannot be read as UTF-8" in str(_error("query", str(file)))
    file.unlink()
    file.mkdir()
    assert "cannot be read" in str(_error("query", str(file)))


def test_a_store_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    nowhere = tmp_path / "nowhere"
    assert isinstance(_error("query", "documents", "--store", str(nowhere)), ArchiveError)
    assert not nowhere.exists()


@pytest.mark.usefixtures("store")
def test_a_file_is_written_whole_or_stays_as_it_was(tmp_path: Path) -> None:
    target = tmp_path / "pairs.csv"
    target.write_text("before")
    assert isinstance(_error("query", "overdue", "-p", "date=x", "-o", str(target)), ParameterError)
    assert target.read_text() == "before"
    result = run("query", "shared_pairs", "-f", "csv", "-o", str(target))
    assert result.exit_code == 0
    assert target.read_text(encoding="utf-8").startswith("first,first_name")
    assert list(tmp_path.iterdir()) == [target]
    assert "cannot be written" in str(
        _error("query", "documents", "-o", str(tmp_path / "no" / "folder.csv"))
    )


def test_the_list_of_questions_has_all_of_them_in_either_language() -> None:
    swedish, english = output("queries"), output("queries", "--lang", "en")
    for query in all_queries():
        assert f"{query.name} " in swedish
        assert query.title("sv") in swedish
        assert query.title("en") in english
    assert swedish.startswith("Kontroller")
    assert english.startswith("Checks")


def test_one_question_shows_its_parameters_columns_and_file() -> None:
    shown = output("queries", "new_gone_continued")
    assert "earlier (iri, krävs): Det tidigare dokumentet" in shown
    assert "change (text, i ord: change_sv): Förändring" in shown
    assert "styrkedja query new_gone_continued --param earlier=… --param later=…" in shown
    assert "boards (number, boards)" in output("queries", "shared_assignments", "--lang", "en")
    assert output("queries", "overdue", "--sparql") == load_query("overdue").source
    assert isinstance(_error("queries", "overdu"), UnknownQueryError)
    assert run("queries", "--lang", "de").exit_code == 2
