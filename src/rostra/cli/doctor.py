"""`rostra doctor`: what is set up, what is missing, and what to do about it."""

from __future__ import annotations

import platform
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import typer

import rostra
from rostra.cli import options
from rostra.errors import RostraError

if TYPE_CHECKING:
    from rostra.settings import Settings

_EXTRAS = {"ui": ("streamlit", "the page in the browser"), "postgres": ("psycopg", "a ledger on PostgreSQL"),
           "office": ("docx", "transcripts as DOCX and XLSX"), "pdf": ("weasyprint", "transcripts as PDF"),
           "audio": ("lameenc", "spoken debates as MP3"), "auth": ("authlib", "a login for the studio"),
           "langchain": ("langchain", "models other than Anthropic's")}  # fmt: skip
_LIBRARIES = ("anthropic", "langgraph", "pydantic", "sqlalchemy")
_SIGNS = {"fine": ("✓", "green"), "note": ("·", "dim"), "bad": ("✗", "bold red")}


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the report."""

    label: str
    fact: str
    state: Literal["fine", "note", "bad"] = "fine"
    remedy: str = ""


def doctor(store: options.Store = None) -> None:
    """What is set up, what is missing, and the remedy. Exit code 1 where something is broken."""
    from rich.text import Text

    from rostra.cli.layout import pairs
    from rostra.cli.printing import clean, console

    findings = list(_examine(store))
    rows = []
    for finding in findings:
        sign, style = _SIGNS[finding.state]
        said = Text.assemble((sign, style), " ", clean(finding.fact))
        if finding.remedy:
            said.append(f"\n  {clean(finding.remedy)}", style="yellow")
        rows.append((finding.label, said))
    console().print(pairs(rows))
    if any(finding.state == "bad" for finding in findings):
        raise typer.Exit(1)


def _examine(store: str | None) -> Iterator[Finding]:
    libraries = ", ".join(f"{name} {version(name)}" for name in _LIBRARIES)
    yield Finding("Rostra", f"{rostra.__version__}, Python {platform.python_version()}")
    yield Finding("Libraries", libraries)
    try:
        from rostra.settings import Settings

        settings = Settings()
    except RostraError as error:
        yield Finding("Settings", error.fact, "bad", error.remedy)
        return
    yield from _models(settings)
    yield _store(store, settings)
    yield from _content(settings)
    yield from _extras()


def _models(settings: Settings) -> Iterator[Finding]:
    from rostra.models.choose import ADD_A_KEY, default_model

    if settings.has_key:
        yield Finding("Key", "an Anthropic key is set")
    else:
        yield Finding("Key", "no Anthropic key: the offline model speaks", "note", ADD_A_KEY)
    if settings.base_url:
        yield Finding("Service", f"asked at {settings.base_url}", "note")
    try:
        yield Finding("Model", f"{default_model(settings).model}, where nobody says otherwise")
    except RostraError as error:
        yield Finding("Model", error.fact, "bad", error.remedy)


def _store(store: str | None, settings: Settings) -> Finding:
    from rostra.cli.running import run_async
    from rostra.ledger import default_file

    named = store or settings.store
    file = default_file()
    if named is None and not file.exists():
        return Finding("Store", f"{_short(file)}, made with the first debate", "note")

    async def count() -> int:
        from rostra.cli.performing import opened

        async with opened(named, settings) as ledger:
            return await ledger.count()

    try:
        debates = run_async(count())
    except RostraError as error:
        return Finding("Store", error.fact, "bad", error.remedy)
    where = _short(file) if named is None else named.rpartition("@")[2]
    return Finding("Store", f"{where}, with {debates} {'debate' if debates == 1 else 'debates'}")


def _content(settings: Settings) -> Iterator[Finding]:
    from rostra.loading import list_formats, list_personas, list_scenarios
    from rostra.loading.text import Note

    unread: list[Note] = []
    people = list_personas(settings.personas, warn=unread.append)
    missing = [str(folder) for folder in settings.personas if not folder.is_dir()]
    if missing:
        yield Finding("Personas", f"no such folder: {', '.join(missing)}", "bad", "Mend ROSTRA_PERSONAS.")
    elif not people:
        yield Finding("Personas", "none found", "bad", "Install Rostra again; its personas are missing.")
    else:
        yield Finding("Personas", f"{len(people)} found")
    if unread:
        yield Finding("Personas", f"{len(unread)} warnings", "note", "`rostra personas check` tells them.")
    try:
        found = f"{len(list_scenarios())} scenarios, {len(list_formats())} formats"
    except RostraError as error:
        yield Finding("Scenarios", error.fact, "bad", error.remedy)
        return
    yield Finding("Scenarios", found)


def _extras() -> Iterator[Finding]:
    for extra, (module, what) in _EXTRAS.items():
        if find_spec(module) is None:
            yield Finding(f"Extra {extra}", f"not installed: {what}", "note", how_to_install(extra))
            continue
        try:
            yield Finding(f"Extra {extra}", f"{module} {version(module)}: {what}")
        except PackageNotFoundError:
            yield Finding(f"Extra {extra}", f"{module}: {what}")


def how_to_install(extra: str) -> str:
    """How to add an extra; in a clone, from the clone."""
    root = Path(rostra.__file__).resolve().parents[2]
    if (root / "pyproject.toml").is_file():
        return f"In {_short(root)}: .venv/bin/pip install -e '.[{extra}]'"
    return f"pip install 'rostra[{extra}]'"


def _short(path: Path) -> str:
    return f"~/{path.relative_to(Path.home())}" if path.is_relative_to(Path.home()) else str(path)
