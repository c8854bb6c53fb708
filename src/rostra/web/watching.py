"""One debate: live while it is on stage here, to be read afterwards, to be resumed where it stopped."""

from __future__ import annotations

import streamlit as st

from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.errors import RostraError
from rostra.export import FORMATS
from rostra.web.drawing import Artist
from rostra.web.hub import Hub, the_hub
from rostra.web.lobby import go_to
from rostra.web.progress import Progress
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import floor, spent, stopped, where

_EVERY = 1.0
"""Seconds between two looks at a debate that goes on."""
_DOCUMENTS = {".md": ("Markdown", "text/markdown"), ".json": ("JSON", "application/json")}
"""What a suffix is called, and its media type."""


def draw(debate_id: str) -> None:
    """The whole debate, from its disclosure to what can be done next, which stays in sight at the bottom."""
    hub = the_hub()
    live = hub.run(debate_id) is not None
    try:
        progress = hub.look(debate_id)
    except RostraError:
        _back()
        raise
    artist = Artist(progress.debate)
    artist.disclosure()
    _back()
    artist.head()
    if live:
        st.fragment(_live, run_every=_EVERY)(hub, debate_id)
        return
    artist.body(progress)
    if next_slots(progress.debate):
        st.fragment(_look_out, run_every=_EVERY)(hub, debate_id)
    with st.bottom, told():
        _afterwards(hub, progress)


def _back() -> None:
    if st.button("All debates", type="tertiary", icon=":material/arrow_back:"):
        go_to(None)


def _live(hub: Hub, debate_id: str) -> None:
    """What was said so far and who speaks; drawn again and again until the run is over."""
    run = hub.run(debate_id)
    if run is None:
        st.rerun()
    progress = run.progress
    Artist(progress.debate).body(progress)
    with st.bottom, told(), _bar():
        said = "Pausing once they have finished …" if run.pausing else floor(progress)
        _status(said, " · ".join(part for part in (where(progress), spent(progress.debate)) if part))
        if st.button("Pause", icon=":material/pause:", disabled=run.pausing):
            hub.pause(debate_id)
            st.rerun()
        if st.button("Call time", icon=":material/timer_off:", help="The moderator sums up, and the debate ends."):
            hub.call_time(debate_id)


def _look_out(hub: Hub, debate_id: str) -> None:
    """Whoever resumes it may sit at another window."""
    if hub.run(debate_id) is not None:
        st.rerun()


def _afterwards(hub: Hub, progress: Progress) -> None:
    """How it stands now that nobody speaks here, and what can be done."""
    debate, ended = progress.debate, progress.ended
    over = not next_slots(debate)
    if ended and ended.status == "failed":
        st.error(plain(f"{ended.reason} {ended.remedy}"), icon=":material/error:")
    with _bar():
        _status("Ended" if over else stopped(debate, ended), spent(debate))
        if not over and st.button("Resume", type="primary", icon=":material/play_arrow:"):
            hub.resume(debate.id)
            st.rerun()
        _downloads(debate)


def _bar() -> st.delta_generator.DeltaGenerator:
    return st.container(horizontal=True, vertical_alignment="center")


def _status(said: str, details: str) -> None:
    st.markdown(f"**{plain(said)}**  \n:small[:gray[{plain(details)}]]", width="stretch")


def _downloads(debate: Debate) -> None:
    for suffix, render in FORMATS.items():
        title, mime = _DOCUMENTS.get(suffix, (suffix, "application/octet-stream"))
        st.download_button(
            title,
            render(debate),
            file_name=f"{debate.id}{suffix}",
            mime=mime,
            icon=":material/download:",
            on_click="ignore",
            help=f"Download the transcript as {title}.",
        )
