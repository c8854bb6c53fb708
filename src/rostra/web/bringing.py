"""Bringing a transcript in from elsewhere: what was understood of it is told first, and stored when somebody says so."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import PurePath
from typing import NamedTuple

import streamlit as st

from rostra.errors import DebateExists
from rostra.importing import SUFFIXES, Imported, preview, read
from rostra.ledger.wanted import Wanted
from rostra.web.hub import Hub
from rostra.web.places import go
from rostra.web.text import plain
from rostra.web.troubles import told

_MEGABYTES = 2
_READ = "import read"
"""What was read of the file that lies there."""


class _Reading(NamedTuple):
    file: str
    """Tells one upload from the next."""
    imported: Imported
    id: str
    """One that is free."""
    taken: bool
    """Whether a debate that this visitor sees has the id that the file asks for."""
    mine: bool
    """Whether they may put this one in its place."""


def bring(hub: Hub) -> None:
    """The button behind which a file is given, told of, and kept."""
    with st.popover("Import", icon=":material/upload_file:", key="import", help="A transcript from elsewhere"):
        given = st.file_uploader(
            f"Rostra's JSON or Markdown, text, WebVTT, SRT, or a chat in JSON; {_MEGABYTES} MB at most",
            type=sorted(suffix.removeprefix(".") for suffix in SUFFIXES),
            key="import file",
            max_upload_size=_MEGABYTES,
        )
        if given is None:
            st.caption("Nothing is stored before you have seen what was understood of it.")
            return
        with told():
            found = st.session_state.get(_READ)
            if not isinstance(found, _Reading) or found.file != given.file_id:
                found = st.session_state[_READ] = _read(hub, given.file_id, _shown(given.name), given.getvalue())
            _account(found)
            _choice(hub, found)


def _read(hub: Hub, file: str, name: str, content: bytes) -> _Reading:
    imported = read(name, content, now=datetime.now(UTC))
    wish = imported.debate.id
    taken = hub.count(Wanted(among=(wish,))) > 0
    return _Reading(file, imported, hub.free_id(wish), taken, taken and hub.may_run(wish))


def _account(found: _Reading) -> None:
    account = found.imported.account.model_copy(update={"id": found.id})
    first, title, *more = preview(account).split("\n")
    with st.container(border=True, gap="small"):
        st.markdown(f"**{plain(title)}**")
        st.markdown("\n".join(f"- {plain(line)}" for line in (first, *more)))


def _choice(hub: Hub, found: _Reading) -> None:
    wish, replace = found.imported.debate.id, False
    if found.taken:
        st.info(
            f"There is a debate {plain(wish)} here already. This one becomes {plain(found.id)}.", icon=":material/info:"
        )
        if found.mine:
            replace = st.checkbox(
                f"Put it in the place of {plain(wish)} instead, which is then gone for good",
                key=f"replace {found.file}",
            )
    if st.button("Replace it" if replace else "Keep it", type="primary", icon=":material/check:"):
        id_ = wish if replace else found.id
        try:
            hub.keep(found.imported.debate.model_copy(update={"id": id_}), replace=replace)
        except DebateExists:
            del st.session_state[_READ]  # somebody was faster: another id is offered next
            raise
        del st.session_state[_READ]
        go("transcript", debate=id_)


def _shown(name: str) -> str:
    """What an upload is called. It is never a path."""
    base = PurePath(name.replace("\\", "/").replace("\0", "")).name
    return "".join(letter for letter in base if letter.isprintable())[-80:] or "transcript.txt"
