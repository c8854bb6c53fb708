"""Debates as long as anybody would stage, for what is measured."""

from __future__ import annotations

from builders import NOON, a_debate, shipped_format
from rostra.debate import Claim, Debate, Reply, Turn

SENTENCE = "A measured claim that goes on for a while, so that a turn of this debate is as long as turns usually are"


def long_debate(turns: int = 200) -> Debate:
    """Four seats answer one another over and over: two claims a turn, each a reply to the one before."""
    debate = a_debate(shipped_format("oxford"), seats=4)
    entries = []
    last: str | None = None
    for n in range(turns):
        seat = debate.debaters[n % 4]
        ids = [f"{seat.mark}{n // 4 + 1}.{k}" for k in (1, 2)]
        said = [Claim(id=id_, text=f"{SENTENCE}, {n}.") for id_ in ids]
        cited = f" (rebuts [{last}])" if last else ""
        text = f"{said[0].text} [{ids[0]}]{cited} {SENTENCE} **and so on**.\n\n{said[1].text} [{ids[1]}] {SENTENCE}."
        replies = (Reply(to=last, relation="rebuts", by=ids[0]),) if last else ()
        entries.append(
            Turn(
                slot=n + 1,
                seq=n + 1,
                phase="rebuttals" if n > 3 else "openings",
                round=n // 4 + 1,
                seat=seat.name,
                text=text,
                claims=tuple(said),
                replies=replies,
                at=NOON,
            )
        )
        last = ids[n % 2]
    return debate.append(*entries)
