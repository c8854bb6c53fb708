"""The base of every value: frozen, strict about unknown fields, documented beneath each field."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Value(BaseModel):
    """A frozen value. A change is a new value: `value.model_copy(update={…})`."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)
