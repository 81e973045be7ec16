"""The settings: environment variables with the prefix `STYRKEDJA_`, each described here."""

from __future__ import annotations

import os
import re
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from styrkedja.errors import SettingsError

__all__ = [
    "DEFAULT_BASE",
    "PREFIX",
    "LogForm",
    "PublisherType",
    "Settings",
    "load_settings",
    "missing_settings",
]

LogForm: TypeAlias = Literal["text", "json"]
PREFIX = "STYRKEDJA_"
DEFAULT_BASE = "https://w3id.org/styrkedja/id/"
# What RFC 3987 lets stand in an IRI, as far as a setting needs it.
_IRI = re.compile(r"https?://[^\s<>\"{}|\\^`\x00-\x20]+")
_EMAIL = re.compile(r"[^\s@<>\"]+@[^\s@<>\"]+")

PublisherType: TypeAlias = Literal[
    "Academia-ScientificOrganisation",
    "Company",
    "IndustryConsortium",
    "LocalAuthority",
    "NationalAuthority",
    "NonGovernmentalOrganisation",
    "NonProfitOrganisation",
    "RegionalAuthority",
    "StandardisationBody",
    "SupraNationalAuthority",
]

Availability = Literal["TEMPORARY", "EXPERIMENTAL", "AVAILABLE", "STABLE"]


class Settings(BaseSettings):
    """The settings, frozen; made once by the command line or `create_app` and handed down."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, frozen=True, extra="forbid")

    store: Path = Field(
        default=Path("styrkedja-store"),
        description="The archive's folder: documents, their quads, the register and the journal.",
    )
    base: str = Field(
        default=DEFAULT_BASE,
        description="What the IRIs of bodies, documents and elements begin with; ends in a slash.",
    )
    host: str = Field(default="127.0.0.1", description="The address that `serve` listens on.")
    port: int = Field(
        default=8000,
        ge=0,
        le=65535,
        description="The port that `serve` listens on; the next free one if it is taken.",
    )
    query_seconds: float = Field(
        default=20.0, gt=0, description="How long a user's SPARQL query may take, in seconds."
    )
    query_memory: int = Field(
        default=1024,
        ge=64,
        description=(
            "How much memory a user's SPARQL query may take beyond the store's own, in MiB."
        ),
    )
    query_workers: int = Field(
        default=2,
        ge=1,
        description=(
            "How many processes are kept for users' SPARQL queries. As many again may go on with "
            "queries that take more than half a second."
        ),
    )
    query_rows: int = Field(
        default=100_000,
        ge=1,
        description=(
            "How many rows, or triples of a graph, the answer to a user's SPARQL query may have; "
            "one that is cut says so."
        ),
    )

    read_seconds: float = Field(
        default=60.0, gt=0, description="How long one document may take to read, in seconds."
    )
    read_memory: int = Field(
        default=1024,
        ge=128,
        description="How much memory reading one document may take, in MiB.",
    )

    log: LogForm = Field(
        default="text",
        description=(
            "Form of the log on standard error: `text` (warnings, for people) or `json` (also a "
            "line for each request, for programs)."
        ),
    )

    client_rate: float = Field(
        default=20.0,
        ge=0,
        description="How many requests a second one client may make in the long run; 0: any.",
    )
    client_burst: int = Field(
        default=200,
        ge=1,
        description="How many requests a client that has been quiet may make at once.",
    )
    client_at_once: int = Field(
        default=16,
        ge=0,
        description="How many requests of one client are answered at the same time; 0: any.",
    )
    unlimited_clients: str = Field(
        default="127.0.0.0/8,::1",
        description="Addresses and networks whose requests are not counted, with commas between.",
    )
    trusted_proxies: str = Field(
        default="",
        description=(
            "Addresses and networks of proxies that tell the client's address in X-Forwarded-For, "
            "with commas between."
        ),
    )
    head_seconds: float = Field(
        default=10.0, gt=0, description="How long a client may take to send a request's head."
    )
    body_seconds: float = Field(
        default=60.0, gt=0, description="How long a client may take to send a request's body."
    )
    unread_seconds: float = Field(
        default=30.0, gt=0, description="How long a client may leave an answer unread."
    )

    @field_validator("unlimited_clients", "trusted_proxies")
    @classmethod
    def _networks_are_written_right(cls, value: str) -> str:
        for part in filter(None, map(str.strip, value.split(","))):
            ip_network(part)
        return value

    corrected_by: str | None = Field(
        default=None,
        description=(
            "Who corrects, unless `correct` and `corrections` are told: a name, or a function; it "
            "is published with the corrections."
        ),
    )

    visibility: Literal["public", "internal"] = Field(
        default="public",
        description=(
            "Whether documents that are read for the first time are public or internal, unless "
            "`ingest` is told."
        ),
    )
    tokens: str = Field(
        default="",
        description=(
            "SHA-256, in hex, of tokens that let their bearers see internal documents, with commas "
            "between; besides those that `token create` makes."
        ),
    )

    writing: Literal["local", "token", "off"] = Field(
        default="local",
        description=(
            "Who may write by way of the pages: `local` (whoever sits at the machine, where the "
            "service listens on 127.0.0.1 only, and holders of a token for it), `token` (only "
            "those), or `off` (nobody)."
        ),
    )
    upload_mib: int = Field(
        default=64,
        ge=1,
        le=1024,
        description="How much the files of one upload may have together, in MiB.",
    )

    # What is published, by whom and on what terms.
    public_url: str | None = Field(
        default=None,
        description=(
            "Where the service is reached from outside; ends in a slash. The catalogue and the "
            "feeds name it; without it the address that they were asked for at."
        ),
    )
    licence: str | None = Field(
        default=None,
        description=(
            "IRI of the licence on which the data is published, for example "
            "http://creativecommons.org/publicdomain/zero/1.0/; none is claimed unless set."
        ),
    )
    publisher_name: str | None = Field(
        default=None, description="Who publishes the data, for the catalogue: a name."
    )
    publisher_iri: str | None = Field(
        default=None,
        description=(
            "IRI of the publisher, best http://dataportal.se/organisation/SE and the "
            "organisation's number; without it one of the catalogue's own."
        ),
    )
    publisher_type: PublisherType = Field(
        default="LocalAuthority",
        description="What the publisher is: a concept of the ADMS publisher types.",
    )
    contact_name: str | None = Field(
        default=None, description="Whom to write to about the data: a name, best a function's."
    )
    contact_email: str | None = Field(
        default=None, description="Where to write about the data: an e-mail address."
    )
    report_errors: str | None = Field(
        default=None,
        description=(
            "Where readers report errors: an e-mail address, or the http(s) address of a form in "
            "which {title} and {body} are filled in, such as that of a new issue. Without it the "
            "pages offer no such link."
        ),
    )
    spatial: str = Field(
        default="http://publications.europa.eu/resource/authority/country/SWE",
        description="IRI of the place that the data is about.",
    )
    availability: Availability | None = Field(
        default=None,
        description=(
            "How long the data is planned to stay available: TEMPORARY, EXPERIMENTAL, AVAILABLE "
            "(some years) or STABLE (for good); the catalogue says nothing of it unless set."
        ),
    )
    cross_origin: bool = Field(
        default=True,
        description=(
            "Whether scripts of other sites may read the data in their visitors' browsers (CORS); "
            "switch it off for a service that only an internal network reaches."
        ),
    )

    @property
    def token_hashes(self) -> tuple[str, ...]:
        """The SHA-256 of each valid token, in lower-case hex."""
        return tuple(part.strip().lower() for part in self.tokens.split(",") if part.strip())

    @field_validator("tokens")
    @classmethod
    def _are_hashes(cls, value: str) -> str:
        for part in filter(None, (one.strip() for one in value.split(","))):
            if not re.fullmatch("[0-9A-Fa-f]{64}", part):
                raise ValueError("must be SHA-256 hashes of 64 hex digits with commas between")
        return value

    @field_validator("base", "public_url")
    @classmethod
    def _is_an_http_folder(cls, value: str | None) -> str | None:
        if value is None:
            return None
        if not _IRI.fullmatch(value) or not value.endswith("/"):
            raise ValueError("must begin with http:// or https:// and end with /")
        return value

    @field_validator("licence", "publisher_iri", "spatial")
    @classmethod
    def _is_an_http_iri(cls, value: str | None) -> str | None:
        if value is not None and not _IRI.fullmatch(value):
            raise ValueError("must be an IRI that begins with http:// or https://")
        return value

    @field_validator("publisher_name", "contact_name")
    @classmethod
    def _says_something(cls, value: str | None) -> str | None:
        return (value or "").strip() or None

    @field_validator("report_errors")
    @classmethod
    def _can_be_written_to(cls, value: str | None) -> str | None:
        if value is None or _EMAIL.fullmatch(value):
            return value
        if not _IRI.fullmatch(value.replace("{title}", "").replace("{body}", "")):
            raise ValueError("must be an e-mail address or begin with http:// or https://")
        return value

    @field_validator("contact_email")
    @classmethod
    def _is_an_email_address(cls, value: str | None) -> str | None:
        if value is not None and not _EMAIL.fullmatch(value):
            raise ValueError("must be an e-mail address")
        return value


def load_settings() -> Settings:
    """Return the settings as the environment gives them.

    Raises:
        SettingsError: A variable with our prefix is not known, or a value is not valid.
    """
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in os.environ if name.startswith(PREFIX) and name not in known)
    if unknown:
        raise SettingsError(
            f"unknown setting {', '.join(unknown)}; known are {', '.join(sorted(known))}"
        )
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + str(first["loc"][0]).upper()
        raise SettingsError(f"{name}: {first['msg']}") from error


def missing_settings(settings: Settings) -> tuple[str, ...]:
    """Return the names of the variables without which there is no catalogue of the data.

    Who publishes the data, on what terms and whom to write to is for its owner to say; nothing of
    it is made up.
    """
    needed = ("publisher_name", "contact_name", "contact_email", "licence")
    return tuple(PREFIX + name.upper() for name in needed if getattr(settings, name) is None)
