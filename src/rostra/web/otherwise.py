"""Going on from a turn in another way: who else sits there, who else writes, what else was said, or the same once more. Always a fork."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime

import streamlit as st

from rostra.debate import Debate, Idea, Seat, Turn
from rostra.forking import fork, regenerate
from rostra.persona import Persona
from rostra.preparing import new_id
from rostra.web import visitor
from rostra.web.desk import kept, terms
from rostra.web.desk.people import Person, people
from rostra.web.hub import Hub
from rostra.web.places import go
from rostra.web.text import plain
from rostra.web.troubles import told

_MOST = 600
"""Characters of a remark."""
_MANY = 4
"""Forks at once."""
_AFTER, _ANEW = "After this turn", "This turn anew"
_ASKED = "otherwise"


def wants(place: str) -> None:
    """Somebody wants to go on from that turn, an entry's key, in another way: the next drawing asks how."""
    st.session_state[_ASKED] = place


def asked_for(hub: Hub, debate: Debate) -> None:
    """The question how, if somebody wants it."""
    place = st.session_state.pop(_ASKED, None)
    turn = next((entry for entry in debate.entries if f"slot-{entry.slot}" == place), None)
    if isinstance(turn, Turn | Idea):
        _question(hub, debate, turn)


@st.dialog("Go on in another way", width="large")
def _question(hub: Hub, debate: Debate, turn: Turn | Idea) -> None:
    st.markdown(
        f"From the turn of **{plain(debate.byline(turn))}**. This debate stays as it is; another begins that shares all before, "
        "and pays for none of it again."
    )
    where = st.segmented_control("Where", (_AFTER, _ANEW), default=_AFTER, required=True, label_visibility="collapsed")
    anew = where == _ANEW
    recast, models = _chairs(hub, debate)
    said = "" if anew else st.text_area("Say something first, a question or a remark", max_chars=_MOST, key="otherwise say")
    text = None if anew or debate.seat(turn.seat).human else _words(turn)
    many = st.number_input("How many", 1, _MANY, 1, help="Several at once, each another way it could go on; then compared.")
    visitor.ask_name()
    if not st.button("Stage it", type="primary", icon=":material/fork_right:"):
        return
    with told():
        ids = [
            _begun(hub, debate, turn, seed, anew=anew, recast=recast, models=models, said=said, text=text, alone=many == 1)
            for seed in range(1, int(many) + 1)
        ]
        if len(ids) == 1:
            go("stage", debate=ids[0])
        go("compare", debates=",".join([debate.id, *ids]))


def _begun(
    hub: Hub,
    debate: Debate,
    turn: Turn | Idea,
    number: int,
    *,
    anew: bool,
    recast: Mapping[str, Persona],
    models: Mapping[str, str],
    said: str,
    text: str | None,
    alone: bool,
) -> str:
    """One of them, on stage; its id."""
    id_, now = new_id(debate.scenario.name), datetime.now(UTC)
    assert turn.slot is not None
    if anew:
        forked = regenerate(
            debate, turn, id=id_, created=now, recast=recast, models=models, seed=debate.seed + number
        )
    else:
        forked = fork(
            debate,
            turn.slot,
            id=id_,
            created=now,
            recast=recast,
            models=models,
            edits={turn.slot: text} if text is not None else None,
            say=said.strip() or None,
            by=visitor.name(),
            seed=debate.seed if alone else debate.seed + number,
            how="fork" if alone else "what-if",
        )
    hub.start(forked, key=visitor.key())
    return id_


def _chairs(hub: Hub, debate: Debate) -> tuple[dict[str, Persona], dict[str, str]]:
    """Who sits down where from here on, and what writes for whom."""
    sitting = {seat.persona.name for seat in debate.debaters}
    settings = visitor.settings(hub)
    others = {each.ref: each for each in people(settings.personas, kept.given()) if each.persona.name not in sitting}
    choices = terms.offered(settings)
    recast: dict[str, Persona] = {}
    models: dict[str, str] = {}
    with st.expander("Other people, other models", icon=":material/swap_horiz:"):
        for seat in debate.debaters:
            with st.container(horizontal=True):
                if (ref := _person(seat, others)) is not None:
                    recast[seat.name] = others[ref].persona
                model = None if seat.human and ref is None else _model(seat, choices)
                if model is not None:
                    models[seat.name] = terms.understood(model, settings)
    return recast, models


def _person(seat: Seat, others: Mapping[str, Person]) -> str | None:
    return st.selectbox(
        f"In the chair of {plain(seat.persona.display_name)}",
        list(others),
        index=None,
        placeholder="As before",
        format_func=lambda ref: others[ref].persona.display_name,
        key=f"otherwise who {seat.name}",
    )


def _model(seat: Seat, choices: Mapping[str, str]) -> str | None:
    return st.selectbox(
        "Written by",
        list(choices),
        index=None,
        placeholder="As before",
        format_func=lambda model: choices[model],
        key=f"otherwise model {seat.name}",
    )


def _words(turn: Turn | Idea) -> str | None:
    """Other words for the turn itself; None where they stay."""
    with st.expander("Other words in this turn", icon=":material/edit:"):
        st.caption("The transcript will say that they were edited, and by whom.")
        text = st.text_area("Its words", turn.text, height=220, key=f"otherwise words {turn.slot}")
    return text if text.strip() != turn.text.strip() else None
