"""Which formats there are. A module a format, imported when it is asked for: nobody who wants Markdown waits for WeasyPrint.

Each module has `render(debate)`, which returns the document's text or bytes; a folder or several files as a mapping (`Content`). The same
debate gives the same bytes. What is left out was left out before: see `options`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Literal, cast

from rostra.debate import Debate
from rostra.errors import RostraError, WrongUse, did_you_mean

Content = str | bytes | Mapping[str, str | bytes]
"""Text, bytes, or several files: of a folder, paths in it; else suffixes, which stand in the place of the format's own."""

Progress = Callable[[float], None]
"""Told how much of the work is done, 0 … 1."""


Kind = Literal["read", "map", "data", "script", "sound", "cite"]
"""What somebody wants of a format: to read the debate, see who answers whom, count, perform it, hear it, cite it."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format."""

    suffix: str
    """With its dots, in lower case; `.aif.json` wins over `.json`."""
    title: str
    """As a button says it."""
    kind: Kind
    use: str
    """What it is for, as a line beside a button."""
    module: str
    """Its name in `rostra.export`."""
    media: str
    """The media type; of a folder, that of its archive."""
    extra: str = ""
    """The extra of Rostra that it needs, `pip install 'rostra[pdf]'`."""
    folder: bool = False
    in_all: bool = True
    """Whether `all` writes it: what takes minutes is asked for by name."""
    tells: bool = False
    """Whether its module's `render` takes `progress`."""

    def render(self, debate: Debate, progress: Progress | None = None) -> Content:
        """The document. `RostraError` where what it needs is not installed."""
        with self._installed():
            render = self._module().render
            return cast(Content, render(debate, progress=progress) if self.tells else render(debate))

    def ready(self) -> None:
        """`RostraError` where what it needs is not installed. A module that imports late or calls programs has a `ready` of its own."""
        with self._installed():
            module = self._module()
            if hasattr(module, "ready"):
                module.ready()

    def _module(self) -> Any:
        return import_module(f"rostra.export.{self.module}")

    @contextmanager
    def _installed(self) -> Iterator[None]:
        """A package that is missing, told as what to do about it."""
        try:
            yield
        except ImportError as error:
            if not self.extra or (error.name or "").startswith("rostra"):
                raise
            raise RostraError(
                f"{self.title} needs {error.name}, which is not installed.",
                remedy=f"pip install 'rostra[{self.extra}]'",
            ) from error


_OFFICE = "application/vnd.openxmlformats-officedocument"

EXPORTERS = (
    Exporter(".html", "HTML", "read", "a page to read, print and play, in one file", "html", "text/html"),
    Exporter(
        ".pdf", "PDF", "read", "paper and the archive; takes a few seconds", "pdf", "application/pdf", extra="pdf"
    ),
    Exporter(
        ".docx",
        "Word",
        "read",
        "reading and commenting",
        "word",
        f"{_OFFICE}.wordprocessingml.document",
        extra="office",
    ),
    Exporter(".md", "Markdown", "read", "editors, GitHub, Obsidian", "markdown", "text/markdown"),
    Exporter(".epub", "EPUB", "read", "a phone or an e-reader", "epub", "application/epub+zip"),
    Exporter(".txt", "Plain text", "read", "a terminal or a mail", "text", "text/plain"),
    Exporter(".svg", "Map: SVG", "map", "a picture, for slides and Inkscape", "svg_map", "image/svg+xml"),
    Exporter(".mmd", "Map: Mermaid", "map", "a flowchart on GitHub or GitLab", "mermaid", "text/vnd.mermaid"),
    Exporter(".dot", "Map: Graphviz", "map", "a graph, a cluster a speaker", "dot", "text/vnd.graphviz"),
    Exporter(".argdown", "Map: Argdown", "map", "text to argue on", "argdown", "text/plain"),
    Exporter(".aif.json", "Map: AIF", "map", "the Argument Interchange Format, for AIFdb", "aif", "application/json"),
    Exporter(
        ".xlsx",
        "Excel",
        "data",
        "all tables and the flow sheet, a sheet each",
        "workbook",
        f"{_OFFICE}.spreadsheetml.sheet",
        extra="office",
    ),
    Exporter(".csv", "CSV", "data", "what was said, a turn a row", "csv.turns", "text/csv"),
    Exporter(".turns.csv", "CSV: turns", "data", "the same, under its full name", "csv.turns", "text/csv"),
    Exporter(".claims.csv", "CSV: claims", "data", "each claim, and what became of it", "csv.claims", "text/csv"),
    Exporter(".replies.csv", "CSV: replies", "data", "who answered which claim, and how", "csv.replies", "text/csv"),
    Exporter(".ballots.csv", "CSV: ballots", "data", "votes, rankings, stances", "csv.ballots", "text/csv"),
    Exporter(".ideas.csv", "CSV: ideas", "data", "ideas, and what each builds on", "csv.ideas", "text/csv"),
    Exporter(".json", "JSON", "data", "everything, lossless; Rostra goes on from it", "json", "application/json"),
    Exporter(".jsonl", "JSON lines", "data", "everything, an entry a line", "json_lines", "application/jsonl"),
    Exporter(".messages.jsonl", "Chat messages", "data", "fine-tuning and evaluation", "messages", "application/jsonl"),
    Exporter(
        ".convokit",
        "ConvoKit corpus",
        "data",
        "the study of conversations",
        "convokit",
        "application/zip",
        folder=True,
    ),
    Exporter(".fountain", "Screenplay", "script", "a table read", "fountain", "text/plain"),
    Exporter(".vtt", "Captions (WebVTT)", "script", "browsers, VLC, YouTube", "vtt", "text/vtt"),
    Exporter(".srt", "Subtitles (SRT)", "script", "VLC, editors, YouTube", "srt", "application/x-subrip"),
    Exporter(
        ".chapters.vtt", "Chapters (WebVTT)", "script", "phases, for players", "chapters", "text/vtt", in_all=False
    ),
    Exporter(
        ".mp3",
        "Spoken (MP3)",
        "sound",
        "small, with chapters in it",
        "spoken.mp3",
        "audio/mpeg",
        extra="audio",
        in_all=False,
        tells=True,
    ),
    Exporter(
        ".wav",
        "Spoken (WAV)",
        "sound",
        "large, for editing",
        "spoken.wav",
        "audio/wav",
        extra="audio",
        in_all=False,
        tells=True,
    ),
    Exporter(".bib", "BibTeX", "cite", "BibTeX, Zotero, JabRef", "bibtex", "application/x-bibtex"),
)

FORMATS = {exporter.suffix: exporter for exporter in EXPORTERS}


def exporter_of(path: Path) -> Exporter:
    """The format of a path, by the longest suffix that one has. `WrongUse` where none has it."""
    name = path.name.lower()
    fitting = [suffix for suffix in FORMATS if name.endswith(suffix)]
    if fitting:
        return FORMATS[max(fitting, key=len)]
    remedy = did_you_mean(path.suffix, FORMATS) or f"Known: {', '.join(FORMATS)}."
    raise WrongUse(f"There is no export format {path.suffix or 'without a suffix'!r} ({path}).", remedy=remedy)
