"""Abbreviations of bodies: which body they mean, by its letters, by the others, and by data."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from styrkedja.graph.model import Body, BodyKind, Municipality, Register
from styrkedja.graph.profiles import default_profile, municipality_codes
from styrkedja.graph.reading.abbreviations import (
    doubt_about,
    expand,
    expansions,
    is_abbreviation,
    settle,
    spelled_out,
    variants,
)
from styrkedja.graph.reading.bodies import body_of
from styrkedja.graph.reading.lines import read_lines

BODIES = Path(__file__).parents[3] / "graph/profiles/bodies.csv"
MANY = (
    "Barn- och skolnämnden", "Byggnadsnämnden", "Kommunstyrelsen", "Kultur- och fritidsnämnden",
    "Miljönämnden", "Servicenämnden", "Tekniska nämnden", "Utbildningsnämnden",
    "Vård- och omsorgsnämnden", "Arbetsmarknads- och socialnämnden",
)  # fmt: skip


def _register(*names: str, municipality: str = "Granviken") -> Register:
    profile = default_profile()
    bodies = tuple(body_of(name, profile) for name in names)
    return Register(Municipality(municipality, None, municipality.lower()), bodies)


def _names(register: Register, *shorts: str) -> dict[str, str]:
    return expansions(shorts, register)


@pytest.mark.parametrize(
    ("abbreviation", "name"),
    [
        ("BSN", "Barn- och skolnämnden"),
        ("BoSN", "Barn- och skolnämnden"),
        ("KoFN", "Kultur- och fritidsnämnden"),
        ("KFN", "Kultur- och fritidsnämnden"),
        ("VoO", "Vård- och omsorgsnämnden"),
        ("VoON", "Vård- och omsorgsnämnden"),
        ("SN", "Servicenämnden"),
        ("ServN", "Servicenämnden"),
        ("TN", "Tekniska nämnden"),
        ("ASN", "Arbetsmarknads- och socialnämnden"),
    ],
)
def test_letters_of_a_name_mean_its_body(abbreviation: str, name: str) -> None:
    body = expand(abbreviation, _register(*MANY))
    assert body is not None
    assert body.name == name


@pytest.mark.parametrize("abbreviation", ["SocN", "XYZ", "ÄN", "N", "KFNX"])
def test_letters_of_no_name_mean_nothing(abbreviation: str) -> None:
    assert expand(abbreviation, _register(*MANY)) is None


def test_what_fits_two_bodies_means_neither() -> None:
    register = _register("Servicenämnden", "Socialnämnden")
    assert expand("SN", register) is None
    assert expand("SocN", register) == register.bodies[1]


def test_diacritics_tell_boards_apart() -> None:
    register = _register("Arbetsmarknadsnämnden", "Äldrenämnden")
    assert _names(register, "AN", "ÄN") == {"AN": "Arbetsmarknadsnämnden", "ÄN": "Äldrenämnden"}


def test_prefixes_and_compounds_are_understood() -> None:
    register = _register("Bildningsnämnden", "Barn- och ungdomsnämnden", "Samhällsbyggnadsnämnden")
    assert _names(register, "BIN", "BOU", "SBN") == {
        "BIN": "Bildningsnämnden",
        "BOU": "Barn- och ungdomsnämnden",
        "SBN": "Samhällsbyggnadsnämnden",
    }


def test_a_body_that_one_abbreviation_means_is_not_meant_by_another() -> None:
    register = _register("Socialnämnden", "Servicenämnden")
    assert _names(register, "SN", "SocN") == {"SN": "Servicenämnden", "SocN": "Socialnämnden"}


def test_of_two_that_only_fit_the_same_body_the_longer_means_it() -> None:
    names = _names(_register("Servicenämnden", "Skolnämnden"), "SkN", "SN")
    assert names == {"SkN": "Skolnämnden", "SN": "Servicenämnden"}
    assert _names(_register("Socialnämnden"), "SN", "SocN") == {"SocN": "Socialnämnden"}


def test_the_document_comes_before_the_register_and_the_data() -> None:
    told = {"SN": "Skolnämnden"}
    assert expansions(["SN"], _register("Servicenämnden"), told) == told
    assert _names(_register("Servicenämnden"), "SN") == {"SN": "Servicenämnden"}
    assert _names(_register(), "SN") == {"SN": "Socialnämnden"}
    assert _names(_register(municipality="Lund"), "SN") == {"SN": "Servicenämnden"}


def test_a_listed_abbreviation_of_a_known_body_is_that_body() -> None:
    profile = default_profile()
    body = body_of("Nämnden för hållbar tillväxt (NHT)", profile)
    assert body.abbreviations == ("NHT",)
    register = Register(Municipality("Granviken", None, "granviken"), (body,))
    assert expand("NHT", register) == body
    assert _names(register, "NHT") == {"NHT": body.name}


def test_spellings_of_one_that_nobody_can_expand_are_one_body() -> None:
    assert variants("VoO", "VoON")
    assert variants("KFN", "KoFN")
    assert not variants("SN", "SocN")
    assert not variants("KFN", "KSN")
    assert _names(_register(), "XoY", "XoYN") == {"XoY": "XoYN"}
    before = Register(
        Municipality("Granviken", None, "granviken"), (Body("XoY", BodyKind.OTHER, "body/xoy"),)
    )
    assert _names(before, "XoYN") == {"XoYN": "XoY"}


def test_what_a_document_spells_out() -> None:
    text = (
        "Uppdraget ges till barn- och skolnämnden (BSN) och till Tekniska nämnden (TN).\n"
        "VoO = Vård- och omsorgsnämnden\nKFN  Kultur- och fritidsnämnden\n"
        "- UN: Utbildningsnämnden\nSkolan följer socialtjänstlagen (SoL) i nämnden (XYZ).\n"
        "KS Kommunstyrelsen beslutade om detta\n"
    )
    assert spelled_out(read_lines(text.splitlines())) == {
        "BSN": "Barn- och skolnämnden",
        "TN": "Tekniska nämnden",
        "VoO": "Vård- och omsorgsnämnden",
        "KFN": "Kultur- och fritidsnämnden",
        "UN": "Utbildningsnämnden",
    }


def test_long_lines_are_searched_no_further_than_needed() -> None:
    lines = read_lines(["a (" * 300_000, "A" * 1_000_000, "nämnden (" * 100_000])
    assert spelled_out(lines) == {}


def test_a_register_that_has_learnt_the_names_is_settled() -> None:
    profile = default_profile()
    short = [Body(name, BodyKind.OTHER, f"body/{name.lower()}") for name in ("SON", "XYN")]
    named = body_of("Social- och omsorgsnämnden", profile)
    part = Body("Enheten", BodyKind.DEPARTMENT, "department/enheten", parent="body/son")
    register = Register(Municipality("Granviken", None, "granviken"), (*short, named, part))
    settled, moved = settle(register)
    assert moved == {"body/son": named.key}
    assert [body.key for body in settled.bodies] == ["body/xyn", named.key, part.key]
    assert settled.bodies[1].abbreviations == ("SON",)
    assert settled.bodies[2].parent == named.key
    assert settle(settled) == (settled, {})


def test_what_counts_as_an_abbreviation() -> None:
    assert all(map(is_abbreviation, ("KS", "VoO", "SocN", "KoFN", "BOU", "ÖFN")))
    assert not any(map(is_abbreviation, ("Valnämnden", "AB X", "Lunds", "K", "LUNDABOSTAD AB")))
    sv, en = doubt_about("XYN")
    assert "XYN" in sv
    assert "XYN" in en


def test_the_data_names_known_municipalities_and_boards_once() -> None:
    with BODIES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    keys = [(row["municipality"], row["abbreviation"]) for row in rows]
    assert len(set(keys)) == len(keys)
    assert {place for place, _ in keys} <= {"*", *municipality_codes()}
    profile = default_profile()
    for row in rows:
        assert is_abbreviation(row["abbreviation"])
        assert body_of(row["name"], profile).kind is BodyKind.BOARD


def test_a_document_may_spell_out_what_is_only_the_beginning_of_a_name() -> None:
    lines = read_lines(["kultur- och fritidsnämnden (KFN) eller socialnämnden (SOC). Här framgår"])
    assert spelled_out(lines) == {"KFN": "Kultur- och fritidsnämnden", "SOC": "Socialnämnden"}
