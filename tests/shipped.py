"""The shipped scenarios, staged on the offline model."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rostra.debate import Debate
from rostra.ledger.memory import MemoryLedger
from rostra.loading.casting import convene, scenario_for
from rostra.loading.formats import load_format
from rostra.loading.personas import load_persona
from rostra.loading.scenarios import load_scenario
from rostra.models.offline import Offline
from rostra.stage import stage

ROOT = Path(__file__).resolve().parent.parent
PERSONAS = ROOT / "personas"
SCENARIOS = ("existential-risk", "do-language-models-understand", "pause-frontier-training")
WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
SEED = Path(__file__).parent / "data" / "seed-yann-lecun.md"


class OneModel:
    """Every seat by the offline model."""

    def get(self, spec: str) -> Offline:
        return Offline()


def shipped(name: str) -> Debate:
    scenario = load_scenario(name)
    return convene(
        scenario,
        format=load_format(scenario.format),
        personas=lambda persona: load_persona(PERSONAS / f"{persona}.md"),
        choose_model=lambda *_: "offline",
        id=name,
        now=WHEN,
    )


def topical(topic: str, cast: list[Path], format_name: str = "oxford") -> Debate:
    format_ = load_format(format_name)
    return convene(
        scenario_for(topic, [str(path) for path in cast], format_),
        format=format_,
        personas=lambda path: load_persona(Path(path)),
        choose_model=lambda *_: "offline",
        id="topical",
        now=WHEN,
    )


async def staged_offline(debate: Debate) -> Debate:
    ledger = MemoryLedger()
    async for _ in stage(debate, OneModel(), ledger=ledger, now=lambda: WHEN):
        pass
    return await ledger.load(debate.id)
