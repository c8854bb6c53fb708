"""What stands behind a debate in this process: its models, opened with whose key; how long people are waited for; what it may cost.

In memory only. After a restart a debate goes on with the studio's own key, without a clock and without a budget.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from pydantic import SecretStr

from rostra.debate import Debate
from rostra.models.registry import Models
from rostra.settings import Settings


@dataclass(frozen=True, slots=True)
class Terms:
    """On which a debate runs."""

    models: Models | None = None
    """Opened with a key of its own; the studio's where there is none."""
    patience: float | None = None
    """Seconds a person's seat is waited for; for ever where it is not given."""
    budget: float | None = None
    """US dollars it may cost as a whole."""


class Backstage:
    """The terms of all debates of this process."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._models = open_models(settings)
        self._terms: dict[str, Terms] = {}

    def terms(self, debate_id: str) -> Terms:
        """On which a debate runs."""
        return self._terms.get(debate_id, Terms())

    def models(self, debate_id: str) -> Models:
        """What opens the models of a debate."""
        return self.terms(debate_id).models or self._models

    def agree(self, debate_id: str, key: SecretStr | None, patience: float | None, budget: float | None) -> None:
        """The terms of a new debate."""
        self._terms[debate_id] = Terms(self._opened_with(key), patience or None, budget)

    async def change_key(self, debate_id: str, key: SecretStr) -> None:
        """From now on a debate is paid with another key."""
        await self.forget_key(debate_id)
        self._terms[debate_id] = replace(self.terms(debate_id), models=self._opened_with(key))

    def check(self, debate: Debate) -> None:
        """`WrongUse` for a model that cannot be opened: better known before the first word than after the tenth."""
        models = self.models(debate.id)
        for seat in debate.cast:
            if not seat.human:
                models.get(seat.model or "offline")

    async def forget_key(self, debate_id: str) -> None:
        """A debate needs its key no more."""
        terms = self.terms(debate_id)
        if terms.models is not None:
            self._terms[debate_id] = replace(terms, models=None)
            await terms.models.close()

    async def close(self) -> None:
        """Give all connections back."""
        for debate_id in tuple(self._terms):
            await self.forget_key(debate_id)
        await self._models.close()

    def _opened_with(self, key: SecretStr | None) -> Models | None:
        return open_models(self._settings.model_copy(update={"api_key": key})) if key is not None else None


def open_models(settings: Settings) -> Models:
    """Models as a studio opens them: the offline one at a pace that can be followed."""
    from rostra.models.offline import Offline

    return Models(settings, given={"offline": Offline(words_per_second=settings.pace or None)})
