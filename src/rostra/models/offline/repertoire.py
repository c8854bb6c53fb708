"""What an offline speaker can say: its file's positions, less what it said already, ranked against what is debated."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from rostra.debate import Debate, Seat
from rostra.loading.positions import Move, Position, Sheet, Told
from rostra.loading.sentences import sentences
from rostra.models.offline.frames import PHRASES
from rostra.models.offline.hearing import Heard, own_words, plain
from rostra.models.offline.matching import Matcher
from rostra.models.offline.sheets import sheet_of

T = TypeVar("T")

LOOSE = 0.40
"""Similarity from which an authored answer may meet an argument. Readers found those below beside the point, nearly all of them."""
TIGHT = 0.45
"""Similarity from which the argument is quoted back, and the answer counts as an answer."""
_WORD_FOR_WORD = 0.70
_NEAR_MOTION = 0.35
"""Share of a good position's relevance below which a point is off the topic."""
_FIRST = 0.05
_AMONG_BEST = 3
"""Points among which the debate's seed chooses the first."""
_AT_HOME = 0.15
"""Similarity of the topic to anything in a file, from which the file knows something of it."""
_AT_ALL = 0.02
"""Relevance of a point that has anything to do with the topic."""


@dataclass(frozen=True, slots=True)
class Match:
    """An authored answer to something that was said."""

    heard: Heard
    sentence: str
    """The sentence it meets: the claim, or one that supported it."""
    told: Told
    theme: str
    position: Position
    score: float
    similarity: float
    agrees: bool

    @property
    def tight(self) -> bool:
        return self.similarity >= TIGHT


class Repertoire:
    """One seat's file, as of now."""

    def __init__(self, debate: Debate, seat: Seat) -> None:
        self.debate = debate
        self.seat = seat
        self.sheet = sheet_of(seat.persona.body)
        self.matcher = _matcher(tuple(seat.persona.body for seat in debate.debaters), debate.scenario.motion)
        self._said = own_words(debate, seat)
        self._given = Counter[str]()
        self._topic = " ".join([debate.scenario.motion, *debate.scenario.topics])
        self._around = debate.scenario.background

    def fresh(self, text: str) -> bool:
        """Whether this seat has not said it yet; a retort is known by its first sentence."""
        first = (sentences(text) or (text,))[0]
        return plain(first) not in self._said

    def phrase(self, move: Move) -> str:
        """The next phrase for a move: in the file's order from a place of this seat's own, used ones last."""
        phrases = self.sheet.said(move) or PHRASES[move]
        start = self.debate.cast.index(self.seat) + self.debate.seed
        turned = [phrases[(start + n) % len(phrases)] for n in range(len(phrases))]
        used = {phrase: self._said.count(plain(phrase)) + self._given[phrase] for phrase in turned}
        chosen = min(turned, key=lambda phrase: used[phrase])
        self._given[chosen] += 1
        return chosen

    @property
    def turns_said(self) -> int:
        """How many turns this seat had."""
        return sum(1 for turn in self.debate.turns if turn.seat == self.seat.name)

    def pick(self, frames: tuple[str, ...], nth: int) -> str:
        """A frame, moving on with each turn and each use in it."""
        return frames[(self.turns_said + nth + self.debate.cast.index(self.seat) + self.debate.seed) % len(frames)]

    def relevance(self, position: Position, topic: str | None = None) -> float:
        """How near a position is to the motion, or to a question."""
        said = f"{position.heading} {position.about}"
        reasons = [reason.text for reason in position.because]
        near = self.matcher.similarity(topic or self._topic, said)
        near += 0.5 * max((self.matcher.similarity(topic or self._topic, reason) for reason in reasons), default=0.0)
        return near if topic else near + 0.25 * self.matcher.similarity(self._around, " ".join([said, *reasons]))

    def _prior(self, place: int) -> float:
        """What an author puts first weighs more: a little for the first position, nothing for the last."""
        return _FIRST * (1 - place / len(self.sheet.positions))

    def points(self, topic: str | None = None) -> list[Position]:
        """Positions not yet claimed, the most relevant first; only those near the topic, none where the file knows nothing of it."""
        if self.sheet.curated and not self.at_home():
            return []
        rated = [(self.relevance(p, topic) + self._prior(n), -n, p) for n, p in enumerate(self.sheet.positions)]
        ranked = sorted(rated, key=lambda row: row[:2], reverse=True)
        floor = _floor([score for score, _, _ in ranked])
        near = [position for score, _, position in ranked if score >= floor or not self.sheet.curated]
        return self._turned([position for position in near if self.fresh(position.heading)])

    def _turned(self, ranked: list[T]) -> list[T]:
        """Another seed begins with another of the best: never with one that is far from the matter."""
        nth = self.debate.seed % min(len(ranked), _AMONG_BEST) if ranked else 0
        return [ranked[nth], *ranked[:nth], *ranked[nth + 1 :]] if nth else ranked

    def ideas(self) -> list[str]:
        """Ideas of the file not given yet that have to do with the topic, the nearest first."""
        near, around = self._topic, self._around
        rated = [
            (self.matcher.similarity(near, said.text) + 0.5 * self.matcher.similarity(around, said.text), -n, said.text)
            for n, said in enumerate(self.sheet.ideas)
        ]
        ranked = sorted(rated, reverse=True)
        floor = _floor([score for score, _, _ in ranked])
        return self._turned([text for score, _, text in ranked if score >= floor and self.fresh(text)])

    def at_home(self) -> bool:
        """Whether the file has anything near the topic. Another language than the files' cannot be compared: benefit of the doubt."""
        if self.debate.scenario.language.lower() not in ("en", "english"):
            return True
        return any(self.matcher.similarity(self._topic, text) >= _AT_HOME for text in _all_said(self.sheet))

    def supports(self, position: Position) -> list[str]:
        """The reasons and facts of a position that were not said yet, a reason first, then a fact."""
        because = [said.text for said in position.because if self.fresh(said.text)]
        evidence = [said.text for said in position.evidence if self.fresh(said.text)]
        return because[:1] + evidence + because[1:]

    def matches(self, heard: Iterable[Heard]) -> list[Match]:
        """The best authored answer to each claim heard, the best first; none twice."""
        found = [match for claim in heard if (match := self._best(claim)) is not None]
        return sorted(found, key=lambda match: (-match.score, -match.heard.slot, match.heard.id))

    def _best(self, heard: Heard) -> Match | None:
        return max(self._answers(heard), key=lambda match: (match.score, -match.position.line), default=None)

    def _answers(self, heard: Heard) -> Iterator[Match]:
        context = " ".join(heard.sentences)
        for position in self.sheet.positions:
            own = self.matcher.similarity(heard.sentences[0], position.heading)
            for agrees, tolds in ((False, position.when_told), (True, position.agrees_when_told)):
                for told in tolds:
                    if not self.fresh(told.retort):
                        continue
                    for n, sentence in enumerate(heard.sentences):
                        theme, similarity = self._nearest(sentence, told)
                        # Whoever agrees with a reason beside the claim is counted for the claim: only where it was meant, word for word.
                        if similarity < (_WORD_FOR_WORD if agrees and n else LOOSE):
                            continue
                        behind = 0.3 * self.matcher.similarity(context, theme)
                        score = similarity + behind + 0.2 * own - 0.1 * (n > 0) - 0.15 * agrees
                        yield Match(heard, sentence, told, theme, position, score, similarity, agrees)

    def _nearest(self, sentence: str, told: Told) -> tuple[str, float]:
        rated = [(self.matcher.similarity(sentence, theme), theme) for theme in told.themes]
        similarity, theme = max(rated)
        return theme, similarity


def _all_said(sheet: Sheet) -> Iterator[str]:
    """Every sentence of a file, the arguments it knows how to answer among them."""
    for position in sheet.positions:
        yield position.heading
        yield from (said.text for said in (*position.because, *position.evidence))
        yield from (theme for told in (*position.when_told, *position.agrees_when_told) for theme in told.themes)
    yield from (said.text for said in sheet.ideas)


def _floor(ranked: list[float]) -> float:
    """What counts as near. Measured against the third best: the best may be the motion in other words, and nothing is as near as that."""
    return max(ranked[min(2, len(ranked) - 1)] * _NEAR_MOTION, _AT_ALL) if ranked else 0.0


@lru_cache(maxsize=16)
def _matcher(bodies: tuple[str, ...], motion: str) -> Matcher:
    """A matcher for all that this cast could say: rare words are rare among these."""
    texts = [motion]
    for body in bodies:
        for position in sheet_of(body).positions:
            texts.append(position.heading)
            texts += [said.text for said in position.because]
            for told in (*position.when_told, *position.agrees_when_told):
                texts += [told.retort, *told.themes]
    return Matcher(texts)
