"""The one seam where the SDK's errors, and those of what lies beneath it, become ours."""

from __future__ import annotations

import email.utils
import time
from collections.abc import Mapping
from typing import Any

import aiohttp
import anthropic
import httpx2

from rostra.models.base import AttemptFailed

FOREIGN = (anthropic.AnthropicError, httpx2.HTTPError, httpx2.StreamError, aiohttp.ClientError, OSError, ValueError)
"""All that a call or its stream may raise. ValueError: what came is not JSON."""

_STATUS = {
    "invalid_request_error": 400,
    "authentication_error": 401,
    "billing_error": 402,
    "permission_error": 403,
    "not_found_error": 404,
    "request_too_large": 413,
    "rate_limit_error": 429,
    "api_error": 500,
    "timeout_error": 504,
    "overloaded_error": 529,
}
"""An error in mid-stream comes under status 200; only its type tells."""

_KNOWN = {
    400: (
        "refused the request",
        "This is a fault of Rostra or of a seat's options (effort, thinking); try another model.",
    ),
    401: ("does not accept the key", "Check ANTHROPIC_API_KEY in the environment and in .env."),
    402: ("wants to be paid first", "Look at the account's billing page, or go on with --model offline."),
    403: ("does not allow this to this key", "Use a key that may, or another model."),
    404: ("does not know the model", "Choose another with --model: opus, sonnet, haiku."),
    413: ("finds the request too large", "Shorten the personas or the background."),
    429: ("is asked too often", "Wait a little and resume, or lower ROSTRA_IN_FLIGHT."),
    529: ("is overloaded", "Resume the debate later."),
}


def too_long(error: Exception) -> bool:
    """Whether it says that the prompt does not fit the model's window."""
    text = str(error).lower()
    return isinstance(error, anthropic.APIStatusError) and (
        "prompt is too long" in text or "exceed context limit" in text
    )


def translate(error: Exception, model: str) -> AttemptFailed:
    """Ours for theirs: what happened, what helps, and whether trying again may."""
    match error:
        case anthropic.APIStatusError():
            return _failed(error.status_code, error.api_message, model, _retry_after(error.response.headers))
        case anthropic.APITimeoutError() | httpx2.TimeoutException() | TimeoutError():
            fact, remedy = f"{model} fell silent.", "Resume the debate to try again."
        case httpx2.HTTPError() | httpx2.StreamError() | aiohttp.ClientError() | ConnectionError() if not _refused(
            error
        ):
            fact, remedy = f"The connection to {model} broke.", "Resume the debate to try again."
        case anthropic.APIConnectionError() | httpx2.HTTPError() | OSError():
            fact, remedy = f"{model} cannot be reached.", "Check the network and ANTHROPIC_BASE_URL."
        case _:
            fact, remedy = f"{model} sent something that is no answer ({type(error).__name__}).", ""
    return AttemptFailed(fact, remedy=remedy, retryable=True)


def _refused(error: Exception) -> bool:
    return isinstance(
        error, httpx2.ConnectError | httpx2.ConnectTimeout | aiohttp.ClientConnectorError | ConnectionRefusedError
    )


def in_stream(event: Mapping[str, Any], model: str) -> AttemptFailed:
    """Ours for an error event in mid-stream."""
    error = event.get("error") or {}
    return _failed(_STATUS.get(error.get("type", ""), 500), error.get("message"), model)


def _failed(status: int, said: str | None, model: str, retry_after: float | None = None) -> AttemptFailed:
    what, remedy = _KNOWN.get(status, ("failed", "Resume the debate to try again."))
    retryable = status in (408, 409, 429) or status >= 500
    return AttemptFailed(
        f"{model} {what} ({status}){f': {said}' if said else ''}".rstrip(".") + ".",
        remedy=remedy,
        retryable=retryable,
        retry_after=retry_after if retryable else None,
    )


def _retry_after(headers: httpx2.Headers) -> float | None:
    """Seconds, from `retry-after-ms`, or `retry-after` as a number or a date."""
    try:
        if "retry-after-ms" in headers:
            return max(float(headers["retry-after-ms"]) / 1000, 0.0)
        if "retry-after" not in headers:
            return None
        value = headers["retry-after"]
        if value.replace(".", "", 1).isdigit():
            return float(value)
        return max(email.utils.parsedate_to_datetime(value).timestamp() - time.time(), 0.0)
    except ValueError:
        return None
