"""What a page says of itself to machines: that it is simulated, before anything else."""

from __future__ import annotations

from typing import Any

from rostra.disclosure import kind_of
from rostra.export.document import Document
from rostra.export.languages import tag_of


def keywords(doc: Document) -> tuple[str, ...]:
    """What programs look for. Of what was imported nobody knows who made it."""
    kind = kind_of(doc.debate)
    return (kind,) if any(seat.imported for seat in doc.debate.cast) else (kind, "AI-generated", "isSimulated")


def metadata(doc: Document, *, indexed: bool) -> tuple[tuple[str, str], ...]:
    """Names and contents of `meta` elements."""
    said = [
        ("generator", "Rostra"),
        ("description", doc.disclosure),
        ("keywords", ", ".join(keywords(doc)[:2])),
        ("rostra:simulated", "; ".join(doc.simulated) or "no real person"),
        ("rostra:disclosure", doc.disclosure),
        ("rostra:debate", doc.debate.id),
    ]
    return tuple(said if indexed else [("robots", "noindex, nofollow, noarchive"), *said])


def described(doc: Document, address: str = "") -> dict[str, Any]:
    """The debate as JSON-LD, in the words of schema.org."""
    debate = doc.debate
    described = {
        "@context": "https://schema.org",
        "@type": ["CreativeWork", "DiscussionForumPosting"],
        "identifier": debate.id,
        "headline": doc.title,
        "abstract": doc.motion,
        "inLanguage": tag_of(debate.scenario.language),
        "datePublished": debate.created.isoformat(),
        "author": {"@type": "SoftwareApplication", "name": "Rostra", "applicationCategory": kind_of(debate)},
        "creator": {"@type": "SoftwareApplication", "name": "Rostra"},
        "creditText": doc.disclosure,
        "disambiguatingDescription": doc.disclosure,
        "keywords": list(keywords(doc)),
        "genre": kind_of(debate),
        "isAccessibleForFree": True,
        "character": [
            {
                "@type": "Person",
                "name": who.byline,
                "description": "A computer persona; not a statement by the person named.",
            }
            if who.byline.endswith("(simulated)")
            else {"@type": "Person", "name": who.byline}
            for who in doc.cast
        ],
    }
    return described | ({"url": address} if address else {})
