"""The audience's page, for phones: what is going on, a vote, a question. And the code by which a phone gets there.

Who may come, and from where requests may, is for `guard` to see to; nothing here is reached past it.
"""

from __future__ import annotations

import asyncio
import json
import logging
import time
from typing import Any
from urllib.parse import quote, urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from rostra.errors import NotFound, RostraError
from rostra.ledger import Message
from rostra.web.documents import document, sign
from rostra.web.guests import LONGEST_NAME, LONGEST_QUESTION, Guest, Guests, Refused, board, desk, poll_now
from rostra.web.hub import Hub, the_hub
from rostra.web.progress import Progress
from rostra.web.tokens import Visitor, the_access
from rostra.web.whereabouts import address, is_own

_log = logging.getLogger(__name__)
_FRESH = 1.0
"""Seconds for which phones that ask are told the same: a whole audience asks every few seconds."""
_BOARDS = 50
_LONGEST_BODY = 8_192
"""Bytes."""
_guests = Guests()
_boards: dict[str, tuple[float, Progress, dict[str, Any]]] = {}


def invitation(debate_id: str) -> str:
    """The address that makes a phone a guest of that debate's audience, for a day: what a code on the screen says."""
    there = f"{_seen_at() or address()}/rostra/audience/{quote(debate_id, safe='')}"
    return f"{there}?guest={the_access().invitation(debate_id)}"


def reachable() -> bool:
    """Whether phones get to this studio at all; else a code leads them to themselves."""
    return not the_access().open and not is_own(_seen_at() or address())


def qr_svg_path(text: str) -> tuple[int, str]:
    """A QR code: modules a side, its quiet zone included, and the dark ones as the `d` of an SVG path in a `0 0 SIZE SIZE` viewBox."""
    import segno

    rows = [list(row) for row in segno.make_qr(text).matrix_iter(border=4)]
    path = []
    for y, row in enumerate(rows):
        x = 0
        while x < len(row):
            end = x
            while end < len(row) and row[end]:
                end += 1
            if end > x:
                path.append(f"M{x} {y}h{end - x}v1h-{end - x}z")
            x = end + 1
    return len(rows), "".join(path)


async def page(request: Request) -> Response:
    """`GET /rostra/audience/{debate}`."""
    try:
        await _look(request.path_params["debate"])
    except NotFound:
        return sign(404, "No such debate", "It may have been removed.")
    except RostraError as error:
        return sign(503, "One moment", _told(error))
    return document("audience", script="audience.js", longest=str(LONGEST_QUESTION), longest_name=str(LONGEST_NAME))


async def state(request: Request) -> Response:
    """`GET …/state`: what the page draws, every few seconds."""
    visitor = _visitor(request)
    if visitor is None:
        return _nobody()
    try:
        return JSONResponse(await _state(request.path_params["debate"], visitor), headers={"cache-control": "no-store"})
    except RostraError as error:
        return _failed(error)


async def vote(request: Request) -> Response:
    """`POST …/vote` with `{"poll", "choice", "name"}`. The last vote of a guest counts."""
    return await _take(request, "vote")


async def question(request: Request) -> Response:
    """`POST …/question` with `{"text", "to", "name"}`; `to` a seat, or null for anybody."""
    return await _take(request, "question")


ROUTES: tuple[BaseRoute, ...] = (
    Route("/rostra/audience/{debate}", page, methods=["GET"]),
    Route("/rostra/audience/{debate}/state", state, methods=["GET"]),
    Route("/rostra/audience/{debate}/vote", vote, methods=["POST"]),
    Route("/rostra/audience/{debate}/question", question, methods=["POST"]),
)


async def _take(request: Request, what: str) -> Response:
    debate_id, visitor = request.path_params["debate"], _visitor(request)
    if visitor is None:
        return _nobody()
    said = await _said(request)
    if said is None:
        return JSONResponse({"error": "That cannot be read."}, 400)
    try:
        hub = await asyncio.to_thread(the_hub)
        progress = await asyncio.to_thread(hub.look, debate_id)
        guest = _guests.known(progress.debate, visitor.id, said.get("name") or "")
        await (_vote if what == "vote" else _ask)(hub, progress, guest, said)
        return JSONResponse(await _state(debate_id, visitor))
    except Refused as refused:
        headers = {"retry-after": str(refused.wait)} if refused.wait else None
        return JSONResponse({"error": str(refused), "wait": refused.wait}, 429 if refused.wait else 409, headers)
    except RostraError as error:
        return _failed(error)


async def _vote(hub: Hub, progress: Progress, guest: Guest, said: dict[str, str]) -> None:
    poll = poll_now(progress)
    choice = _guests.vote(guest, poll, said.get("poll", ""), said.get("choice", ""))
    if choice is None or poll is None:
        return
    ballot = Message(kind="ballot", by=guest.by, poll=poll.name, choice=choice)
    await asyncio.to_thread(hub.send, progress.debate.id, ballot)
    guest.votes[poll.name] = choice


async def _ask(hub: Hub, progress: Progress, guest: Guest, said: dict[str, str]) -> None:
    to = said.get("to") or None
    text = _guests.ask(guest, progress.debate, said.get("text", ""), to)
    try:
        question = Message(kind="question", by=guest.by, text=text, seat=to)
        await asyncio.to_thread(hub.send, progress.debate.id, question)
    except RostraError:
        guest.asked.pop()  # it was not put: they may try again at once
        raise


async def _state(debate_id: str, visitor: Visitor) -> dict[str, Any]:
    progress, shown = await _look(debate_id)
    poll = shown["poll"]["name"] if shown["poll"] else None
    return {**shown, "mine": desk(_guests, _guests.seen(progress.debate, visitor.id), poll)}


async def _look(debate_id: str) -> tuple[Progress, dict[str, Any]]:
    """The board of a debate, a second old at most."""
    known = _boards.get(debate_id)
    if known is None or time.monotonic() - known[0] > _FRESH:
        hub = await asyncio.to_thread(the_hub)
        progress = await asyncio.to_thread(hub.look, debate_id)
        shown = await asyncio.to_thread(board, progress, live=hub.run(debate_id) is not None)
        known = _boards[debate_id] = (time.monotonic(), progress, shown)
        while len(_boards) > _BOARDS:
            del _boards[next(iter(_boards))]
    return known[1], known[2]


async def _said(request: Request) -> dict[str, str] | None:
    """The strings of a JSON object; None for what is none. Other sites' forms cannot send that type."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        return None
    body = b""
    try:
        async for part in request.stream():
            body += part
            if len(body) > _LONGEST_BODY:
                return None
        said = json.loads(body)
    except (ClientDisconnect, ValueError):
        return None
    return {str(k): v for k, v in said.items() if isinstance(v, str)} if isinstance(said, dict) else None


def _visitor(request: Request) -> Visitor | None:
    visitor = request.scope.get("rostra.visitor")
    return visitor if isinstance(visitor, Visitor) else None


def _nobody() -> Response:
    return JSONResponse({"error": "Scan the code on the screen first."}, 401)


def _failed(error: RostraError) -> Response:
    return JSONResponse({"error": _told(error)}, 404 if isinstance(error, NotFound) else 503)


def _told(error: RostraError) -> str:
    """What a guest hears of a failure; where things are stored, and what is wrong there, is none of their business."""
    if isinstance(error, NotFound):
        return "There is no such debate; it may have been removed."
    _log.warning("The audience could not be served: %s", error)
    return "The studio cannot do that just now. Try again in a moment."


def _seen_at() -> str | None:
    """Where the visitor whose page is being drawn has it open, unless only this machine calls it so."""
    from streamlit import context
    from streamlit.runtime.scriptrunner import get_script_run_ctx

    if get_script_run_ctx(suppress_warning=True) is None or not context.url:
        return None
    parts = urlsplit(context.url)
    seen = f"{parts.scheme}://{parts.netloc}"
    return None if is_own(seen) else seen
