"""A debate to take home: in every format there is, whole or in part. Written when somebody asks for it, and not before."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from rostra.debate import Debate
from rostra.export import EXPORTERS, Exporter, Options, file_name, packed, shaped
from rostra.export.options import speakers_of
from rostra.web.hub import Hub
from rostra.web.wording import name_of


def download_buttons(hub: Hub, debate_id: str, options: Options | None = None) -> None:
    """A button a format. `options` leave something out."""
    wanted = options or Options()
    part = "-selection" if wanted.phases or wanted.speakers else ""
    with st.container(horizontal=True):
        for exporter in (each for each in EXPORTERS if each.in_all):
            st.download_button(
                exporter.title,
                _written(hub, debate_id, exporter, wanted),
                f"{file_name(debate_id)}{part}{exporter.suffix}",
                exporter.media,
                key=f"download {debate_id} {exporter.suffix}",
                on_click="ignore",
                icon=":material/download:",
            )


def downloads(hub: Hub, debate: Debate) -> None:
    """The choice of what to leave out, and a button a format."""
    said = {entry.phase for entry in debate.entries}
    titles = {phase.name: phase.title for phase in debate.format.phases if phase.name in said}
    phases = st.multiselect("Phases", list(titles), format_func=titles.__getitem__, placeholder="All of them")
    speakers = st.multiselect(
        "Speakers",
        speakers_of(debate),
        format_func=lambda name: name_of(debate, name),
        placeholder="Everybody",
    )
    markers = st.checkbox(
        "Claim numbers", value=True, help="Without them the text reads like any other, and has no flow sheet."
    )
    costs = st.checkbox("Tokens and costs", value=True) if debate.usage.total else True
    options = Options(phases=tuple(phases), speakers=tuple(speakers), markers=markers, costs=costs)
    if phases or speakers:
        st.caption(
            "A selection says that it is one, and has no flow sheet: what was answered outside of it, it does not know."
        )
    download_buttons(hub, debate.id, options)


def _written(hub: Hub, debate_id: str, exporter: Exporter, options: Options) -> Callable[[], str | bytes]:
    return lambda: packed(exporter, shaped(hub.look(debate_id).debate, options))
