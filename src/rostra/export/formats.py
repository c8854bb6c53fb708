"""Which formats there are. A module a format, imported when it is asked for: nobody who wants Markdown waits for WeasyPrint.

Each module has `render(debate)`, which returns the document's text or bytes; a folder or several files as a mapping (`Content`). The same
debate gives the same bytes. What is left out was left out before: see `options`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, cast

from rostra.debate import Debate
from rostra.errors import RostraError, WrongUse, did_you_mean

Content = str | bytes | Mapping[str, str | bytes]
"""Text, bytes, or several files: of a folder, paths in it; else suffixes, which stand in the place of the format's own."""

Progress = Callable[[float], None]
"""Told how much of the work is done, 0 … 1."""


@dataclass(frozen=True, slots=True)
class Exporter:
    """One format."""

    suffix: str
    """With its dots, in lower case; `.aif.json` wins over `.json`."""
    title: str
    """As a button says it."""
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
        render = self._imported().render
        return cast(Content, render(debate, progress=progress) if self.tells else render(debate))

    def ready(self) -> None:
        """`RostraError` where what it needs is not installed."""
        self._imported()

    def _imported(self) -> Any:
        try:
            return import_module(f"rostra.export.{self.module}")
        except ImportError as error:
            if not self.extra or (error.name or "").startswith("rostra"):
                raise
            raise RostraError(
                f"{self.title} needs {error.name}, which is not installed.",
                remedy=f"pip install 'rostra[{self.extra}]'",
            ) from error


EXPORTERS = (
    Exporter(".md", "Markdown", "markdown", "text/markdown"),
    Exporter(".txt", "Plain text", "text", "text/plain"),
    Exporter(
        ".docx",
        "Word",
        "word",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        extra="office",
    ),
    Exporter(".epub", "EPUB", "epub", "application/epub+zip"),
    Exporter(".json", "JSON", "json", "application/json"),
    Exporter(".html", "HTML", "html", "text/html"),
    Exporter(".pdf", "PDF", "pdf", "application/pdf", extra="pdf"),
    Exporter(".jsonl", "JSON lines", "json_lines", "application/jsonl"),
    Exporter(".messages.jsonl", "Chat messages", "messages", "application/jsonl"),
    Exporter(".csv", "CSV", "csv.turns", "text/csv"),
    Exporter(".turns.csv", "CSV: turns", "csv.turns", "text/csv"),
    Exporter(".claims.csv", "CSV: claims", "csv.claims", "text/csv"),
    Exporter(".replies.csv", "CSV: replies", "csv.replies", "text/csv"),
    Exporter(".ballots.csv", "CSV: ballots", "csv.ballots", "text/csv"),
    Exporter(".ideas.csv", "CSV: ideas", "csv.ideas", "text/csv"),
    Exporter(
        ".xlsx",
        "Excel",
        "workbook",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        extra="office",
    ),
    Exporter(".svg", "Map: SVG", "svg_map", "image/svg+xml"),
    Exporter(".mmd", "Map: Mermaid", "mermaid", "text/vnd.mermaid"),
    Exporter(".dot", "Map: Graphviz", "dot", "text/vnd.graphviz"),
    Exporter(".argdown", "Map: Argdown", "argdown", "text/plain"),
    Exporter(".aif.json", "Map: AIF", "aif", "application/json"),
    Exporter(".convokit", "ConvoKit corpus", "convokit", "application/zip", folder=True),
    Exporter(".fountain", "Screenplay", "fountain", "text/plain"),
    Exporter(".bib", "BibTeX", "bibtex", "application/x-bibtex"),
    Exporter(".vtt", "Captions (WebVTT)", "vtt", "text/vtt"),
    Exporter(".chapters.vtt", "Chapters (WebVTT)", "chapters", "text/vtt", in_all=False),
    Exporter(".srt", "Subtitles (SRT)", "srt", "application/x-subrip"),
    Exporter(".wav", "Spoken (WAV)", "spoken.wav", "audio/wav", extra="audio", in_all=False, tells=True),
    Exporter(".mp3", "Spoken (MP3)", "spoken.mp3", "audio/mpeg", extra="audio", in_all=False, tells=True),
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
