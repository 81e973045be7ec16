"""Queries that are meant to hurt: bombs small and large, and seventeen kinds of nesting."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

__all__ = ["BOMBS", "NESTINGS", "SMALL", "nested"]

SMALL = "SELECT ?s { ?s ?p ?o } LIMIT 3"


def _product(number: int) -> str:
    return " . ".join(f"?s{i} ?p{i} ?o{i}" for i in range(number))


def _doubled(times: int) -> str:
    """Return binds of which each is twice as long as the one before."""
    binds = " ".join(f"BIND(CONCAT(?x{i}, ?x{i}) AS ?x{i + 1})" for i in range(times))
    return f"BIND('aaaaaaaa' AS ?x0) {binds}"


def _optionals(depth: int) -> str:
    return "OPTIONAL { ?s ?p ?o . ?o ?q ?r . ?r ?t ?u " * depth + "}" * depth


BOMBS = MappingProxyType(
    {
        "product of 4, counted": f"SELECT (COUNT(*) AS ?n) {{ {_product(4)} }}",
        "product of 40, counted": f"SELECT (COUNT(*) AS ?n) {{ {_product(40)} }}",
        "product of 3, sorted": f"SELECT * {{ {_product(3)} }} ORDER BY ?o2 ?o0 ?o1",
        "product of 3, distinct": f"SELECT DISTINCT * {{ {_product(3)} }}",
        "product of 3, grouped": f"SELECT (SAMPLE(?o0) AS ?x) {{ {_product(3)} }} GROUP BY ?o1 ?o2",
        "product, concatenated": f"SELECT (GROUP_CONCAT(?o0) AS ?x) {{ {_product(3)} }}",
        "product of 3, a graph": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} WHERE {{ {_product(3)} }}",
        "product, never true": f"ASK {{ {_product(4)} FILTER(?o0 = 'no' && ?o3 = 'such') }}",
        "product of texts": f"SELECT (SUM(STRLEN(STR(?o0))) AS ?n) {{ {_product(3)} }}",
        "doubling a string": f"SELECT (STRLEN(?x40) AS ?n) {{ {_doubled(40)} }}",
        "doubling by rows": f"SELECT ?x26 {{ ?s ?p ?o {_doubled(26)} }}",
        "doubling by REPLACE": "SELECT (STRLEN("
        + "REPLACE(" * 12
        + "'aaaaaaaaaa'"
        + ", 'a', 'aaaaaaaaaa')" * 12
        + ") AS ?n) {}",
        "path of all paths": "SELECT (COUNT(*) AS ?n) { ?a (<u:x>|!<u:x>)* ?b . ?c (!<u:y>)* ?d }",
        "path with stars in stars": "SELECT * { ?a ((!<u:x>*)*/(!<u:y>+)*)* ?b } ORDER BY ?b ?a",
        "path both ways": "ASK { ?a (!<u:x>|^!<u:x>)+ ?b . ?b (^!<u:y>|!<u:y>)+ <u:none> }",
        "path of 49 steps": f"ASK {{ ?a {'/'.join(['(!<u:x>|^!<u:x>)'] * 16)} <u:none> }}",
        "planner, 50 patterns": "SELECT * { "
        + " . ".join(f"?v{i} ?p ?v{i * 7 % 50}" for i in range(50))
        + " } ORDER BY ?v1",
        "planner, 50 patterns in 8 groups": "SELECT * { "
        + " ".join(f"{{ {_product(50)} }}" for _ in range(8))
        + " }",
        "sorting endlessly": f"SELECT * {{ {_product(2)} }} ORDER BY "
        + " ".join(f"STR(CONCAT(STR(?o{i % 2}), '{i}'))" for i in range(60)),
        "500,000 rows of VALUES": "SELECT * { VALUES ?x {" + "1 " * 500_000 + "} }",
        "VALUES against VALUES": "SELECT (COUNT(*) AS ?n) { "
        + " ".join(f"VALUES ?x{i} {{ {'1 ' * 390} }}" for i in range(5))
        + " }",
        "nested OPTIONALs": f"SELECT (COUNT(*) AS ?n) {{ {_optionals(16)} }}",
        "NOT EXISTS over a product": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o "
        f"FILTER NOT EXISTS {{ {_product(3)} FILTER(?o2 = 'no such' && ?o = ?o0) }} }}",
        "backtracking regex": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f "
        "FILTER REGEX(CONCAT(STR(?o), STR(?c), STR(?f)), '^(([a-z])+.)+[A-Z]([a-z])+$') }",
        "a regex too large": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f "
        "FILTER REGEX(?o, CONCAT('(((((a{1,99}){1,99}){1,99}){1,99}){1,9})', STR(?c), STR(?f))) }",
    }
)

NESTINGS: MappingProxyType[str, Callable[[int], str]] = MappingProxyType(
    {
        "brackets": lambda n: f"SELECT ({'(' * n}1{')' * n} AS ?x) {{}}",
        "groups": lambda n: f"SELECT * {'{' * n}{'}' * n}",
        "OPTIONAL": lambda n: f"SELECT * {{ {'OPTIONAL { ?s ?p ?o ' * n}{'}' * n} }}",
        "UNION": lambda n: f"SELECT * {{ {'{} UNION { ' * n}{'}' * n} }}",
        "MINUS": lambda n: f"SELECT * {{ {'MINUS { ?s ?p ?o ' * n}{'}' * n} }}",
        "EXISTS": lambda n: f"SELECT * {{ {'FILTER EXISTS { ?s ?p ?o ' * n}{'}' * n} }}",
        "NOT EXISTS": lambda n: f"SELECT * {{ {'FILTER NOT EXISTS { ?s ?p ?o ' * n}{'}' * n} }}",
        "subqueries": lambda n: f"SELECT * {{ {'{ SELECT * { ' * n}{'} }' * n} }}",
        "GRAPH": lambda n: f"SELECT * {{ {'GRAPH ?g { ' * n}{'}' * n} }}",
        "blank nodes": lambda n: f"SELECT * {{ ?s ?p {'[ ?p ' * n}1{']' * n} }}",
        "collections": lambda n: f"SELECT * {{ ?s ?p {'( ' * n}1{')' * n} }}",
        "paths": lambda n: f"SELECT * {{ ?s {'(' * n}<u:p>{')*' * n} ?o }}",
        "negations": lambda n: f"SELECT ({'!' * n}true AS ?x) {{}}",
        "minuses": lambda n: f"SELECT ({'- ' * n}1 AS ?x) {{}}",
        "functions": lambda n: f"SELECT ({'IF(true, ' * n}1{', 2)' * n} AS ?x) {{}}",
        "lists": lambda n: f"SELECT * {{ FILTER({'1 IN (' * n}1{')' * n}) }}",
        "chains of ||": lambda n: f"SELECT (false{' || false' * n} AS ?x) {{}}",
    }
)


def nested(depths: tuple[int, ...]) -> dict[str, str]:
    """Return every kind of nesting to each of these depths, by name."""
    return {f"{kind}, {n:,} deep": make(n) for kind, make in NESTINGS.items() for n in depths}
