"""The studio's own parts of a page, drawn by `assets/`. What they are given is data; their code is ours alone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

_ASSETS = Path(__file__).with_name("assets")


def stage(
    debate_id: str,
    *,
    state: str,
    turn: str | None = None,
    reading: bool = False,
    visit: int = 0,
    hidden: bool = False,
    kin: dict[str, Any] | None = None,
    on_fork: Callable[[str], None] | None = None,
    on_open: Callable[[Any], None] | None = None,
) -> str:
    """A debate, live or in replay; returns its state as the browser knows it (`live`, `waiting ada@7`, …).

    `state`: what the page has drawn its buttons for; when the browser learns of another one, the page is drawn again. `turn`: where to
    begin: the key of an entry, a claim's number, or `seq-7`; another `visit` leads there again. `reading`: begin at the top, and do not
    follow what is said. `hidden`: ready, and not seen. `on_fork` is told, by an entry's key, from which turn somebody wants to go on in
    another way. `kin`: see `kin.kin`; `on_open` is told where it is to lead: `{"debate", "turn", "compare"}`.
    """
    key = f"stage {debate_id}"
    data = {
        "id": debate_id,
        "feed": f"{_base()}/rostra/feed/{debate_id}",
        "state": state,
        "turn": turn,
        "reading": reading,
        "visit": visit,
        "hidden": hidden,
        "forks": on_fork is not None,
        "kin": kin or {"origin": None, "words": {}},
    }

    def forked() -> None:
        if on_fork is not None and (place := st.session_state[key].fork):
            on_fork(str(place))

    def opened() -> None:
        if on_open is not None and (wish := st.session_state[key].open):
            on_open(wish)

    mounted = _component("stage", "drawing.js", "score.js", "acts.js", "kin.js", "stage.js")(
        key=key, data=data, on_state_change=_nothing, on_fork_change=forked, on_open_change=opened
    )
    return str(mounted.state or state)


def formats(cards: list[dict[str, Any]], chosen: str) -> str | None:
    """The formats as cards with their pictures; returns the name of one that was picked just now."""
    mounted = _component("formats", "drawing.js", "picture.js", "formats.js", css=("studio.css", "desk.css"))(
        key="formats", data={"formats": cards, "chosen": chosen}, on_picked_change=_nothing
    )
    return str(mounted.picked) if mounted.picked else None


def playbill(bill: dict[str, Any]) -> None:
    """What is about to be staged: title, cast, running order."""
    _component("playbill", "drawing.js", "acts.js", "picture.js", "playbill.js", css=("studio.css", "desk.css"))(
        key="playbill", data=bill
    )


def view(name: str, debate_id: str, data: dict[str, Any], *, on_go: Callable[[str], None]) -> None:
    """A view of a transcript: `flow`, `map`, `numbers` or `outcome`, drawn by the script of that name. `data`: see `reading.py`.

    `on_go` is told which turn somebody wants to see, by the key of an entry or a claim's number.
    """
    key = f"{name} {debate_id}"
    own = ("boxes.js", "map.js") if name == "map" else (f"{name}.js",)
    scripts = ("drawing.js", "score.js", "acts.js", "views.js", *own)
    draw = _component(name, *scripts, css=("studio.css", "reading.css"))
    draw(key=key, data=data, on_go_change=lambda: on_go(st.session_state[key].go))


def compare(data: dict[str, Any], *, on_open: Callable[[str, str | None], None]) -> None:
    """Debates side by side. `data`: see `side_by_side.py`. `on_open` is told a debate's id, and the key of a turn or None."""

    def opened() -> None:
        if wish := st.session_state["compare"].open:
            on_open(str(wish["id"]), str(wish["place"]) if wish["place"] else None)

    draw = _component("compare", "drawing.js", "compare.js", css=("studio.css", "compare.css"))
    draw(key="compare", data=data, on_open_change=opened)


def editor(key: str, *, label: str, text: str, tally: str, found: list[dict[str, Any]]) -> None:
    """A text to edit, its lines numbered, beside it what the check finds. What it is edited to stands in `edited(key)`.

    `text` counts where the editor is drawn anew; after that the browser has it.
    """
    data = {"label": label, "text": text, "tally": tally, "found": found}
    mount = _component("editor", "drawing.js", "editor.js", css=("studio.css", "editor.css"))
    mount(key=key, data=data, on_text_change=_nothing)


def edited(key: str) -> str | None:
    """What an editor's text was edited to; None while nobody has."""
    kept = st.session_state.get(key)
    text = kept.get("text") if kept else None
    return text if isinstance(text, str) else None


def order(picture: dict[str, Any]) -> None:
    """The running order of a debate, and its phases in words. `picture`: see `desk/phase_picture.py`."""
    _component("order", "drawing.js", "picture.js", "order.js", css=("studio.css", "desk.css", "editor.css"))(
        key="order", data={"picture": picture}
    )


def shelves() -> None:
    """The looks of cards and lists on the pages Personas and Scenarios."""
    _shelves()(key="shelves", height=1)


@cache
def _shelves() -> Callable[..., Any]:
    return st.components.v2.component("rostra_shelves", css=_text("workshop.css"), isolate_styles=False)


def present(
    debate_id: str,
    *,
    turn: str | None,
    polls: list[dict[str, str]],
    code: dict[str, Any] | None,
    closed: str,
    said: str = "",
) -> str | None:
    """A debate for a room, over the whole window. Returns what the presenter asked of the page just now: `resume`, or `leave` with the
    key of the act that was shown.

    `turn`: where to begin, as for `stage`. `polls`: phases with a vote, see `presenting.polls`. `code`: a QR code for phones, its `size`
    and `path`; where there is none, `closed` says why. `said`: what went wrong with the last wish.
    """
    _curtain()(key="curtain", height=1)
    scripts = ("drawing.js", "score.js", "acts.js", "deck.js", "cards.js", "player.js", "keys.js", "present.js")
    mounted = _component("present", *scripts, css=("studio.css", "present.css"))(
        key=f"present {debate_id}",
        data={
            "id": debate_id,
            "feed": f"{_base()}/rostra/feed/{debate_id}",
            "turn": turn,
            "polls": polls,
            "code": code,
            "closed": closed,
            "said": said,
        },
        on_asked_change=_nothing,
    )
    return str(mounted.asked) if mounted.asked else None


def chrome() -> None:
    """Less of what Streamlit puts around a page: the empty band above it, wide gaps in the bar below."""
    _chrome()(key="chrome", height=1)


@cache
def _chrome() -> Callable[..., Any]:
    return st.components.v2.component("rostra_chrome", css=_text("chrome.css"), isolate_styles=False)


@cache
def _curtain() -> Callable[..., Any]:
    return st.components.v2.component("rostra_curtain", css=_text("curtain.css"), isolate_styles=False)


def _base() -> str:
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _nothing() -> None:
    """A state without a callback would not be kept."""


@cache
def _component(name: str, *scripts: str, css: tuple[str, ...] = ("studio.css",)) -> Callable[..., Any]:
    return st.components.v2.component(
        f"rostra_{name}",
        css="\n".join(_text(sheet) for sheet in css),
        js="\n".join(_text(script) for script in scripts),
    )


@cache
def _text(file: str) -> str:
    return (_ASSETS / file).read_text(encoding="utf-8")
