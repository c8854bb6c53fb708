"""What people ask of a debate while it runs, kept until the agenda takes it up."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass

from rostra.debate import Debate, Question, Seat
from rostra.slot import Asked


@dataclass(frozen=True, slots=True)
class _Waiting:
    asked: Asked
    to: str | None


class Pending:
    """Questions from the floor, calls for a seat, and more rounds. Part of the replay; see `Hall`."""

    def __init__(self, debate: Debate) -> None:
        self.calls: deque[str] = deque()
        """Seats that somebody wants to hear next."""
        self.extensions: deque[int] = deque()
        """Rounds to add when the debate is over."""
        self._waiting: deque[_Waiting] = deque()
        self._raised = 0
        self._prepared = iter(range(len(debate.scenario.questions)))
        self._listeners = iter([seat for seat in debate.cast if seat.role == "audience"])

    def ask(self, question: Question) -> None:
        """A question was raised; it waits until somebody is to answer it."""
        self._raised += 1
        asked = Asked(number=self._raised, text=question.text, by=question.by)
        self._waiting.append(_Waiting(asked, question.to))

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

    def take_prepared(self) -> int | None:
        """The next of the scenario's own questions, from 0."""
        return next(self._prepared, None)

    def take_listener(self) -> Seat | None:
        """A simulated listener who has not asked yet."""
        return next(self._listeners, None)

    def take_call(self, candidates: Sequence[Seat]) -> Seat | None:
        """Whom somebody chose to hear next, if that seat is owed a turn; other calls lapse."""
        while self.calls:
            wanted = self.calls.popleft()
            for seat in candidates:
                if seat.name == wanted:
                    return seat
        return None
