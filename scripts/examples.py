"""docs/examples: every scenario that ships, staged by the offline model. `make examples` writes it; a test says when it is old."""

from __future__ import annotations

import asyncio
import sys
from datetime import UTC, datetime
from pathlib import Path

from rostra.analysis.rehearsal import rehearse
from rostra.debate import Debate
from rostra.export import markdown
from rostra.loading import list_scenarios
from rostra.preparing import Wishes, prepare
from rostra.scenario import Scenario
from rostra.settings import Settings

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "examples"
WHEN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""The hour at which all of them take place."""

INDEX = """\
# Examples

Every scenario that comes with Rostra, staged by the **offline model**: no language model took part. Each sentence comes from the speaker's
persona file or is a fixed linking phrase; nobody said any of it. With a model they argue for real: see
[a debate](existential-risk-by-hand.md) and
[a brainstorm](emergency-room-by-hand.md) written through the same prompts by hand. `make examples` writes these pages again.

| debate | motion | format | cast | turns |
|---|---|---|---|---|
"""


def staged(scenario: Scenario) -> Debate:
    """The debate as it stands in the gallery: the same at any hour, on any machine, whatever its owner has set."""
    wishes = Wishes(model="offline", id=scenario.name)
    debate = prepare(scenario, Settings(_env_file=None, personas=()), wishes, now=WHEN).debate
    return asyncio.run(rehearse(debate))


def row(debate: Debate) -> str:
    """Its line in the index."""
    cast = ", ".join(seat.byline for seat in debate.debaters)
    name = debate.scenario.name
    turns = sum(1 for entry in debate.claimants if debate.seat(entry.seat).role == "debater")
    cells = (
        f"[{debate.title}](offline/{name}.md)",
        debate.scenario.motion,
        debate.format.title,
        cast,
        str(turns),
    )
    return "| " + " | ".join(" ".join(cell.replace("|", "\\|").split()) for cell in cells) + " |"


def pages() -> dict[Path, str]:
    """Every page of the gallery, and what is in it."""
    debates = [staged(scenario) for scenario in list_scenarios()]
    written = {FOLDER / "offline" / f"{debate.scenario.name}.md": markdown.render(debate) for debate in debates}
    return {**written, FOLDER / "README.md": INDEX + "\n".join(map(row, debates)) + "\n"}


def main() -> None:
    """Write what is there, and remove the pages of scenarios that are gone."""
    current = pages()
    (FOLDER / "offline").mkdir(parents=True, exist_ok=True)
    for path in set((FOLDER / "offline").glob("*.md")) - current.keys():
        path.unlink()
    for path, text in current.items():
        path.write_text(text, encoding="utf-8")
    sys.stdout.write(f"{len(current) - 1} debates, in {FOLDER}.\n")


if __name__ == "__main__":
    main()
