"""What the library shows of what the store found: passages with the words marked, pages, families. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from rostra.analysis.lineages import Branch, Kin
from rostra.ledger import Hit
from rostra.ledger.wanted import Wanted
from rostra.ledger.words import sought
from rostra.web.text import plain

PAGE = 20
"""Debates on a page."""
PASSAGES = 3
"""Places shown of a debate in which words were found."""
_START, _END = "\ue000", "\ue001"
"""Private characters, which stand for a mark's ends while a text is made plain."""


def asked(wanted: Wanted, hits: Iterable[Hit]) -> Wanted:
    """What is wanted, and where the words were said too. What is no word is nowhere."""
    if wanted.words.strip() and not sought(wanted.words):
        return wanted.model_copy(update={"among": ()})
    return wanted.model_copy(update={"said": tuple(dict.fromkeys(hit.debate for hit in hits))})


def by_debate(hits: Iterable[Hit]) -> dict[str, tuple[Hit, ...]]:
    """The best passages of each debate, and where its title has the words: the title's hit first."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.debate, []).append(hit)
    return {
        debate: (*(hit for hit in mine if hit.seq is None), *[hit for hit in mine if hit.seq is not None][:PASSAGES])
        for debate, mine in found.items()
    }


def pages(count: int) -> int:
    """How many pages so many debates fill; at least one."""
    return max(1, -(-count // PAGE))


def marked(text: str, marks: Sequence[tuple[int, int]], before: str = "**", after: str = "**") -> str:
    """A text as Markdown that shows it as it is, but for its marks: start and end of each, in order."""
    pieces, end = [], 0
    for start, stop in marks:
        pieces += [_bare(text[end:start]), _START, _bare(text[start:stop]), _END]
        end = stop
    safe = plain("".join([*pieces, _bare(text[end:])]))
    return safe.replace(_START, before).replace(_END, after)


def titled(title: str, hits: Sequence[Hit]) -> str:
    """A title as Markdown, its words on a ground of their own where the search found them there."""
    marks = next((hit.marks for hit in hits if hit.seq is None and hit.snippet == title), ())
    return f"**{marked(title, marks, ':orange-background[', ']')}**"


def rows(tree: Branch, depth: int = 0) -> Iterator[tuple[int, Kin]]:
    """A family line by line, each debate under its parent: how deep it stands, from 0, and who it is."""
    yield depth, tree.kin
    for fork in tree.forks:
        yield from rows(fork, depth + 1)


def _bare(text: str) -> str:
    return text.replace(_START, "").replace(_END, "")
