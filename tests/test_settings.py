"""What is published and on what terms: values that cannot be meant are refused at start."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from styrkedja.settings import Settings, missing_settings

_HASH = "0123456789ABCDEF" * 4


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("public_url", "https://data.example.se"),
        ("public_url", "ftp://data.example.se/"),
        ("public_url", "https://data.example.se/a b/"),
        ("base", 'https://data.example.se/">/'),
        ("licence", "CC0"),
        ("publisher_iri", "https://example.org/<x>"),
        ("publisher_type", "Municipality"),
        ("contact_email", "oppnadata"),
        ("contact_email", "a b@example.org"),
        ("tokens", "hemlighet"),
        ("tokens", f"{_HASH},{_HASH[:-1]}"),
        ("visibility", "secret"),
    ],
)
def test_a_value_that_cannot_be_meant_is_refused(name: str, value: str) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({name: value})


def test_hashes_of_tokens_are_told_apart_by_commas() -> None:
    assert Settings().token_hashes == ()
    settings = Settings(tokens=f" {_HASH} , {'f' * 64},")
    assert settings.token_hashes == (_HASH.lower(), "f" * 64)


def test_what_a_catalogue_lacks_is_named_as_the_environment_has_it() -> None:
    assert missing_settings(Settings(contact_name="  ", contact_email="a@example.org")) == (
        "STYRKEDJA_PUBLISHER_NAME",
        "STYRKEDJA_CONTACT_NAME",
        "STYRKEDJA_LICENCE",
    )
    whole = Settings(
        publisher_name="Björkvalla kommun",
        contact_name="Öppna data",
        contact_email="a@example.org",
        licence="http://creativecommons.org/publicdomain/zero/1.0/",
    )
    assert missing_settings(whole) == ()
