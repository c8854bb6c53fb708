"""What a user sets once: read at the edge (`Settings()` in a face), then passed down. Nothing is read at import."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from rostra.errors import WrongUse

Effort = Literal["low", "medium", "high", "xhigh", "max"]
_SHORTEST_TOKEN = 8


class Settings(BaseSettings):
    """Environment variables `ROSTRA_…` and `ANTHROPIC_…`, then `.env` in the working folder, then these defaults.

    `Settings(field=value)` outranks both; `Settings(_env_file=None)` leaves `.env` unread. `WrongUse` names a variable that
    cannot be read, never its value.
    """

    model_config = SettingsConfigDict(
        env_prefix="ROSTRA_",
        env_file=".env",
        env_file_encoding="utf-8",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )

    default_model: str = "opus"
    """Who speaks and moderates where nobody says otherwise: an alias, a model id, or `provider:model`."""
    effort: Effort | None = "medium"
    """How hard a model thinks before it speaks, where it takes such a thing and its seat says nothing. None: as it likes."""
    store: str | None = None
    """Where debates are kept, a URL; a SQLite file in the platform's data folder where it is not given."""
    personas: Annotated[tuple[Path, ...], NoDecode] = ()
    """More folders of personas; in the environment separated as in PATH."""
    api_key: SecretStr | None = Field(default=None, validation_alias="ANTHROPIC_API_KEY")
    """The Anthropic key. Never printed."""
    base_url: str | None = Field(default=None, validation_alias="ANTHROPIC_BASE_URL")
    """Another place that speaks the Messages API."""
    pace: float = Field(default=60.0, ge=0)
    """Words a second at which the offline model speaks to people who watch; 0: at once."""
    deadline: float = Field(default=180.0, gt=0)
    """Seconds a turn may take, all its attempts and waits together."""
    stall: float = Field(default=60.0, gt=0)
    """Seconds of silence after which an attempt counts as broken."""
    attempts: int = Field(default=3, ge=1, le=10)
    """Calls a turn may cost at most."""
    in_flight: int = Field(default=8, ge=1)
    """Calls to one provider at the same time."""
    speech: str | None = None
    """What speaks in spoken debates: `espeak-ng`, where it is not given, or `piper:/path/of/model.onnx`."""
    lease: float = Field(default=30.0, gt=0)
    """Seconds a writer holds a debate without a sign of life."""
    access_token: SecretStr | None = None
    """Opens the studio in the browser to whoever says it, from any machine that reaches it. Never printed but by `--share`."""

    def __init__(self, **values: Any) -> None:
        try:
            super().__init__(**values)
        except ValidationError as error:
            raise _wrong(error) from None

    @field_validator("personas", mode="before")
    @classmethod
    def _folders(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(Path(part).expanduser() for part in value.split(os.pathsep) if part.strip())
        return value

    @field_validator("api_key", "base_url", "store", "effort", "speech", "access_token", mode="before")
    @classmethod
    def _blank_is_none(cls, value: object) -> object:
        # A key pasted with its newline would make an illegal header, and `KEY=` in .env means there is none.
        return (value.strip() or None) if isinstance(value, str) else value

    @field_validator("api_key")
    @classmethod
    def _fits_a_header(cls, key: SecretStr | None) -> SecretStr | None:
        if key and not (key.get_secret_value().isascii() and key.get_secret_value().isprintable()):
            raise ValueError("a key has no such characters; copy it again")
        return key

    @field_validator("access_token")
    @classmethod
    def _hard_to_guess(cls, token: SecretStr | None) -> SecretStr | None:
        if token and len(token.get_secret_value()) < _SHORTEST_TOKEN:
            raise ValueError(f"it takes at least {_SHORTEST_TOKEN} characters to be hard to guess")
        return token

    @property
    def has_key(self) -> bool:
        """Whether Claude can be asked."""
        return self.api_key is not None


def _wrong(error: ValidationError) -> WrongUse:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "settings"
    variable = name if name.startswith("ANTHROPIC_") else f"ROSTRA_{name.upper()}"
    return WrongUse(f"{variable} cannot be read: {first['msg']}.", remedy="Mend it in the environment or in .env.")
