"""The settings: environment variables with the prefix `STYRKEDJA_`, each described here."""

from __future__ import annotations

import os
from ipaddress import ip_network
from pathlib import Path
from typing import Literal, TypeAlias

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from styrkedja.errors import SettingsError

__all__ = ["DEFAULT_BASE", "PREFIX", "LogForm", "Settings", "load_settings"]

LogForm: TypeAlias = Literal["text", "json"]
PREFIX = "STYRKEDJA_"
DEFAULT_BASE = "https://w3id.org/styrkedja/id/"


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

    @field_validator("base")
    @classmethod
    def _base_is_an_http_folder(cls, value: str) -> str:
        if not value.startswith(("http://", "https://")) or not value.endswith("/"):
            raise ValueError("must begin with http:// or https:// and end with /")
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
