"""`rostra personas`, `scenarios`, `formats`: what there is, what it says, and what is wrong with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rostra.errors import WrongUse

if TYPE_CHECKING:
    from rostra.format import Format
    from rostra.loading.text import Note

personas = typer.Typer(help="Who can speak.", no_args_is_help=True)
scenarios = typer.Typer(help="Debates ready to be staged.", no_args_is_help=True)
formats = typer.Typer(help="How a debate can run.", no_args_is_help=True)

Name = Annotated[str, typer.Argument(metavar="NAME", help="A name, or the path of a file.")]
Which = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH|DIR]...", help="Files, folders or names; everything a name finds otherwise."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Count warnings as errors.")]


# -- personas


@personas.command("list")
def list_personas() -> None:
    """Everybody a name finds: what came with Rostra, and the folders in ROSTRA_PERSONAS."""
    from rich.text import Text

    from rostra.cli.printing import clean, console, listed, say
    from rostra.loading import list_personas
    from rostra.settings import Settings

    table = listed(["name", "who", "kind"], wide="who")
    for persona in list_personas(Settings().personas, warn=lambda note: say(str(note), style="yellow")):
        who = Text.assemble((clean(persona.display_name), "bold"), f"\n{clean(_first_sentence(persona.description))}")
        table.add_row(persona.name, who, persona.kind or "unstated")
    console().print(table)


def _first_sentence(text: str) -> str:
    from rostra.claims import sentences

    return next(iter(sentences(" ".join(text.split()))), "")


@personas.command("show")
def show_persona(name: Name) -> None:
    """A persona as it was read: the front matter, then the body."""
    from rich.markdown import Markdown
    from rich.text import Text

    from rostra.cli.layout import pairs
    from rostra.cli.printing import clean, console, is_live, say
    from rostra.loading import load_persona
    from rostra.settings import Settings

    persona = load_persona(name, folders=Settings().personas, warn=lambda note: say(str(note), style="yellow"))
    screen = console()
    screen.print(Text(clean(persona.byline), style="bold"))
    rows = [("Name", persona.name), ("Kind", persona.kind or "unstated: counts as possibly a real person")]
    rows += [("About", persona.description)] if persona.description else []
    rows += [("Model", persona.model)] if persona.model else []
    rows += [("Facts as of", f"{persona.as_of}")] if persona.as_of else []
    rows += [("Sources", f"{len(persona.sources)}")] if persona.sources else []
    screen.print(pairs((label, Text(clean(value))) for label, value in rows))
    screen.print()
    body = clean(persona.body)
    if is_live():
        screen.print(Markdown(body, hyperlinks=False))
    else:
        screen.print(Text(body), soft_wrap=True)


@personas.command("check")
def check_personas(which: Which = None, strict: Strict = False) -> None:
    """What is to mend in persona files, as `file:line: what`, and who among them holds the same. Exit code 2 where there are errors."""
    from rostra.loading import resources
    from rostra.loading.lint import check_persona
    from rostra.loading.text import Note
    from rostra.settings import Settings

    folders = Settings().personas
    named = [file for each in which or [] for file in _files("persona", each, folders)]
    files = named if which else [*resources.entries("persona", folders)]
    same = list(_overlaps(files))

    def findings(file: Path) -> Iterator[tuple[bool, Note]]:
        for found in check_persona(file):
            yield found.severity == "error", Note(file=str(file), line=found.line, text=found.text)
        yield from ((True, note) for note in same if note.file == str(file))

    _report(files, findings, strict=strict)


def _overlaps(files: list[Path]) -> Iterator[Note]:
    """Of two personas that hold the same, a note at each shared position of the later file."""
    from rostra.analysis.overlap import overlaps
    from rostra.errors import BadFile
    from rostra.loading.personas import inspect_persona
    from rostra.loading.text import Note

    read = []
    for file in dict.fromkeys(files):
        try:
            loaded, body_line = inspect_persona(file)
        except BadFile:
            continue
        # Two files may bear one name; here each is known by its path.
        read.append((loaded.persona.model_copy(update={"name": str(file)}), body_line))
    first = {persona.name: body_line - 1 for persona, body_line in read}
    for overlap in overlaps([persona for persona, _ in read]):
        for shared in overlap.shared:
            where = f"{overlap.one}:{first[overlap.one] + shared.one.line}"
            text = f"holds what {where} holds, one of {len(overlap.shared)} such positions; give each persona its own."
            yield Note(file=overlap.other, line=first[overlap.other] + shared.other.line, text=text)


# -- scenarios


@scenarios.command("list")
def list_scenarios() -> None:
    """Debates that came with Rostra."""
    from rich.text import Text

    from rostra.cli.printing import clean, console, listed
    from rostra.loading import list_scenarios

    table = listed(["name", "what", "format"], wide="what")
    for scenario in list_scenarios():
        what = Text.assemble(
            (clean(scenario.title), "bold"), f"\n{clean(scenario.summary)}" if scenario.summary else ""
        )
        table.add_row(scenario.name, what, scenario.format)
    console().print(table)


@scenarios.command("show")
def show_scenario(name: Name) -> None:
    """Who meets whom, about what, and what else is prepared."""
    from rich.text import Text

    from rostra.cli.layout import bulleted, pairs
    from rostra.cli.printing import clean, console
    from rostra.loading import load_scenario

    scenario = load_scenario(name)
    screen = console()
    screen.print(Text(clean(scenario.title), style="bold"))
    screen.print(pairs([("Motion", Text(clean(scenario.motion))), ("Format", Text(scenario.format))]))
    screen.print()
    for title, lines in (
        ("Cast", [f"{plan.persona}, {plan.side}" if plan.side else plan.persona for plan in scenario.cast]),
        ("Audience", [f"{listener.name}, {listener.who}" for listener in scenario.audience]),
        ("Questions", [f"{question.text} ({question.by})" for question in scenario.questions]),
        ("Background", [" ".join(scenario.background.split())] if scenario.background.strip() else []),
        ("Moderator", [scenario.moderator.style] if scenario.moderator.style else []),
        ("Sources", [f"{source.title} {source.url}".strip() for source in scenario.sources]),
    ):
        if lines:
            screen.print(Text(title, style="bold"))
            for line in lines:
                screen.print(bulleted(Text(clean(line), overflow="fold")))
            screen.print()


@scenarios.command("check")
def check_scenarios(which: Which = None, strict: Strict = False) -> None:
    """What cannot be staged in scenario files, as `file:line: what`. Exit code 2 where there is anything."""
    from rostra.loading import resources
    from rostra.loading.scenarios import check_scenario
    from rostra.settings import Settings

    folders = Settings().personas
    files = [file for each in which or [] for file in _files("scenario", each, ())]

    def findings(file: Path) -> Iterator[tuple[bool, Note]]:
        return ((True, note) for note in check_scenario(file, persona_folders=folders))

    _report([*files] if which else [*resources.entries("scenario")], findings, strict=strict)


# -- formats


@formats.command("list")
def list_formats() -> None:
    """How a debate can run."""
    from rich.text import Text

    from rostra.cli.printing import console, listed
    from rostra.loading import list_formats

    table = listed(["name", "what", "seats"], wide="what")
    for form in list_formats():
        what = Text.assemble((form.title, "bold"), f"\n{form.purpose}")
        table.add_row(form.name, what, f"{form.min_seats}–{form.max_seats}")
    console().print(table)


@formats.command("show")
def show_format(name: Name) -> None:
    """Its phases, as text and as a Mermaid diagram."""
    from rich.text import Text

    from rostra.cli.layout import bulleted
    from rostra.cli.phases import described, mermaid
    from rostra.cli.printing import console
    from rostra.loading import load_format

    form = load_format(name)
    screen = console()
    screen.print(Text.assemble((form.title, "bold"), f"\n{form.purpose}"))
    screen.print(Text(_seats(form), style="dim"))
    for title, lines in (("Use it when", form.use_when), ("Not when", form.avoid_when)):
        if lines:
            screen.print(Text(f"\n{title}", style="bold"))
            for line in lines:
                screen.print(bulleted(Text(line)))
    screen.print(Text("\nPhases", style="bold"))
    screen.print(described(form))
    screen.print()
    screen.print(Text(mermaid(form)), soft_wrap=True)


@formats.command("check")
def check_formats(which: Which = None, strict: Strict = False) -> None:
    """What cannot be run in format files, as `file:line: what`. Exit code 2 where there is anything."""
    from rostra.loading import resources
    from rostra.loading.formats import check_format

    named = [file for each in which or [] for file in _files("format", each, ())]

    def findings(file: Path) -> Iterator[tuple[bool, Note]]:
        return ((True, note) for note in check_format(file))

    _report(named if which else [*resources.entries("format")], findings, strict=strict)


def _seats(form: Format) -> str:
    sides = f"; sides: {', '.join(form.sides)}" if form.sides else "; no sides"
    return f"{form.min_seats} to {form.max_seats} seats{sides}; {form.words} words a turn"


# -- checking


def _files(kind: str, which: str, folders: tuple[Path, ...]) -> list[Path]:
    """The files that one argument means."""
    from rostra.loading import resources

    path = Path(which).expanduser()
    if path.is_dir():
        suffixes = resources.SUFFIXES[kind]  # type: ignore[index]
        found = sorted(file for file in path.rglob("*") if file.suffix.lower() in suffixes and file.is_file())
        if not found:
            raise WrongUse(
                f"There is no {kind} file in the folder {which!r}.", remedy=f"Looked for {' and '.join(suffixes)}."
            )
        return found
    return [resources.find(kind, which, folders)]  # type: ignore[arg-type]


def _report(files: list[Path], findings: object, *, strict: bool) -> None:
    """Print what was found, and exit with 2 where it must be mended."""
    from rostra.cli.printing import clean, say
    from rostra.errors import BadFile
    from rostra.loading.schema import problem

    errors = warnings = 0
    for file in files:
        try:
            found = list(findings(file))  # type: ignore[operator]
        except BadFile as error:
            found = [(True, problem(error))]
        for is_error, note in found:
            errors += is_error
            warnings += not is_error
            sys.stdout.write(clean(f"{note}" if is_error else f"{note} (warning)") + "\n")
    say(f"{len(files)} {'file' if len(files) == 1 else 'files'}: {errors} to mend, {warnings} warnings.")
    if errors or (strict and warnings):
        raise typer.Exit(2)
