"""On which models, paid with whose key, for how much at most; and what it will take."""

from __future__ import annotations

import streamlit as st

from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.estimate import Estimate
from rostra.web import visitor
from rostra.web.desk import kept, terms
from rostra.web.desk.cast import shown
from rostra.web.desk.draft import Draft, written_by
from rostra.web.desk.kept import Change, Desk
from rostra.web.text import plain

_MISSED = "new key missed"


def money(desk: Desk, debate: Debate | None, found: Estimate | None) -> None:
    """The key, the models, the budget, and what it will take."""
    draft, settings = desk.draft, desk.settings
    _key(desk)
    choices = terms.offered(settings)
    _model(desk, "Model for everybody", "all", draft.model, choices, _with("model"))
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.number_input(
            "Budget in US dollars; empty: none",
            min_value=0.01,
            max_value=10_000.0,
            step=0.5,
            value=None,
            format="%.2f",
            **kept.field("budget", draft.budget, _with("budget")),
        )
        st.number_input(
            "Seed", 0, 2**31 - 1, help="Kept with the debate.", **kept.field("seed", draft.seed, _with("seed"))
        )
    if debate is not None and any(not seat.human for seat in debate.debaters):
        with st.popover("A model for each seat", icon=":material/event_seat:"):
            for plan in draft.scenario.cast:
                if not plan.human and plan.seat:
                    _model(desk, shown(desk, plan), plan.seat, plan.model, choices, _of_seat(plan.seat))
            _model(desk, "The moderator", "(moderator)", draft.scenario.moderator.model, choices, _of_moderator)
    if found is not None:
        st.markdown("  \n".join(f":gray[{label}] {plain(value)}" for label, value in terms.in_full(found)))


def _model(desk: Desk, whose: str, name: str, value: str | None, choices: dict[str, str], change: Change) -> None:
    """A choice among the models, or one typed in; what cannot be understood is said here, and changes nothing."""
    options = list(dict.fromkeys([*choices, value] if value else choices))
    usual = "As the scenario, the personas and the settings say" if name == "all" else "As everybody"
    missed = f"new model missed {name}"

    def take(draft: Draft, written: str | None) -> Draft:
        st.session_state.pop(missed, None)
        try:
            model = terms.understood(written, desk.settings) if written else None
        except WrongUse as error:
            st.session_state[missed] = str(error)
            return draft
        return change(draft, model)

    st.selectbox(
        plain(whose),
        options,
        index=None,
        placeholder=usual,
        format_func=lambda model: choices.get(model, model),
        accept_new_options=True,
        help="One of these, or any other as provider:model." if name == "all" else None,
        **kept.field(f"model {name}", value, take),
    )
    if said := st.session_state.get(missed):
        st.error(plain(said))


def _key(desk: Desk) -> None:
    if visitor.key() is not None:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.success("Your key is kept in memory for this session, and nowhere else.", icon=":material/key:")
            st.button("Forget it", on_click=visitor.keep_key, args=("",))
        return
    has = desk.hub.settings.has_key
    with (
        st.form("new key form", border=False, clear_on_submit=True),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        label = "Another Anthropic key" if has else "An Anthropic key"
        st.text_input(
            f"{label}, for this session only: kept in memory, never stored, never shown again",
            type="password",
            key="new key",
            placeholder="sk-ant-…",
        )
        st.form_submit_button("Use it", on_click=_use_key)
    if not has:
        st.caption(
            "Without a key debates run offline: no language model, nothing to pay. Turns are composed from sentences of the files."
        )
    if said := st.session_state.pop(_MISSED, None):
        st.error(plain(said))


def _use_key() -> None:
    """Before the page is drawn, so that it is drawn with what the key makes possible."""
    try:
        visitor.keep_key(str(st.session_state.get("new key") or ""))
    except WrongUse:
        st.session_state[_MISSED] = "A key has letters, digits and dashes only. Copy it again, the whole of it."


def _with(name: str) -> Change:
    return lambda draft, value: draft.model_copy(update={name: value})


def _of_seat(seat: str) -> Change:
    return lambda draft, model: written_by(draft, seat, model)


def _of_moderator(draft: Draft, model: str | None) -> Draft:
    return draft.with_(moderator=draft.scenario.moderator.model_copy(update={"model": model}))
