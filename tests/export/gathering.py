"""A debate that has one of everything a reader can be shown, said by hand in Arabic, Japanese and English."""

from __future__ import annotations

from typing import Any

from builders import NOON, a_debate, shipped_format
from rostra.debate import (
    Ballot,
    Claim,
    Debate,
    Decision,
    Entry,
    Notice,
    Pass,
    Point,
    Question,
    Reply,
    Section,
    Stance,
    Summary,
    Turn,
    Usage,
    Verdict,
)

ARABIC = "الشبكات العصبية تتعلم من التجربة، ولا تحتاج إلى قواعد مكتوبة باليد."
JAPANESE = "機械は考えることができるでしょうか。わたしはそうは思いません。"
EMOJI = "A surgeon 👩🏽‍⚕️ checks twice."


def gathering() -> Debate:
    """Two sides, two rounds, and around them questions, passes, remarks, summaries, votes, stances and a verdict."""
    debate = a_debate(
        shipped_format("oxford"), seats=4, audience=2, background=f"Known facts.\n\n- One\n- Two {ARABIC}"
    )
    entries = [*_before(), *_spoken(), *_after()]
    return debate.append(*(entry.model_copy(update={"seq": n}) for n, entry in enumerate(entries, start=1)))


def turn(number: int, phase: str, seat: str, text: str, *claims: tuple[str, str], **fields: Any) -> Turn:
    """Something said, with its claims as `(id, text)`."""
    return Turn(
        slot=number,
        phase=phase,
        seat=seat,
        text=text,
        claims=tuple(Claim(id=id_, text=said) for id_, said in claims),
        at=NOON,
        usage=Usage(input=900, output=100),
        cost=0.011,
        **fields,
    )


def _before() -> list[Entry]:
    before: dict[str, Any] = {"phase": "poll-before", "at": NOON}
    return [
        Ballot(slot=1, voter="listener-0", poll="poll-before", choice="against", says="I doubt it.", **before),
        Ballot(slot=2, voter="listener-1", poll="poll-before", choice="undecided", **before),
        Stance(slot=3, seat="aaa", value=2, says="Of course.", phase="stances-before", at=NOON),
        Stance(slot=4, seat="ccc", value=-2, phase="stances-before", at=NOON),
        turn(5, "introduction", "moderator", "Good evening. *Welcome* to all."),
    ]


def _spoken() -> list[Entry]:
    return [
        turn(6, "openings", "aaa", f"{ARABIC} [A1.1]\n\n{EMOJI} [A1.2]", ("A1.1", ARABIC), ("A1.2", EMOJI)),
        turn(
            7,
            "openings",
            "ccc",
            f"{JAPANESE} [C1.1] (rebuts [A1.1])",
            ("C1.1", JAPANESE),
            replies=(Reply(to="A1.1", relation="rebuts", by="C1.1"),),
        ),
        Decision(slot=8, phase="rebuttals", action="steer", by="moderator", says="Stay with [A1.2].", at=NOON),
        turn(
            9,
            "rebuttals",
            "bbb",
            "I grant that. (concedes [C1.1]) Costs fall. [B1.1]",
            ("B1.1", "Costs fall."),
            replies=(Reply(to="C1.1", relation="concedes"),),
        ),
        Pass(slot=10, phase="rebuttals", seat="ddd", reason="nothing-new", at=NOON),
        Question(slot=None, after=10, text="And who pays?", by="Ana in row three", to="ddd", at=NOON),
        turn(11, "questions", "ddd", "We all do. [D1.1]", ("D1.1", "We all do."), question=1),
        Summary(slot=12, phase="rebuttals", scope="rolling", covers=10, text="So far: [A1.1] stands.", at=NOON),
        Notice(slot=None, after=12, code="resumed", text="The debate was resumed.", at=NOON),
    ]


def _after() -> list[Entry]:
    point = Point(text="Both sides agree that tests cost time.", cites=("A1.2", "C1.1"))
    after: dict[str, Any] = {"phase": "poll-after", "at": NOON}
    return [
        Ballot(slot=13, voter="listener-0", poll="poll-after", choice="for", says="[A1.1] moved me.", **after),
        Ballot(slot=14, voter="listener-1", poll="poll-after", choice="for", **after),
        Stance(slot=15, seat="aaa", value=1, says="A little less so.", moved_by="C1.1", phase="stances-after", at=NOON),
        Stance(slot=16, seat="ccc", value=-2, phase="stances-after", at=NOON),
        Verdict(slot=17, phase="verdict", judge="listener-0", winner="for", confidence=0.7, reasons=(point,), at=NOON),
        Summary(
            slot=18,
            phase="synthesis",
            scope="synthesis",
            covers=16,
            sections=(Section(title="Common ground", points=(point,)), Section(title="Open", points=(point,))),
            at=NOON,
        ),
    ]
