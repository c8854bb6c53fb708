"""The smallest value a JSON schema accepts: what the fakes answer when a structured answer is asked for."""

from __future__ import annotations

import math
import re
from typing import Any


def minimal(schema: dict[str, Any], root: dict[str, Any] | None = None) -> Any:
    """A valid instance of a schema as pydantic writes them: first alternative, required properties only, lower bounds."""
    root = schema if root is None else root
    if "$ref" in schema:
        return minimal(root["$defs"][schema["$ref"].rpartition("/")[2]], root)
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    for key in ("anyOf", "oneOf", "allOf"):
        if schema.get(key):
            return minimal(schema[key][0], root)
    kind = schema.get("type", "object")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            required = schema.get("required", ())
            return {
                name: minimal(part, root) for name, part in schema.get("properties", {}).items() if name in required
            }
        case "array":
            return [minimal(schema.get("items", {"type": "string"}), root)] * _bound(schema, "minItems", 0)
        case "string":
            return _string(schema)
        case "integer" | "number":
            return _bound(schema, "minimum", _bound(schema, "exclusiveMinimum", -1) + 1)
        case "boolean":
            return False
        case _:
            return None


def _string(schema: dict[str, Any]) -> str:
    match schema.get("format"):
        case "date-time":
            return "2026-01-01T00:00:00Z"
        case "date":
            return "2026-01-01"
        case _:
            return "Yes.".ljust(_bound(schema, "minLength", 0), ".")


def _bound(schema: dict[str, Any], name: str, default: int) -> int:
    """A lower bound, rounded up; also where it was moved into the description because the service knows no such keyword."""
    described = re.search(rf"\b{name}: (\d+(?:\.\d+)?)", schema.get("description", ""))
    written = schema.get(name, described and described[1])
    return default if written is None else math.ceil(float(written))
