"""`rostra cast`, `personas coverage`, `formats advise`: who should meet whom, how, and whether they can answer one another."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from rostra.analysis.advice import Advice
    from rostra.analysis.casting import Panel
    from rostra.analysis.coverage import Brought, Coverage
    from rostra.debate import Debate
    from rostra.flow import Line
    from rostra.format import Format
    from rostra.settings import Settings


def coverage(
    scenario: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario's name, or the path of its file.")],
    every: Annotated[bool, typer.Option("--all", help="Also claims that only some of the others can answer.")] = False,
) -> None:
    """Which claims of a cast nobody in it can answer, as `file:line: what`, and what share is answered offline."""
    from rostra.analysis.coverage import coverage, due
    from rostra.analysis.rehearsal import rehearse
    from rostra.cli.printing import clean
    from rostra.cli.running import run_async
    from rostra.loading import resources
    from rostra.preparing import Wishes, prepare
    from rostra.settings import Settings

    settings = Settings()
    path = resources.find("scenario", scenario)
    debate = prepare(path, settings, Wishes(model="offline", id="coverage")).debate
    found = coverage(debate)
    files = _Files(debate, settings, path.parent)
    lines = [
        f"{files.place(each)}: {each.claim} ({_without(debate, each)})"
        for each in found.claims
        if each.unanswered and (every or not each.answered)
    ]
    staged = due(run_async(rehearse(debate)))
    dropped = [line for line in staged if line.status == "unanswered"]
    lines += [_dropped(debate, line) for line in dropped]
    lines += _shares(found, len(staged) - len(dropped), len(staged))
    sys.stdout.write(clean("\n".join(lines)) + "\n")


class _Files:
    """Where each seat's positions stand."""

    def __init__(self, debate: Debate, settings: Settings, beside: Path) -> None:
        from rostra.loading import resources
        from rostra.loading.personas import inspect_persona

        self._places = {}
        for plan in debate.scenario.cast:
            path = resources.find("persona", plan.persona, settings.personas, beside=beside)
            self._places[plan.seat] = (path, inspect_persona(path)[1])

    def place(self, brought: Brought) -> str:
        path, body_line = self._places[brought.seat]
        return f"{path}:{body_line + brought.line - 1}"


def _dropped(debate: Debate, line: Line) -> str:
    seat = debate.seat(line.seat).persona.display_name
    return f"dropped offline: [{line.claim.id}] {seat}: {line.claim.text}"


def _without(debate: Debate, brought: Brought) -> str:
    names = [debate.seat(name).persona.display_name for name in brought.unanswered]
    return f"no answer from {', '.join(names)}" if brought.answered else f"no answer from anybody: {', '.join(names)}"


def _shares(found: Coverage, replied: int, due: int) -> list[str]:
    if not found.meetings:
        return ["No claims near the motion, or nobody to answer them."]
    claims = len(found.claims)
    shares = [
        f"{found.met} of {claims} claims can be answered by somebody ({found.met / claims:.0%}), "
        f"{found.answers} of {found.meetings} by each who meets them ({found.answers / found.meetings:.0%})."
    ]
    if due:
        shares.append(f"Offline, {replied} of {due} claims that could be answered were ({replied / due:.0%}).")
    return shares


def cast(
    topic: Annotated[str, typer.Argument(metavar="TOPIC", help="What the debate is to be about.")],
    seats: Annotated[int, typer.Option(min=2, max=12, metavar="N", help="How many debate.")] = 4,
    format: Annotated[str, typer.Option("--format", metavar="F", help="How: oxford, panel, or a file.")] = "panel",
) -> None:
    """The panel that has something to say on a topic and most to say against one another, and why. It says who disagrees, not who
    is for and who against."""
    from rostra.analysis.casting import propose
    from rostra.cli.printing import say
    from rostra.loading import list_personas, load_format
    from rostra.settings import Settings

    people = list_personas(Settings().personas, warn=lambda note: say(str(note), style="yellow"))
    form = load_format(format)
    panel = propose(topic, people, seats=seats, form=form)
    _show(panel, form)
    sys.stdout.write(f"\n    {_command(panel, format)}\n")


def _show(panel: Panel, form: Format) -> None:
    from rich.text import Text

    from rostra.cli.layout import bulleted
    from rostra.cli.printing import clean, console

    screen = console()
    for member in panel.members:
        screen.print(Text(clean(member.byline), style="bold"))
        for holds in member.holds:
            screen.print(bulleted(Text(clean(holds))))
        if member.answers:
            answers = ", ".join(
                f"{name} ({count} {'point' if count == 1 else 'points'})" for name, count in member.answers.items()
            )
            screen.print(bulleted(Text(f"Disagrees, with an answer ready, with {clean(answers)}.", style="dim")))
        screen.print()
    if form.sides:
        dealt = f"The sides ({', '.join(form.sides)}) are dealt in this order, those who disagree apart."
        screen.print(Text(f"{dealt} Change it if they are the wrong way round."))


def _command(panel: Panel, format: str) -> str:
    names = ",".join(member.persona for member in panel.members)
    return f"rostra stage {shlex.quote(panel.topic)} --cast {shlex.quote(names)} --format {shlex.quote(format)}"


def advise(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="What the debate is to be about.")],
    model: Annotated[
        str | None, typer.Option(metavar="P:M", help="Who advises: opus, anthropic:ID, offline for the rules alone, …")
    ] = None,
) -> None:
    """Three formats for a question, with reasons. A model advises where there is a key, else rules do."""
    from rich.text import Text

    from rostra.cli.layout import bulleted
    from rostra.cli.printing import clean, console
    from rostra.loading import list_formats
    from rostra.settings import Settings

    formats = list_formats()
    advice, by = _advice(question, formats, model, Settings())
    titles = {form.name: form.title for form in formats}
    screen = console()
    for number, each in enumerate(advice, start=1):
        screen.print(Text.assemble(f"{number}. ", (titles[each.format], "bold"), f" ({each.format})"))
        for reason in each.reasons:
            screen.print(bulleted(Text(clean(reason))))
        screen.print()
    screen.print(Text(f"Advised by {by}. `rostra formats show NAME` tells more.", style="dim"))


def _advice(
    question: str, formats: tuple[Format, ...], asked: str | None, settings: Settings
) -> tuple[tuple[Advice, ...], str]:
    """The advice, and who gave it: rules where no model can be asked or the model fails."""
    from rostra.analysis.advice import advise
    from rostra.cli.printing import say
    from rostra.cli.running import run_async
    from rostra.errors import ProviderError
    from rostra.models.choose import choose_model

    name = choose_model(asked, None, None, None, settings).model or "offline"
    if name != "offline":
        try:
            return run_async(_ask(name, question, formats, settings)), name
        except ProviderError as error:
            say(f"{error} The rules advise instead.", style="yellow")
    return advise(question, formats), "rules, without a model"


async def _ask(name: str, question: str, formats: tuple[Format, ...], settings: Settings) -> tuple[Advice, ...]:
    from rostra.analysis.advice import ask_for_advice
    from rostra.models.registry import Models

    async with Models(settings) as models:
        return await ask_for_advice(models.get(name), question, formats)
