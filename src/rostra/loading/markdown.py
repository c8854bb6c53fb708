"""The little Markdown that persona files are read by: lines with their headings, and text without its markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_HEADING = re.compile(r"^ {0,3}(#{1,6})[ \t]+(.*)$")
_BULLET = re.compile(r"^([ \t]*)(?:[-*+•]|\d{1,2}[.)])[ \t]+(.*)$")
_FENCE = re.compile(r"^[ \t]*(```|~~~)")
_RULE = re.compile(r"^[ \t]*([-*_=])(?:[ \t]*\1){2,}[ \t]*$")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)

_ADDRESS = r"(?:[^()\s]|\([^()\s]{0,200}\)){0,2000}"
_LINK = re.compile(rf"(!?)\[([^\[\]\n]{{0,400}})\]\(({_ADDRESS})(?:[ \t]+\"[^\"\n]*\")?\)")
_CITED = re.compile(
    rf"[ \t]*\(\[[^\[\]\n]{{0,400}}\]\({_ADDRESS}\)(?:[,;][ \t]*\[[^\[\]\n]{{0,400}}\]\({_ADDRESS}\))*\)"
)
"""Links alone in a bracket: where a fact was read, not part of the sentence."""
_BARE = re.compile(r"<?(https?://[^\s<>\]]+?)>?(?=[.,;:!?)]*(?:\s|$))")
_LABEL = re.compile(r"(?:source|sources|link|links|ref|here|see|\d+)s?|\^?\d*", re.IGNORECASE)
_EMPTY = re.compile(r"[ \t]*[(\[](?:[ \t]*(?:source|sources|see|link|via)?[:,;\s]*)[)\]]", re.IGNORECASE)


class Block(NamedTuple):
    """A heading, a list item or a paragraph, its wrapped lines joined."""

    kind: Literal["heading", "item", "paragraph"]
    text: str
    line: int
    """The line of the text it begins on, from 1."""
    level: int = 0
    """1–6 for a heading, the indent for an item."""


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a Markdown text in order; fenced code, tables, rules and comments are left out."""
    open_block: Block | None = None
    fenced = ""
    for number, line in enumerate(_without_comments(text).split("\n"), start=1):
        fence = _FENCE.match(line)
        if fence and (not fenced or fence.group(1) == fenced):
            fenced = "" if fenced else fence.group(1)
            line = ""
        elif fenced:
            line = ""
        begun = _begin(line, number)
        wraps = (
            begun is not None and begun.kind == "paragraph" and open_block is not None and open_block.kind != "heading"
        )
        if wraps and open_block is not None and begun is not None:
            open_block = open_block._replace(text=f"{open_block.text} {begun.text}")
            continue
        if open_block is not None:
            yield open_block
        open_block = begun
    if open_block is not None:
        yield open_block


def _begin(line: str, number: int) -> Block | None:
    start = line[: len(line) - len(line.lstrip())]
    line = start + " ".join(line.split())
    if not line.strip() or _RULE.match(line) or line.lstrip().startswith("|"):
        return None
    heading = _HEADING.match(line)
    if heading:
        return Block("heading", _unclosed(heading.group(2)), number, len(heading.group(1)))
    item = _BULLET.match(line)
    if item:
        return Block("item", item.group(2).strip(), number, len(item.group(1).expandtabs(4)))
    return Block("paragraph", line.strip().lstrip("> \t"), number)


def _unclosed(heading: str) -> str:
    """`Title ##` -> `Title`; `C#` stays."""
    bare = heading.rstrip("#")
    return bare.rstrip() if bare != heading and bare.endswith(" ") else heading


def _without_comments(text: str) -> str:
    return _COMMENT.sub(lambda found: "\n" * found.group().count("\n"), text)


def take_links(text: str) -> tuple[str, tuple[str, ...]]:
    """The sentence as it is spoken, and the addresses that stood in it: a label such as `source` goes with its link."""
    urls: list[str] = []

    def drop(found: re.Match[str]) -> str:
        urls.append(found.group(3))
        return "" if found.group(1) or _LABEL.fullmatch(found.group(2).strip()) else found.group(2)

    def drop_bare(found: re.Match[str]) -> str:
        urls.append(found.group(1))
        return ""

    def drop_cited(found: re.Match[str]) -> str:
        _LINK.sub(drop, found.group(0))
        return ""

    text = _BARE.sub(drop_bare, _LINK.sub(drop, _CITED.sub(drop_cited, text)))
    if not urls:
        return text.strip(), ()
    text = _EMPTY.sub("", text)
    text = re.sub(r"[ \t]{2,}", " ", text)
    return re.sub(r"[ \t]+([.,;:!?])", r"\1", text).strip(), tuple(urls)


def plain(text: str) -> str:
    """Text without emphasis, code marks and HTML tags."""
    text = re.sub(r"(\*\*|__)(?=\S)(.{1,600}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\w*])([*_])(?=\S)([^*_]+?)(?<=\S)\1(?![\w*])", r"\2", text)
    text = re.sub(r"</?[a-zA-Z][^<>]*>", "", text).replace("`", "")
    return " ".join(text.split())
