"""What a reader finds in an export, whatever its format: the words, without markup."""

from __future__ import annotations

import asyncio
import html
import io
import re
import subprocess
import zipfile
from collections.abc import Mapping
from functools import cache

from rostra.debate import Debate
from rostra.export.formats import Content
from shipped import shipped, staged_offline

_MARKUP = re.compile(r"<(style|script)\b[^>]*>.*?</\1>|<[a-zA-Z/?!][^<>]*>", re.DOTALL)
_TEXTS = (".xml", ".xhtml", ".html", ".rels", ".opf", ".ncx", ".txt", ".json", ".jsonl")


@cache
def flagship() -> Debate:
    """Staged offline once for all tests of exports."""
    return asyncio.run(staged_offline(shipped("existential-risk")))


def words_of(content: Content) -> str:
    """The text of a document; of an archive, that of all its documents; of a PDF, what poppler reads."""
    if isinstance(content, Mapping):
        return "\n".join(words_of(each) for each in content.values())
    if isinstance(content, str):
        return _plain(content)
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = [name for name in archive.namelist() if name.endswith(_TEXTS)]
            return "\n".join(_plain(archive.read(name).decode()) for name in names)
    if content.startswith(b"%PDF"):
        return subprocess.run(["pdftotext", "-", "-"], input=content, capture_output=True, check=True).stdout.decode()
    return content.decode("utf-8", "replace")


def squashed(text: str) -> str:
    """Letters and digits alone: however lines are broken and signs escaped, words are found in it."""
    return re.sub(r"[\W_]+", "", text)


def _plain(text: str) -> str:
    """Without tags, entities, Mermaid's codes and Graphviz's ends of lines."""
    text = re.sub(r"\\l", " ", re.sub(r"#(\d+);", r"&#\1;", text))
    return html.unescape(_MARKUP.sub(" ", text))
