"""JSON from anywhere into plain values: no key twice, no number without end, no depth without bottom."""

from __future__ import annotations

import json
import math
from typing import Any

from rostra.errors import BadFile
from rostra.importing.places import twin


def parsed(text: str, *, file: str, first_line: int = 1) -> Any:
    """The value. `BadFile`, with the line, for what is no JSON, and for what can be read in two ways."""
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_constant, parse_float=_float)
    except _TwiceError:
        key, line = twin(text) or ("", 1)
        raise BadFile(
            f"has the key {key[:60]!r} twice in one object.",
            file=file,
            line=first_line + line - 1,
            remedy="Keep one of them.",
        ) from None
    except json.JSONDecodeError as error:
        line = first_line + error.lineno - 1
        raise BadFile(f"is not JSON: {error.msg}.", file=file, line=line, remedy=_ENDS.get(error.msg, "")) from None
    except RecursionError:
        raise BadFile("is nested too deeply.", file=file, line=first_line) from None
    except ValueError as error:  # a number of thousands of digits, or one that is none
        raise BadFile(f"has a number that cannot be read: {str(error)[:80]}.", file=file, line=first_line) from None


_ENDS = {"Expecting value": "It may have been cut short.", "Extra data": "One debate a file."}


class _TwiceError(ValueError):
    pass


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _TwiceError
    return made


def _constant(name: str) -> float:
    raise ValueError(name)


def _float(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError(digits)
    return value
