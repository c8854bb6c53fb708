"""Rostra for a notebook or a program: a debate is an async iterator of events."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import AsyncExitStack, aclosing
from pathlib import Path

from rostra.events import Event
from rostra.ledger import open_ledger
from rostra.models.registry import Models
from rostra.preparing import Wishes, prepare
from rostra.scenario import Scenario
from rostra.settings import Settings
from rostra.stage import Person, stage


async def debate(
    topic_or_scenario: str | Path | Scenario,
    cast: Sequence[str] = (),
    *,
    format: str | None = None,
    rounds: int | None = None,
    words: int | None = None,
    language: str | None = None,
    model: str | None = None,
    seats: Mapping[str, str] | None = None,
    me: Sequence[str] = (),
    person: Person | None = None,
    seed: int = 0,
    id: str | None = None,
    store: str | None = None,
    budget: float | None = None,
    settings: Settings | None = None,
) -> AsyncGenerator[Event, None]:
    """Stage a debate and tell what happens, `Ended` last.

        async for event in debate("AI poses an existential risk", cast=["yann-lecun", "geoffrey-hinton"], model="offline"):
            if event.event == "entry":
                print(event.entry)

    The topic is a scenario's name or path, a `Scenario`, or a sentence with a `cast` of names or paths. `seats`: seat name to
    model. `person` is asked for the words of the seats in `me`; without it the debate waits for them in its inbox. `store`: as for
    the command, `"memory"` keeps nothing. An `id` that the store has goes on where it stopped. `budget`: US dollars. Whoever stops
    listening early closes it (`contextlib.aclosing`): until then this process holds the debate.

    Raises `WrongUse`, `NotFound`, `BadFile` before anything is stored; a model service that fails is an `Ended` event.
    """
    settings = settings or Settings()
    wishes = Wishes(
        cast=list(cast),
        format=format,
        rounds=rounds,
        words=words,
        language=language,
        model=model,
        seats=seats or {},
        me=me,
        seed=seed,
        id=id,
    )
    prepared = prepare(topic_or_scenario, settings, wishes).debate
    ledger = open_ledger(store or settings.store, lease=settings.lease)
    async with AsyncExitStack() as stack:
        stack.push_async_callback(ledger.close)
        models = await stack.enter_async_context(Models(settings))
        run = stage(prepared, models, ledger=ledger, person=person, budget=budget, renew_every=settings.lease / 3)
        async for event in await stack.enter_async_context(aclosing(run)):
            yield event
