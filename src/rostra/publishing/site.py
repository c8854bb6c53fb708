"""The files of a site, from debates and the publisher's wishes. Pure: the same debates, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.export import Exporter, file_name, packed
from rostra.export.arranging import document
from rostra.export.document import Document
from rostra.export.html import Setting, page
from rostra.publishing import feeds, front, searching
from rostra.publishing.listed import Listed, Site

HOME = "index.html"
ABOUT = "about.html"


def published(debates: Sequence[Debate], site: Site) -> Mapping[str, str | bytes]:
    """Paths in the site's folder to what is in them. `WrongUse` where there is nothing to publish."""
    if not debates:
        raise WrongUse("There is nothing to publish.", remedy="`rostra debates list` says what was staged.")
    newest_first = sorted(debates, key=lambda debate: (debate.created, debate.id), reverse=True)
    docs = [document(debate) for debate in newest_first]
    listed = list(_listed(docs, site))
    files: dict[str, str | bytes] = {
        HOME: front.index(listed, site),
        ABOUT: front.about(listed, site),
        "search-data.js": searching.data(listed),
        "feed.xml": feeds.atom(listed, site),
        "feed.json": feeds.json_feed(listed, site),
        "robots.txt": f"User-agent: *\n{'Allow' if site.indexed else 'Disallow'}: /\n",
    }
    for each in listed:
        files[each.path] = page(each.doc, _setting(each, site))
        for exporter in site.formats:
            files[_download(each, exporter)] = packed(exporter, each.doc.debate)
    return files


def _listed(docs: Sequence[Document], site: Site) -> Iterator[Listed]:
    """Each with a file name of its own, on disks too that do not tell upper from lower case."""
    taken: set[str] = set()
    for doc in docs:
        wanted = name = file_name(doc.debate.id)
        count = 1
        while name.lower() in taken:
            count += 1
            name = f"{wanted}-{count}"
        taken.add(name.lower())
        yield Listed(doc, f"debates/{name}.html", site.absolute(f"debates/{name}.html"))


def _setting(each: Listed, site: Site) -> Setting:
    return Setting(
        home=(f"../{HOME}", site.title),
        downloads=tuple(
            (_download(each, exporter).removeprefix("debates/"), exporter.title) for exporter in site.formats
        ),
        notice=front.notice(site, f"../{ABOUT}"),
        indexed=site.indexed,
        address=each.address,
    )


def _download(each: Listed, exporter: Exporter) -> str:
    return each.path.removesuffix(".html") + exporter.suffix
