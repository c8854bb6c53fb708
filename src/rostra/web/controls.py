"""What can be done about a debate, at the bottom of its page: by how it stands, and by who asks."""

from __future__ import annotations

import streamlit as st

from rostra.debate import Debate
from rostra.ledger import Message
from rostra.prompts.tasks import task
from rostra.slot import Slot, view
from rostra.web import visitor
from rostra.web.hub import Hub
from rostra.web.places import link
from rostra.web.scene import status, waited_for
from rostra.web.share import shared
from rostra.web.text import plain
from rostra.web.troubles import told

_MOST = 600
"""Characters of a question."""


def controls(hub: Hub, debate_id: str) -> None:
    """The bar of a debate's page."""
    progress = hub.look(debate_id)
    live = hub.run(debate_id) is not None
    state = status(progress, live=live)["state"]
    debate = progress.debate
    if state in ("waiting", "live"):
        _seats(hub, debate)  # whoever is writing goes on writing while others speak
    with told(), st.container(horizontal=True, vertical_alignment="center"):
        match state if hub.may_run(debate_id) else "theirs":
            case "live":
                _running(hub, debate)
            case "ended":
                if not debate.final:
                    _over(hub, debate)
            case "theirs":
                pass
            case _:
                if st.button("Resume", type="primary", icon=":material/play_arrow:"):
                    hub.resume(debate_id, key=visitor.key())
                    st.rerun()
        _always(hub, debate, state)


def _running(hub: Hub, debate: Debate) -> None:
    run = hub.run(debate.id)
    if st.button("Pause", icon=":material/pause:", disabled=bool(run and run.pausing)):
        hub.pause(debate.id)
        st.rerun()
    if st.button("Call time", icon=":material/timer_off:", help="The moderator sums up, and the debate ends."):
        hub.call_time(debate.id, visitor.name())
    with st.popover("Steer", icon=":material/tune:"):
        _steering(hub, debate)


def _steering(hub: Hub, debate: Debate) -> None:
    who = st.selectbox(
        "Who", [seat.name for seat in debate.debaters], format_func=lambda name: debate.seat(name).persona.display_name
    )
    with st.container(horizontal=True):
        if st.button("Let them speak next", icon=":material/record_voice_over:"):
            _send(hub, debate, Message(kind="call", by=visitor.name(), seat=who), "Taken up where the floor is open.")
        if st.button("Skip their next turn", icon=":material/skip_next:"):
            _send(hub, debate, Message(kind="skip", by=visitor.name(), seat=who), "Their next turn is skipped.")
    with st.container(horizontal=True):
        if st.button("Shorter turns", icon=":material/compress:"):
            _send(hub, debate, Message(kind="shorter", by=visitor.name()), "From the next turn on.")
        if st.button("Deeper turns", icon=":material/expand:"):
            _send(hub, debate, Message(kind="deeper", by=visitor.name()), "From the next turn on.")


def _over(hub: Hub, debate: Debate) -> None:
    with st.popover("Continue", icon=":material/forward:"):
        rounds = st.number_input("More rounds", 1, 10, 1)
        if st.button("Go on", type="primary"):
            hub.send(debate.id, Message(kind="continue", by=visitor.name(), rounds=int(rounds)))
            st.rerun()


def _ask(hub: Hub, debate: Debate) -> None:
    with (
        st.popover("Ask", icon=":material/front_hand:"),
        st.form(f"ask {debate.id}", clear_on_submit=True, border=False),
    ):
        said = st.text_area("A question to the panel", max_chars=_MOST)
        names = [None, *(seat.name for seat in debate.debaters)]
        to = st.selectbox(
            "To", names, format_func=lambda name: debate.seat(name).persona.display_name if name else "Anybody"
        )
        visitor.ask_name()
        if st.form_submit_button("Ask", type="primary") and said.strip():
            _send(
                hub,
                debate,
                Message(kind="question", by=visitor.name(), text=said.strip(), seat=to),
                "Asked. It is put at the next turn.",
            )


def _always(hub: Hub, debate: Debate, state: str) -> None:
    polls = [phase for phase in debate.format.phases if phase.slot == "vote"]
    if not debate.final:
        _ask(hub, debate)
    if polls and not debate.final:
        with st.popover("Vote", icon=":material/how_to_vote:"):
            _ballot(hub, debate)
    with st.popover("Share", icon=":material/share:"):
        shared(hub, debate.id)
    link("transcript", "Transcript", debate=debate.id)
    link("present", "Present", debate=debate.id)


def _ballot(hub: Hub, debate: Debate) -> None:
    polls = {phase.name: phase.title for phase in debate.format.phases if phase.slot == "vote"}
    poll = st.radio("Poll", list(polls), format_func=polls.__getitem__) if len(polls) > 1 else next(iter(polls))
    choice = st.segmented_control("The motion", ["for", "against", "undecided"])
    if st.button("Cast the vote", type="primary", disabled=choice is None):
        ballot = Message(kind="ballot", by=visitor.voter(), poll=poll, choice=choice)
        _send(hub, debate, ballot, "Counted; a later vote replaces it.")


def _seats(hub: Hub, debate: Debate) -> None:
    for number, name in waited_for(debate):
        seat = debate.seat(name)
        holder = hub.seats.holder(debate.id, name)
        if holder is None:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(f"**{plain(seat.byline)}** has the floor, and the seat is free.")
                if st.button("Take this seat", key=f"take {name}", type="primary"):
                    hub.take_seat(debate.id, name, visitor.token())
                    st.rerun()
        elif holder == visitor.token():
            _speak(hub, debate, number, name)
        else:
            st.markdown(f"Waiting for whoever holds the seat of **{plain(seat.byline)}**.")


def _speak(hub: Hub, debate: Debate, number: int, name: str) -> None:
    slot = _open_slot(debate, number)
    if slot is None:
        return
    seen = view(debate, slot)
    with st.form(f"speak {debate.id} {number}", border=False):
        with st.expander(f"You speak as {debate.seat(name).byline}. What you are asked", expanded=False):
            st.markdown(plain(task(seen, slot, seen.entries)))
        said = st.text_area(
            "Your turn",
            height=120,
            placeholder=f"About {slot.words} words. Answer a claim by its number: (rebuts [A1.1])",
        )
        with st.container(horizontal=True):
            spoke = st.form_submit_button("Speak", type="primary", icon=":material/mic:")
            passed = st.form_submit_button("Pass")
    if passed or (spoke and said.strip()):
        words = "" if passed else said.strip()
        hub.send(debate.id, Message(kind="answer", by=visitor.name(), slot=number, seat=name, text=words))
        st.rerun()


def _open_slot(debate: Debate, number: int) -> Slot | None:
    from rostra.agenda import next_slots

    return next((slot for slot in next_slots(debate) if slot.number == number), None)


def _send(hub: Hub, debate: Debate, message: Message, done: str) -> None:
    hub.send(debate.id, message)
    st.toast(done)
