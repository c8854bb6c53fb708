"""A debate to take home: in every format there is, whole or in part. Written when somebody asks for it, and not before."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import streamlit as st

from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.export import EXPORTERS, FORMATS, Exporter, Options, everything, file_name, packed, shaped
from rostra.export.formats import Kind
from rostra.export.options import speakers_of
from rostra.web.hub import Hub
from rostra.web.places import link
from rostra.web.text import plain
from rostra.web.wording import name_of

_USUAL = (".html", ".pdf", ".docx", ".md")
"""What is wanted most, for where there is little room."""
_GROUPS: dict[Kind, str] = {
    "read": "To read",
    "map": "Argument maps",
    "data": "Data",
    "script": "Captions & script",
    "sound": "Sound",
    "cite": "Citation",
}
_WIDE = 190
"""Pixels of a button in a list."""
_SLOW = "It takes about a second for each minute of speech, and more on a busy machine. The voices are synthetic, and nobody's."
_PART = "A selection says that it is one, and has no flow sheet: what was answered outside of it, it does not know."


def download_buttons(hub: Hub, debate_id: str) -> None:
    """The usual formats, and the way to all others."""
    with st.container(horizontal=True, vertical_alignment="center"):
        for suffix in _USUAL:
            if _lacks(FORMATS[suffix]) is None:
                _button(hub, debate_id, FORMATS[suffix], Options(), file_name(debate_id))
    link("transcript", "Other formats, or a part of it", debate=debate_id)


def downloads(hub: Hub, debate: Debate) -> None:
    """The choice of a format and of what to leave out."""
    kind = st.segmented_control(
        "Formats",
        list(_GROUPS),
        default="read",
        required=True,
        format_func=_GROUPS.__getitem__,
        label_visibility="collapsed",
        key=f"downloads {debate.id}",
    )
    formats = st.container(gap="small")
    options = _options(debate)
    stem = file_name(shaped(debate, options).id)
    with formats:
        for exporter in (each for each in EXPORTERS if each.kind == kind):
            _offer(hub, debate.id, exporter, options, stem)
        if kind == "sound":
            st.caption(_SLOW)
    st.download_button(
        "Everything (.zip)",
        _later(hub, debate.id, options, everything),
        f"{stem}.zip",
        "application/zip",
        key=f"download {debate.id} everything",
        on_click="ignore",
        icon=":material/folder_zip:",
        help="Every format but sound. It takes as long as PDF does, and a little more.",
    )


def _offer(hub: Hub, debate_id: str, exporter: Exporter, options: Options, stem: str) -> None:
    """A button and what its format is for; or why there is none."""
    lacking = _lacks(exporter)
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key=f"offer-{exporter.suffix}"):
        _button(hub, debate_id, exporter, options, stem, disabled=lacking is not None, width=_WIDE)
        st.caption(plain(lacking or exporter.use), width="stretch")


def _button(
    hub: Hub,
    debate_id: str,
    exporter: Exporter,
    options: Options,
    stem: str,
    *,
    disabled: bool = False,
    width: int | Literal["content"] = "content",
) -> None:
    st.download_button(
        exporter.title,
        _later(hub, debate_id, options, lambda debate: _one_file(exporter, debate)),
        f"{stem}{exporter.suffix}{'.zip' if exporter.folder else ''}",
        exporter.media,
        key=f"download {debate_id} {exporter.suffix}",
        on_click="ignore",
        icon=":material/download:",
        disabled=disabled,
        width=width,
    )


def _one_file(exporter: Exporter, debate: Debate) -> str | bytes:
    """Of a sound and what is written beside it, the sound."""
    if not exporter.tells:
        return packed(exporter, debate)
    content = exporter.render(debate)
    return content[exporter.suffix] if isinstance(content, Mapping) else content


def _options(debate: Debate) -> Options:
    said = {entry.phase for entry in debate.entries}
    titles = {phase.name: phase.title for phase in debate.format.phases if phase.name in said}
    with st.expander("Only a part, or without numbers and names", icon=":material/tune:"):
        phases = st.multiselect("Phases", list(titles), format_func=titles.__getitem__, placeholder="All of them")
        speakers = st.multiselect(
            "Speakers",
            speakers_of(debate),
            format_func=lambda name: name_of(debate, name),
            placeholder="Everybody",
        )
        turns = _stretch(len(debate.turns), bool(phases))
        markers = st.checkbox(
            "Claim numbers", value=True, help="Without them the text reads like any other, and has no flow sheet."
        )
        costs = st.checkbox("Tokens and costs", value=True) if debate.usage.total else True
        pseudonyms = st.checkbox(
            "Other names for people",
            help="“Speaker A” and the like, for everybody who may be real or took part. Facts by which they are known stay.",
        )
        if phases or speakers or turns:
            st.caption(_PART)
    return Options(
        phases=tuple(phases),
        turns=turns,
        speakers=tuple(speakers),
        markers=markers,
        costs=costs,
        pseudonyms=pseudonyms,
    )


def _stretch(count: int, phased: bool) -> tuple[tuple[int, int], ...]:
    """The turns to keep, where not all are. Phases name their turns already."""
    if count < 2 or phased:
        return ()
    first, last = st.slider("Turns", 1, count, (1, count))
    return () if (first, last) == (1, count) else ((first, last),)


def _lacks(exporter: Exporter) -> str | None:
    """What a format needs that is not there, and how to get it."""
    try:
        exporter.ready()
    except RostraError as error:
        return str(error)
    return None


def _later(
    hub: Hub, debate_id: str, options: Options, write: Callable[[Debate], str | bytes]
) -> Callable[[], str | bytes]:
    """The debate as it is when somebody presses the button."""
    return lambda: write(shaped(hub.look(debate_id).debate, options))
