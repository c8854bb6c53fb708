"""What the search of a site reads: every turn and idea as it would be read aloud, with the place it stands at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rostra.claims import without_markers
from rostra.debate import Idea
from rostra.export.document import Asked, Document, Speech, anchor_of
from rostra.export.html.shell import in_script
from rostra.export.words import printable
from rostra.publishing.listed import Listed


def data(listed: Sequence[Listed]) -> str:
    """A script that holds the texts: a page opened from a disk can load a script, and nothing else."""
    found = [
        [each.path, printable(each.doc.title), printable(each.doc.motion), list(_said(each.doc))] for each in listed
    ]
    return f"window.rostraSearch = {in_script(found)};\n"


def _said(doc: Document) -> Iterator[list[str]]:
    """Anchor (empty for the page as a whole), speaker and words of everything said aloud."""
    for part in doc.parts:
        for act in part.acts:
            match act:
                case Speech(number=int(number)):
                    yield [f"turn-{number}", act.by.byline, _words(act.text)]
                case Speech(entry=Idea(), own=(first, *_)):
                    yield [anchor_of(first), act.by.byline, _words(act.text)]
                case Asked():
                    yield ["", act.by, _words(act.text)]
                case _:
                    pass


def _words(text: str) -> str:
    return " ".join(without_markers(printable(text)).split())
