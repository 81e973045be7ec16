"""The settings: environment variables with the prefix `STYRKEDJA_`, each described here."""

from __future__ import annotations

import os
from pathlib import Path

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from styrkedja.errors import SettingsError

__all__ = ["DEFAULT_BASE", "PREFIX", "Settings", "load_settings"]

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
        default=20.0, gt=0, description="How long a user's SPARQL query may run, in seconds."
    )
    query_memory: int = Field(
        default=1024,
        ge=64,
        description=(
            "How much memory a user's SPARQL query may take beyond the store's own, in MiB."
        ),
    )
    query_workers: int = Field(
        default=2, ge=1, description="How many users' SPARQL queries are evaluated at once."
    )

    read_seconds: float = Field(
        default=60.0, gt=0, description="How long one document may take to read, in seconds."
    )
    read_memory: int = Field(
        default=1024,
        ge=128,
        description="How much memory reading one document may take, in MiB.",
    )

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
