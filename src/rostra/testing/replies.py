"""What the local Messages API says: prose like a debater's, the least valid instance of a schema, or something that goes wrong."""

from __future__ import annotations

import hashlib
import json
import random
import re
from dataclasses import dataclass
from typing import Any, Literal

from rostra.models.minimal import minimal
from rostra.testing.prompt_cache import blocks

Break = Literal["disconnect", "error", "stall", "close", "garbage"]

ERRORS = {
    400: "invalid_request_error",
    401: "authentication_error",
    402: "billing_error",
    403: "permission_error",
    404: "not_found_error",
    413: "request_too_large",
    429: "rate_limit_error",
    500: "api_error",
    529: "overloaded_error",
}

_WORDS = re.findall(
    r"\w+",
    """the a this that every no some most public private local open fair weak strong early late claim evidence premise reason
    policy market school worker citizen court city state cost benefit risk value trust harm duty right limit rule test case study
    model error doubt proof point shows holds fails ignores raises lowers assumes concedes denies supports weakens answers follows
    depends because although unless while since when where before after against between without from into only never often""",
)
_MARK = re.compile(r"\[([A-Z]{1,2})(\d+)\.(\d+)\]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What one request gets. Without arguments: an answer made up for it."""

    text: str | None = None
    """The answer; made up where it is not given."""
    stop: str = "end_turn"
    detail: str = ""
    """Explanation of a refusal."""
    status: int = 200
    """Another one is an error in place of an answer."""
    message: str = ""
    """Of the error."""
    retry_after: str | None = None
    """The header, as it is."""
    breaks: Break | None = None
    """The stream is cut, brings an error event, falls silent, ends as if it were whole, or brings what is no JSON."""
    after: int = 3
    """Pieces before it breaks."""


def made_up(body: dict[str, Any], tokens: int, seed: int = 0) -> str:
    """The same answer to the same request, of about so many tokens; a structured one is filled up with blanks."""
    form = (body.get("output_config") or {}).get("format")
    if form:
        return json.dumps(minimal(form["schema"])).ljust(4 * tokens)
    text = "\n".join(block.get("text", "") for block in blocks(body))
    chance = random.Random(hashlib.sha256(f"{seed}{text}".encode()).digest())
    own, other = _marks(text)
    sentences: list[str] = []
    while len(" ".join(sentences)) < 4 * tokens:
        words = " ".join(chance.choices(_WORDS, k=chance.randint(9, 16))).capitalize()
        number = len(sentences) + 1
        claim = f"[{own}.{number}] " if own and number <= 3 else ""
        answer = f", and so [{other}] falls" if other and number == 1 else ""
        sentences.append(f"{claim}{words}{answer}.")
    return " ".join(sentences)[: 4 * tokens]


def _marks(text: str) -> tuple[str | None, str | None]:
    """Whose claims are to be made: by the prompt's last marker, which is in its instructions; and the last claim of another."""
    found = list(_MARK.finditer(text))
    if not found:
        return None, None
    mark = found[-1][1]
    other = next((m for m in reversed(found) if m[1] != mark), None)
    return f"{mark}{found[-1][2]}", other and other[0].strip("[]")
