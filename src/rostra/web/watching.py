"""One debate: live while it is on stage here, to be read afterwards, to be resumed where it stopped."""

from __future__ import annotations

import streamlit as st

from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.export import FORMATS
from rostra.web.drawing import Artist
from rostra.web.hub import Hub, the_hub
from rostra.web.lobby import go_to
from rostra.web.progress import Progress
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.wording import floor, spent

_EVERY = 1.0
"""Seconds between two looks at a debate that goes on."""
_MIME = {".md": "text/markdown", ".json": "application/json"}


def draw(debate_id: str) -> None:
    """The whole debate, from its disclosure to what can be done next."""
    if st.button("All debates", type="tertiary", icon=":material/arrow_back:"):
        go_to(None)
    hub = the_hub()
    progress = hub.look(debate_id)
    Artist(progress.debate).head()
    if hub.run(debate_id) is not None:
        st.fragment(_live, run_every=_EVERY)(hub, debate_id)
        return
    Artist(progress.debate).body(progress)
    _afterwards(hub, progress)


def _live(hub: Hub, debate_id: str) -> None:
    """What was said so far and who speaks; drawn again and again until the run is over."""
    run = hub.run(debate_id)
    if run is None:
        st.rerun()
    progress = run.progress
    Artist(progress.debate).body(progress)
    with told(), st.bottom, st.container(horizontal=True, vertical_alignment="center"):
        said = "Pausing once they have finished …" if run.pausing else floor(progress)
        st.markdown(f"**{plain(said)}**  \n:small[:gray[{plain(spent(progress.debate))}]]")
        if st.button("Pause", icon=":material/pause:", disabled=run.pausing, key="pause"):
            hub.pause(debate_id)
            st.rerun(scope="fragment")
        if st.button(
            "Call time", icon=":material/timer_off:", key="stop", help="The moderator sums up, and the debate ends."
        ):
            hub.call_time(debate_id)


def _afterwards(hub: Hub, progress: Progress) -> None:
    """How it stands now that nobody speaks here, and what can be done."""
    debate = progress.debate
    over = not next_slots(debate)
    st.divider()
    if not over:
        _stopped(hub, progress)
    st.caption(plain(spent(debate)) + (" · ended" if over else ""))
    with st.container(horizontal=True):
        _downloads(debate)


def _stopped(hub: Hub, progress: Progress) -> None:
    ended = progress.ended
    said = f"{ended.reason} {ended.remedy}".strip() if ended else ""
    text = plain(said or "This debate has not ended.")
    if ended and ended.status == "failed":
        st.error(text, icon=":material/error:")
    else:
        st.info(text, icon=":material/pause_circle:")
    if st.button("Resume", type="primary", icon=":material/play_arrow:"):
        hub.resume(progress.debate.id)
        st.rerun()


def _downloads(debate: Debate) -> None:
    for suffix, render in FORMATS.items():
        st.download_button(
            f"Download {suffix}",
            render(debate),
            file_name=f"{debate.id}{suffix}",
            mime=_MIME.get(suffix, "application/octet-stream"),
            icon=":material/download:",
            on_click="ignore",
        )
