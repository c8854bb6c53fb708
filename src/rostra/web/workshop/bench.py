"""Where somebody uploads or edits a persona or a scenario, for this session of the studio."""

from __future__ import annotations

from pathlib import PurePath

import streamlit as st

from rostra.errors import BadFile
from rostra.loading.text import read_bytes
from rostra.persona import Persona
from rostra.scenario import Scenario
from rostra.web import components
from rostra.web.hub import Hub
from rostra.web.places import Place, go
from rostra.web.text import plain
from rostra.web.troubles import told
from rostra.web.workshop import parts
from rostra.web.workshop.folder import NameTaken, Workshop
from rostra.web.workshop.texts import NEW, Checked, Kind, renamed, text_of

_ENDINGS: dict[Kind, list[str]] = {"persona": ["md", "markdown"], "scenario": ["yaml", "yml"]}
_PLACES: dict[Kind, Place] = {"persona": "personas", "scenario": "scenarios"}
_MEGABYTES = 2
_SESSION = (
    "It stays for this session only: until this window is closed or loaded anew. Download it to have it for good."
)


def workshop(hub: Hub) -> Workshop:
    """What this session uploaded and edited. Other pages find it as `uploaded personas` and `uploaded scenarios`, name to path."""
    made = st.session_state.get("workshop")
    if not isinstance(made, Workshop):
        made = st.session_state["workshop"] = Workshop(hub.settings.personas)
    st.session_state["uploaded personas"] = made.kept["persona"]
    st.session_state["uploaded scenarios"] = made.kept["scenario"]
    return made


# -- uploads


def bring(shop: Workshop, kind: Kind) -> None:
    """Ways to add one of one's own."""
    with st.popover("Upload", icon=":material/upload_file:"):
        given = st.file_uploader(
            f"A {kind} file, .{_ENDINGS[kind][0]}, {_MEGABYTES} MB at most",
            type=_ENDINGS[kind],
            key=f"upload {kind}",
            max_upload_size=_MEGABYTES,
        )
        st.caption(_SESSION)
        if given is not None:
            with told():
                _take_in(shop, kind, given.getvalue(), _shown(given.name))
    if st.button("Write one", icon=":material/edit_square:"):
        go(_PLACES[kind], write="new")


def _take_in(shop: Workshop, kind: Kind, data: bytes, file: str) -> None:
    try:
        name = shop.keep(kind, data, file)
    except NameTaken as taken:
        st.error(plain(f"{file}: {taken}"), icon=":material/error:")
        with st.container(horizontal=True):
            if st.button(f"Take it in as “{plain(taken.free)}”", type="primary"):
                text, _ = text_of(data, file)
                _show(kind, shop.keep(kind, renamed(text, kind, taken.free), file))
            if taken.mine and st.button("Replace mine"):
                _show(kind, shop.keep(kind, data, file, over=taken.name))
    except BadFile as error:
        st.error(plain(str(error)), icon=":material/error:")
        if (text := _readable(data, file)) and st.button("Mend it here", icon=":material/build:"):
            shop.drafts[_draft_key(kind, write="upload")] = text
            go(_PLACES[kind], write="upload")
    else:
        _show(kind, name)


def _show(kind: Kind, name: str) -> None:
    query = {kind: name}
    go(_PLACES[kind], **query)


def _shown(name: str) -> str:
    """What an upload is called on screen. It is never a path."""
    return PurePath(name.replace("\\", "/").replace("\0", "")).name[:80] or "the file"


def _readable(data: bytes, file: str) -> str:
    try:
        return text_of(data, file)[0]
    except BadFile:
        return ""


# -- editing


def edit(shop: Workshop, kind: Kind, name: str) -> Checked[Persona] | Checked[Scenario]:
    """The desk for a copy of a shipped one, or for one of this session's own. NotFound."""
    path = shop.path(kind, name)
    text, _ = text_of(read_bytes(path), path.name)
    mine = shop.is_mine(kind, name)
    if not mine:
        text = renamed(text, kind, shop.free_name(kind, name))
    return _desk(shop, kind, _draft_key(kind, edit=name), text, over=name if mine else None)


def write(shop: Workshop, kind: Kind, what: str) -> Checked[Persona] | Checked[Scenario]:
    """The desk for a new one, or for what an upload could not be read as."""
    return _desk(shop, kind, _draft_key(kind, write="upload" if what == "upload" else "new"), NEW[kind])


def has_draft(shop: Workshop, kind: Kind, name: str) -> bool:
    """Whether somebody began to edit it, and did not keep it."""
    return _draft_key(kind, edit=name) in shop.drafts


def _draft_key(kind: Kind, **where: str) -> str:
    return f"{kind} {' '.join(f'{key} {value}' for key, value in where.items())}"


def _desk(
    shop: Workshop, kind: Kind, draft: str, text: str, over: str | None = None
) -> Checked[Persona] | Checked[Scenario]:
    """An editor, what the check finds, and what can be done with the text."""
    times = st.session_state.setdefault(f"begun {draft}", 0)
    key = f"editor {draft} {times}"
    now = components.edited(key)
    now = shop.drafts.get(draft, text) if now is None else now
    shop.drafts[draft] = now
    if now == text:
        del shop.drafts[draft]
    checked = shop.check_persona(now, f"my-{kind}.md") if kind == "persona" else shop.check_scenario(now)
    found = [
        {"line": each.line, "kind": each.kind, "says": parts.SAYS[each.kind], "text": each.text}
        for each in parts.by_weight(checked.found)
    ]
    st.caption(_SESSION)
    components.editor(key, label=f"The {kind}’s file", text=now, tally=parts.tally(checked.found), found=found)
    with st.bottom, told():
        _bar(shop, kind, draft, now, checked, over)
    return checked


def _bar(
    shop: Workshop, kind: Kind, draft: str, text: str, checked: Checked[Persona] | Checked[Scenario], over: str | None
) -> None:
    taken = checked.value is not None and checked.value.name != over and shop.is_taken(kind, checked.value.name)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Keep it", type="primary", icon=":material/check:", disabled=checked.value is None):
            _keep(shop, kind, draft, text, over)
        if taken and checked.value is not None:
            free = shop.free_name(kind, checked.value.name)
            if st.button(f"Call it “{plain(free)}”", icon=":material/edit:", help="The name is taken."):
                _begin_again(shop, draft, renamed(text, kind, free))
        name = checked.value.name if checked.value is not None else f"my-{kind}"
        st.download_button(
            "Download", text, f"{name}.{_ENDINGS[kind][0]}", "text/plain", icon=":material/download:", on_click="ignore"
        )
        if draft in shop.drafts and st.button("Start over", icon=":material/undo:"):
            _begin_again(shop, draft, None)
        parts.doorway(_PLACES[kind], "Leave it", icon=":material/arrow_back:")


def _keep(shop: Workshop, kind: Kind, draft: str, text: str, over: str | None) -> None:
    try:
        name = shop.keep(kind, text, f"my-{kind}", over=over)
    except NameTaken as taken:
        st.error(plain(str(taken)), icon=":material/error:")
        return
    shop.drafts.pop(draft, None)
    st.session_state[f"begun {draft}"] += 1
    st.toast(f"Kept as {plain(name)}.")
    _show(kind, name)


def _begin_again(shop: Workshop, draft: str, text: str | None) -> None:
    """Draw the editor anew, with that text or with the one it began with."""
    shop.drafts.pop(draft, None)
    if text is not None:
        shop.drafts[draft] = text
    st.session_state[f"begun {draft}"] += 1
    st.rerun()
