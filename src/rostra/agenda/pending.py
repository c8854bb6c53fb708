"""What people ask of a debate while it runs, kept until the agenda takes it up."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.debate import Debate, Question, Seat
from rostra.slot import Asked

_FEWEST, _MOST = 30, 400
"""Words of a turn that people can ask for: below it nothing is argued, above it nobody else is heard."""
_SHORTER, _DEEPER = 2 / 3, 3 / 2
"""Each takes the other back."""


@dataclass(frozen=True, slots=True)
class _Waiting:
    asked: Asked
    to: str | None
    sent: bool
    """Somebody watching sent it; it is neither prepared nor a simulated listener's."""


class Pending:
    """Questions, calls and skips, more rounds, longer or shorter turns. Part of the replay; see `Hall`."""

    def __init__(self, debate: Debate) -> None:
        self.calls: deque[str] = deque()
        """Seats that somebody wants to hear next."""
        self._skips: dict[str, int] = {}
        """Seats whose next turn is not given, to how many of the extensions to come the wish outlives."""
        self._extensions: deque[int] = deque()
        self._lengths: list[float] = []
        self._waiting: deque[_Waiting] = deque()
        self._raised = 0
        self._prepared = iter(range(len(debate.scenario.questions)))
        self._listeners = iter([seat for seat in debate.cast if seat.role == "audience"])

    def call_time(self) -> None:
        """What was wanted of the rest of the debate is void: there is none."""
        self._extensions.clear()
        self._skips.clear()
        self._waiting.clear()

    # -- questions

    def ask(self, question: Question, *, to: str | None) -> None:
        """A question was raised, for that seat or for anybody; it waits until somebody is to answer it."""
        self._raised += 1
        asked = Asked(number=self._raised, text=question.text, by=question.by)
        self._waiting.append(_Waiting(asked, to, sent=question.slot is None))

    @property
    def is_asked(self) -> bool:
        """Whether a question waits."""
        return bool(self._waiting)

    def take_question(self, seat: str) -> Asked | None:
        """The oldest question that this seat may be given."""
        for waiting in self._waiting:
            if waiting.to in (None, seat):
                self._waiting.remove(waiting)
                return waiting.asked
        return None

    def take_any_question(self) -> tuple[Asked, str | None] | None:
        """The oldest question, and the seat it is for."""
        if not self._waiting:
            return None
        waiting = self._waiting.popleft()
        return waiting.asked, waiting.to

    def take_follow_up(self) -> tuple[Asked, str | None] | None:
        """The oldest question of somebody watching, now that all else is over, and the seat it is for."""
        for waiting in self._waiting:
            if waiting.sent:
                self._waiting.remove(waiting)
                return waiting.asked.model_copy(update={"follow_up": True}), waiting.to
        return None

    def take_prepared(self) -> int | None:
        """The next of the scenario's own questions, from 0."""
        return next(self._prepared, None)

    def take_listener(self) -> Seat | None:
        """A simulated listener who has not asked yet."""
        return next(self._listeners, None)

    # -- who speaks, and for how long

    def take_call(self, candidates: Sequence[Seat]) -> Seat | None:
        """Whom somebody chose to hear next, if that seat is owed a turn; other calls lapse."""
        while self.calls:
            wanted = self.calls.popleft()
            for seat in candidates:
                if seat.name == wanted:
                    return seat
        return None

    def skip(self, seat: str) -> None:
        """The next turn of a seat is not to be given. Two who wish it mean the same turn."""
        self._skips[seat] = len(self._extensions)

    def without_skipped(self, seats: Sequence[Seat]) -> list[Seat]:
        """Those of these seats that may be given their turn."""
        return [seat for seat in seats if seat.name not in self._skips]

    def take_skips(self, owed: Sequence[Seat]) -> list[Seat]:
        """Those owed a turn that may be given it. The others have lost it, and their skips are spent."""
        left = self.without_skipped(owed)
        for seat in owed:
            self._skips.pop(seat.name, None)
        return left

    def resize(self, *, deeper: bool) -> None:
        """Turns are to be longer or shorter from now on."""
        self._lengths.append(_DEEPER if deeper else _SHORTER)

    def words(self, planned: int) -> int:
        """The words asked of a turn for which so many are planned."""
        words, fewest, most = float(planned), min(_FEWEST, planned), max(_MOST, planned)
        for factor in self._lengths:
            # Bounded at each wish: whoever takes back a wish that had no effect any more must see an effect.
            words = min(max(words * factor, fewest), most)
        return round(words)

    # -- how long it goes on

    def extend(self, rounds: int) -> None:
        """More rounds are wanted when the debate is over."""
        self._extensions.append(rounds)

    def take_extension(self) -> int | None:
        """More rounds. A skip that was wished for before they were lapses: its seat had no turn left."""
        if not self._extensions:
            return None
        self._skips = {seat: outlives - 1 for seat, outlives in self._skips.items() if outlives}
        return self._extensions.popleft()
