"""What a publisher wants, and a debate as a site knows it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.disclosure import IMPORTED, kind_of
from rostra.export import Exporter
from rostra.export.document import Document
from rostra.export.words import printable

DISCLOSURE = (
    "These debates are simulated: the speakers are computer personas. Nothing here was said, written or approved by the real "
    "people named."
)
"""First on every page that lists debates; the page of a debate has its own."""
SOME_IMPORTED = (
    "Imported transcripts among them were not staged: who spoke, and whether anybody said this, Rostra does not know."
)


@dataclass(frozen=True, slots=True)
class Site:
    """What the publisher wants."""

    title: str = "Simulated debates"
    indexed: bool = False
    """Whether search engines may list it."""
    base_url: str = ""
    """Where it will stand, for absolute links; empty where that is not known."""
    contact: str = ""
    """Whom to ask for removal: a mail address, a link, or a sentence."""
    formats: tuple[Exporter, ...] = ()
    """What each debate can be downloaded as, besides its page."""

    def absolute(self, path: str) -> str:
        """A path of the site as an absolute address; empty where it has none."""
        return f"{self.base_url.rstrip('/')}/{path}" if self.base_url else ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A debate of the site."""

    doc: Document
    path: str
    """Its page, from the site's folder."""
    address: str
    """The same, absolute; empty where that is not known."""

    @property
    def debate(self) -> Debate:
        """What it is a page of."""
        return self.doc.debate

    @property
    def urn(self) -> str:
        """An id that is nobody else's and stays the same, wherever the site stands."""
        return urn_of(f"rostra:{self.debate.id}")

    @property
    def updated(self) -> datetime:
        """When the last of it was said."""
        return max((entry.at for entry in self.debate.entries), default=self.debate.created)

    @property
    def open(self) -> bool:
        """Whether something is still to be said."""
        return self.debate.whole and bool(next_slots(self.debate))


def disclosed(listed: Sequence[Listed]) -> str:
    """What is to be said before anything else of these debates together."""
    imported = [each for each in listed if kind_of(each.debate) == "imported transcript"]
    if not imported:
        return DISCLOSURE
    return IMPORTED if len(imported) == len(listed) else f"{DISCLOSURE} {SOME_IMPORTED}"


def urn_of(name: str) -> str:
    """An id made of a name."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, printable(name))}"
