"""Going on from a turn in another way: who else sits there, who else writes, what else was said, or the same once more. Always a fork."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import streamlit as st

from rostra.debate import Debate, Idea, Seat, Turn
from rostra.errors import RostraError
from rostra.forking import fork, regenerate
from rostra.models.choose import resolve_model
from rostra.persona import Persona
from rostra.preparing import new_id
from rostra.web import visitor
from rostra.web.desk import terms
from rostra.web.desk.people import Person, people
from rostra.web.hub import Hub
from rostra.web.places import Place, go
from rostra.web.text import plain

_MOST = 600
"""Characters of a remark."""
_MANY = 4
"""Forks at once."""
_AFTER, _ANEW = "After this turn", "This turn anew"
_ASKED, _GONE, _TROUBLE = "otherwise", "otherwise gone", "otherwise trouble"
_WHERE, _SAY, _WORDS, _HOW_MANY = "otherwise where", "otherwise say", "otherwise words", "otherwise many"
_WHO, _MODEL = "otherwise who", "otherwise model"


class _Way(NamedTuple):
    """How it is to go on."""

    anew: bool
    recast: Mapping[str, Persona]
    models: Mapping[str, str]
    say: str | None
    words: str | None
    many: int


def wants(place: str) -> None:
    """Somebody wants to go on from that turn, an entry's key, in another way: the next drawing asks how."""
    st.session_state[_ASKED] = place


def asked_for(hub: Hub, debate: Debate) -> None:
    """The question how, if somebody wants it; and the way to what came of it."""
    if gone := st.session_state.pop(_GONE, None):
        place, query = gone
        go(place, **query)
    key = st.session_state.pop(_ASKED, None)
    turn = next((entry for entry in debate.entries if f"slot-{entry.slot}" == key), None)
    if isinstance(turn, Turn | Idea) and not debate.final:
        _question(hub, debate, turn)


@st.dialog("Go on in another way", width="large")
def _question(hub: Hub, debate: Debate, turn: Turn | Idea) -> None:
    if _GONE in st.session_state:
        st.rerun()
    st.markdown(
        f"From the turn of **{plain(debate.byline(turn))}**. This debate stays as it is; another begins that shares all before, "
        "and pays for none of it again."
    )
    anew = (
        st.segmented_control(
            "Where", (_AFTER, _ANEW), default=_AFTER, required=True, label_visibility="collapsed", key=_WHERE
        )
        == _ANEW
    )
    others = _others(hub, debate)
    _chairs(hub, debate, others)
    if not anew:
        st.text_area("Say something first, a question or a remark", max_chars=_MOST, key=_SAY)
        if not debate.seat(turn.seat).human:
            with st.expander("Other words in this turn", icon=":material/edit:"):
                st.caption("The transcript will say that they were edited, and by whom.")
                st.text_area("Its words", turn.text, height=220, key=f"{_WORDS} {turn.slot}")
    st.number_input(
        "How many", 1, _MANY, 1, key=_HOW_MANY, help="Several at once, each another way it could go on; then compared."
    )
    if trouble := st.session_state.pop(_TROUBLE, None):
        st.error(plain(trouble), icon=":material/error:")
    st.button(
        "Stage it", type="primary", icon=":material/fork_right:", on_click=_stage, args=(hub, debate, turn, others)
    )


def _stage(hub: Hub, debate: Debate, turn: Turn | Idea, others: Mapping[str, Person]) -> None:
    """Before the page is drawn again: the forks are on stage, or what is in their way is told."""
    try:
        way = _wanted(hub, debate, turn, others)
        ids = [_begun(hub, debate, turn, way, number) for number in range(1, way.many + 1)]
    except RostraError as error:
        st.session_state[_TROUBLE] = str(error)
        return
    there = {"turn": f"slot-{turn.slot}"} if way.anew else {}
    alone: tuple[Place, dict[str, str]] = ("stage", {"debate": ids[0]} | there)
    together: tuple[Place, dict[str, str]] = ("compare", {"debates": ",".join([debate.id, *ids][:_MANY])})
    st.session_state[_GONE] = alone if len(ids) == 1 else together


def _wanted(hub: Hub, debate: Debate, turn: Turn | Idea, others: Mapping[str, Person]) -> _Way:
    kept = st.session_state
    settings = visitor.settings(hub)
    anew = kept.get(_WHERE) == _ANEW
    words = str(kept.get(f"{_WORDS} {turn.slot}") or "")
    chosen = {
        seat.name: (kept.get(f"{_WHO} {seat.name}"), kept.get(f"{_MODEL} {seat.name}")) for seat in debate.debaters
    }
    return _Way(
        anew=anew,
        recast={seat: others[who].persona for seat, (who, _) in chosen.items() if who},
        models={
            seat: resolve_model(model, settings, strict=True).model or "offline"
            for seat, (_, model) in chosen.items()
            if model
        },
        say=None if anew else (str(kept.get(_SAY) or "").strip() or None),
        words=words if words.strip() not in ("", turn.text.strip()) and not anew else None,
        many=int(kept.get(_HOW_MANY) or 1),
    )


def _begun(hub: Hub, debate: Debate, turn: Turn | Idea, way: _Way, number: int) -> str:
    """One of them, on stage; its id."""
    id_, now = new_id(debate.scenario.name), datetime.now(UTC)
    assert turn.slot is not None
    alone = way.many == 1
    if way.anew:
        forked = regenerate(
            debate, turn, id=id_, created=now, recast=way.recast, models=way.models, seed=debate.seed + number
        )
    else:
        forked = fork(
            debate,
            turn.slot,
            id=id_,
            created=now,
            recast=way.recast,
            models=way.models,
            edits={turn.slot: way.words} if way.words is not None else None,
            say=way.say,
            by=visitor.name(),
            seed=debate.seed if alone else debate.seed + number,
            how="fork" if alone else "what-if",
        )
    hub.start(forked, key=visitor.key())
    return id_


def _others(hub: Hub, debate: Debate) -> dict[str, Person]:
    """Who could sit down: everybody who does not sit there already."""
    sitting = {seat.persona.name for seat in debate.debaters}
    everybody = people(hub.settings.personas, st.session_state.get("uploaded personas") or {})
    return {each.ref: each for each in everybody if each.persona.name not in sitting}


def _chairs(hub: Hub, debate: Debate, others: Mapping[str, Person]) -> None:
    """Who sits down where from here on, and what writes for whom."""
    choices = terms.offered(visitor.settings(hub))
    with st.expander("Other people, other models", icon=":material/swap_horiz:"):
        for seat in debate.debaters:
            with st.container(horizontal=True, vertical_alignment="bottom"):
                _choice(
                    f"In the chair of {seat.persona.display_name}",
                    {ref: each.persona.display_name for ref, each in others.items()},
                    f"{_WHO} {seat.name}",
                )
                _choice("Written by", choices, f"{_MODEL} {seat.name}", disabled=_asks_nobody(seat))


def _asks_nobody(seat: Seat) -> bool:
    """A person's chair, as long as it is a person's."""
    return seat.human and not st.session_state.get(f"{_WHO} {seat.name}")


def _choice(label: str, options: Mapping[str, str], key: str, *, disabled: bool = False) -> None:
    st.selectbox(
        plain(label),
        list(options),
        index=None,
        placeholder="As before",
        format_func=lambda each: options[each],
        key=key,
        disabled=disabled,
    )
