"""Queries are found by name, and what is not there is said with what comes near."""

from __future__ import annotations

import pytest

from styrkedja.errors import UnknownQueryError
from styrkedja.queries import all_queries, load_query


def test_a_query_is_found_with_and_without_folder_and_ending() -> None:
    query = load_query("overdue")
    assert load_query("overdue.rq") == load_query("followup/overdue.rq") == query
    assert query.subject == "followup"
    assert query.title() == "Försenade uppdrag"
    assert query.title("en") == "Overdue assignments"
    assert query.text() == query.source


def test_names_are_unique_and_sorted_by_subject() -> None:
    found = [(query.subject, query.name) for query in all_queries()]
    assert found == sorted(found)
    assert len({name for _, name in found}) == len(found)


def test_an_unknown_name_is_refused_with_names_that_are_alike() -> None:
    with pytest.raises(
        UnknownQueryError, match=r"did you mean overdue or overdue_elements\?"
    ) as caught:
        load_query("Overdu")
    assert caught.value.name == "Overdu"
    with pytest.raises(UnknownQueryError, match="styrkedja queries"):
        load_query("../../etc/passwd")
