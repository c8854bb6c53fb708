"""Structured answers: from what a model wrote to a checked value. Providers promise a schema; some keep the promise."""

from __future__ import annotations

import re

from pydantic import BaseModel, ValidationError

_FENCE = re.compile(r"\A\s*```[\w-]*\s*\n(.*?)\n?\s*```\s*\Z", re.DOTALL)


def read_answer(text: str, schema: type[BaseModel]) -> BaseModel:
    """The value in `text`: JSON, perhaps in a code fence or with words around it. ValueError says what is wrong with it."""
    fenced = _FENCE.match(text)
    body = (fenced.group(1) if fenced else text).strip()
    if not body.startswith("{") and "{" in body:
        body = body[body.index("{") : body.rfind("}") + 1]
    try:
        return schema.model_validate_json(body)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{where}: {first['msg']}" if where else first["msg"]) from None
