"""Markdown -> Persona: strict for our own files, lenient for those in the wild."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, get_args

from rostra.errors import BadFile, did_you_mean
from rostra.loading import model_names, resources
from rostra.loading.display_names import display_name
from rostra.loading.front_matter import Split, split
from rostra.loading.text import MAX_BYTES, Note, Warn, read_text, tidy
from rostra.persona import Kind, Persona, Source
from rostra.values import Value

OUR_KEYS = ("name", "display_name", "description", "model", "kind", "as_of", "sources")
AGENT_KEYS = (
    "tools", "disallowedTools", "permissionMode", "maxTurns", "skills", "mcpServers", "hooks", "memory",
    "background", "effort", "isolation", "color", "initialPrompt",
)  # fmt: skip
"""Keys that Claude Code documents for subagents; Rostra keeps them and has no use for them."""


class Loaded(Value):
    """A persona, and what had to be repaired to read it."""

    persona: Persona
    warnings: tuple[Note, ...] = ()


def load_persona(
    name_or_path: str | Path,
    *,
    folders: Sequence[Path] = (),
    beside: Path | None = None,
    strict: bool = False,
    warn: Warn | None = None,
) -> Persona:
    """The persona of that name (`yann-lecun`) or in that file. Each repair is told to `warn`.

    `folders` are searched before the personas that came with Rostra; a relative path starts in the working folder or in
    `beside`. NotFound, with what is near; BadFile when the file cannot be read, or, strictly, needs a repair.
    """
    path = resources.find("persona", name_or_path, folders, beside=beside)
    told: Warn = _strictly if strict else (warn or (lambda note: None))
    return _read(read_text(path, told), str(path), told, strict)


def read_persona(text: str, file: str, *, strict: bool = False) -> Loaded:
    """A persona from text; `file` names it in messages, and its stem is the persona's name if the text gives none."""
    if len(text.encode("utf-8", errors="replace")) > MAX_BYTES:
        raise BadFile(f"is larger than {MAX_BYTES // 1024} KB.", file=file)
    notes: list[Note] = []
    told: Warn = _strictly if strict else notes.append
    text = tidy(text.removeprefix("\ufeff"), file, told)
    return Loaded(persona=_read(text, file, told, strict), warnings=tuple(notes))


def inspect_persona(path: Path) -> tuple[Loaded, int]:
    """A persona with all that a strict reader would refuse in its file, and the line its body begins on."""
    notes: list[Note] = []
    return inspect_text(read_text(path, notes.append), str(path), notes)


def inspect_text(text: str, file: str, before: Sequence[Note] = ()) -> tuple[Loaded, int]:
    """The same from text, tidied already; `before` is what it took to read it, `file` names it in messages."""
    notes = list(before)
    persona = _read(text, file, notes.append, strict=True)
    body_line = split(text, file, lambda note: None).body_line
    return Loaded(persona=persona, warnings=tuple(notes)), body_line


def list_personas(folders: Sequence[Path] = (), *, warn: Warn | None = None) -> tuple[Persona, ...]:
    """Every persona that a name finds, sorted by file name. What cannot be read is told to `warn` and left out."""
    found = []
    for path in resources.entries("persona", folders):
        try:
            found.append(load_persona(path, warn=warn))
        except BadFile as error:
            if warn:
                warn(Note(file=error.file, line=error.line, text=error.problem))
    return tuple(found)


def _strictly(note: Note) -> None:
    raise note.error()


def _read(text: str, file: str, warn: Warn, strict: bool) -> Persona:
    if not text.strip():
        raise BadFile("is empty.", file=file, remedy="A persona begins with front matter and says who they are.")
    parts = split(text, file, warn)
    return _Reader(parts, file, warn, strict).persona()


class _Reader:
    """Front matter -> fields; whatever does not fit is told and left at its default."""

    def __init__(self, parts: Split, file: str, warn: Warn, strict: bool) -> None:
        self._parts = parts
        self._file = file
        self._warn = warn
        self._strict = strict

    def persona(self) -> Persona:
        data = self._parts.data
        description = self._text("description")
        if not self._parts.body.strip():
            self._note(None, "has no body: nothing says who they are.")
        given, name = self._name()
        shown = " ".join(self._text("display_name").split())[:80]
        if not shown and given != name:
            shown = given
        self._unknown_keys()
        return Persona(
            name=name,
            display_name=shown or display_name(name, self._parts.body, description),
            description=description,
            model=self._model(),
            kind=self._kind(),
            body=self._parts.body,
            as_of=self._date("as_of", data.get("as_of")),
            sources=self._sources(),
            extra={key: _jsonable(value) for key, value in data.items() if key not in OUR_KEYS},
        )

    def _name(self) -> tuple[str, str]:
        """The name as written, and as it is found by."""
        stem = Path(self._file.replace("\\", "/")).stem
        written = " ".join(self._text("name").split())
        if not written:
            if self._parts.data:
                self._note(None, f"has no name; the file's is used: {stem!r}.")
            name = resources.slug(stem) or "persona"
            return name, name
        name = resources.slug(written) or resources.slug(stem) or "persona"
        if name != written:
            self._note("name", f"name: {written!r} is not in kebab-case; it is found as {name!r}.")
        return written[:80], name[:80].strip("-")

    def _text(self, key: str) -> str:
        value = self._parts.data.get(key)
        if value is None:
            return ""
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            self._note(key, f"{key}: is a list, and should be text; joined.")
            value = ", ".join(value)
        elif isinstance(value, dict):
            self._note(key, f"{key}: holds keys, and should be text; left out.")
            return ""
        elif not isinstance(value, str):
            self._note(key, f"{key}: should be text, and is read as {str(value)!r}; put it in quotes.")
        text = str(value)
        if "\\n" in text:
            self._note(key, f"{key}: holds a literal \\n; read as a line break.")
            text = text.replace("\\r", "").replace("\\n", "\n")
        return text.strip()

    def _model(self) -> str | None:
        written = self._parts.data.get("model")
        if written is None or written == "":
            return None
        name = model_names.understood(written) if isinstance(written, str) else None
        if name is None:
            known = ", ".join(model_names.ALIASES)
            self._note(
                "model",
                f"model: {str(written)[:60]!r} is no model's name; ignored. Known: {known}, an id, provider:model.",
            )
        return name

    def _kind(self) -> Kind | None:
        written = self._parts.data.get("kind")
        for kind in get_args(Kind):
            if written == kind:
                return kind  # type: ignore[no-any-return]
        if written is not None:
            hint = did_you_mean(str(written), get_args(Kind))
            self._note(
                "kind", f"kind: {str(written)[:60]!r} is unknown; counted as possibly a real person. {hint}".strip()
            )
        return None

    def _date(self, key: str, written: Any) -> date | None:
        if written is None or isinstance(written, date):
            return written
        try:
            return date.fromisoformat(str(written))
        except ValueError:
            self._note(key, f"{key}: {str(written)[:40]!r} is no date like 2026-11-23; ignored.")
            return None

    def _sources(self) -> tuple[Source, ...]:
        written = self._parts.data.get("sources")
        if written is None:
            return ()
        if not isinstance(written, list):
            self._note("sources", "sources: should be a list of `title`, `url`, `read`; ignored.")
            return ()
        return tuple(source for item in written if (source := self._source(item)))

    def _source(self, item: Any) -> Source | None:
        if isinstance(item, str):
            item = {"title": item, "url": item} if item.startswith(("https://", "http://")) else {"title": item}
        if not isinstance(item, dict) or not (item.get("title") or item.get("url")):
            self._note("sources", f"sources: {str(item)[:60]!r} has no title; ignored.")
            return None
        for key in item.keys() - {"title", "url", "read"}:
            self._note(
                "sources",
                f"sources: unknown key {key!r}; ignored. {did_you_mean(key, ('title', 'url', 'read'))}".strip(),
            )
        url = str(item.get("url") or "")
        if url and not url.startswith(("https://", "http://")):
            self._note("sources", f"sources: {url[:60]!r} is no web address; ignored.")
            url = ""
        title = " ".join(str(item.get("title") or url).split())
        return Source(title=title, url=url, read=self._date("sources", item.get("read")))

    def _unknown_keys(self) -> None:
        """Strictly, every unknown key; in the wild only one that looks like ours, misspelt."""
        for key in self._parts.data:
            if key in OUR_KEYS or key in AGENT_KEYS:
                continue
            missing = [ours for ours in OUR_KEYS if ours not in self._parts.data]
            near = difflib.get_close_matches(key.lower().replace("-", "_"), missing, n=1, cutoff=0.8)
            if self._strict or near:
                hint = did_you_mean(key, (*OUR_KEYS, *AGENT_KEYS))
                self._note(key, f"unknown key {key!r}; kept, and not used. {hint}".strip())

    def _note(self, key: str | None, fact: str) -> None:
        self._warn(Note(file=self._file, line=self._parts.lines.get(key) if key else None, text=fact))


def _jsonable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _jsonable(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_jsonable(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value
