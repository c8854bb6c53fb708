"""A published site: what is in it, in what it may be found, and what it never takes the place of."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest

from attacks import EVIL
from builders import NOON
from export.gathering import JAPANESE, gathering
from rostra.debate import Debate
from rostra.errors import WrongUse
from rostra.export import FORMATS
from rostra.publishing import MARKER, Site, publish, published
from rostra.publishing.listed import DISCLOSURE

ATOM = {"a": "http://www.w3.org/2005/Atom"}
PAGES = ("index.html", "about.html", "debates/test.html")


def another(id_: str, title: str, days: int = 1) -> Debate:
    return gathering().model_copy(update={"id": id_, "title": title, "created": NOON + timedelta(days=days)})


def test_every_page_says_first_that_it_is_simulated_and_asks_not_to_be_indexed() -> None:
    files = published([gathering()], Site())
    for name in PAGES:
        page = str(files[name])
        body = page.split("<body>", 1)[1]
        assert body.startswith('<p class="disclosure" role="note"')
        assert '<meta name="robots" content="noindex, nofollow, noarchive">' in page
    assert DISCLOSURE in str(files["index.html"])
    assert files["robots.txt"] == "User-agent: *\nDisallow: /\n"


def test_a_site_that_may_be_found_says_so_everywhere() -> None:
    files = published([gathering()], Site(indexed=True))
    assert not [name for name in PAGES if "noindex" in str(files[name])]
    assert files["robots.txt"] == "User-agent: *\nAllow: /\n"


def test_the_list_has_the_newest_first_with_all_that_helps_to_choose() -> None:
    page = str(published([gathering(), another("two", "A second test")], Site(title="All of them"))["index.html"])
    assert page.index("A second test") < page.index("A test<")
    said = re.sub("<[^>]+>", " ", page)
    for part in (
        "All of them",
        "Tests are worth writing.",
        "Oxford debate",
        "24 November 2026",
        "5 turns",
        "Aaa",
        "2 debates",
    ):
        assert part in said
    assert "has not ended" in said


def test_every_link_of_the_site_leads_to_a_file_of_it() -> None:
    formats = (FORMATS[".md"], FORMATS[".json"])
    files = published([gathering(), another("two", "A second test")], Site(formats=formats))
    for name in [name for name in files if name.endswith(".html")]:
        for link in re.findall(r'href="([^"#]+)"', str(files[name])):
            path = (Path("/") / name).parent.joinpath(link).resolve().relative_to("/")
            assert str(path) in files, (name, link)
    assert json.loads(files["debates/two.json"])["id"] == "two"
    assert str(files["debates/test.md"]).startswith("# A test")


def test_debates_whose_ids_would_be_one_file_have_a_page_each() -> None:
    files = published([another("a/b", "One", 3), another("a b", "Two", 2), another("A-B", "Three")], Site())
    titles = {
        name: re.search("<title>(.*?) ·", str(page)) for name, page in files.items() if name.startswith("debates/")
    }
    assert {name: found[1] for name, found in titles.items() if found} == {
        "debates/a-b.html": "One",
        "debates/a-b-2.html": "Two",
        "debates/A-B-3.html": "Three",
    }


def test_the_feeds_have_ids_that_stay_and_addresses_only_where_they_are_known() -> None:
    at_home, away = (published([gathering()], Site(base_url=url)) for url in ("", "https://example.org/d/"))
    ids = set()
    for files, links in ((at_home, []), (away, ["https://example.org/d/debates/test.html"])):
        feed = ElementTree.fromstring(str(files["feed.xml"]))
        assert [link.get("href") for link in feed.findall("a:entry/a:link", ATOM)] == links
        assert feed.findtext("a:updated", namespaces=ATOM) == "2026-11-23T12:00:00+00:00"
        assert feed.findtext("a:subtitle", namespaces=ATOM) == DISCLOSURE
        ids.add(feed.findtext("a:entry/a:id", namespaces=ATOM))
        read = json.loads(files["feed.json"])
        assert [item.get("url") for item in read["items"]] == (links or [None])
        ids.add(read["items"][0]["id"])
    assert len(ids) == 1
    assert str(ids.pop()).startswith("urn:uuid:")


@pytest.mark.parametrize("evil", [*EVIL, "\0 \x0b \ud800 \ufffe ]]> &e;"])
def test_feeds_and_search_stay_well_formed_whatever_is_in_a_title(evil: str) -> None:
    files = published([another(evil, evil)], Site(title=evil, contact=evil))
    feed = ElementTree.fromstring(str(files["feed.xml"]))
    assert len(feed.findall("a:entry", ATOM)) == 1
    assert len(json.loads(files["feed.json"])["items"]) == 1
    script = str(files["search-data.js"])
    assert "<" not in script
    assert len(json.loads(script.removeprefix("window.rostraSearch = ").removesuffix(";\n"))) == 1
    plain = published([another("plain", "plain")], Site(title="plain", contact="plain"))
    for name in ("index.html", "about.html"):
        assert str(files[name]).count("<script") == str(plain[name]).count("<script")
        assert re.findall("<[a-z]+", str(files[name])) == re.findall("<[a-z]+", str(plain[name]))


def test_the_search_knows_every_turn_as_it_would_be_read_aloud() -> None:
    script = str(published([gathering()], Site())["search-data.js"])
    ((path, title, motion, said),) = json.loads(script.removeprefix("window.rostraSearch = ").removesuffix(";\n"))
    assert (path, title, motion) == ("debates/test.html", "A test", "Tests are worth writing.")
    assert ["turn-3", "Ccc", JAPANESE] in said
    assert ["", "Ana in row three", "And who pays?"] in said


@pytest.mark.parametrize(
    ("contact", "told"),
    [
        ("owner@example.org", '<a href="mailto:owner@example.org">'),
        ("https://example.org/ask", '<a href="https://example.org/ask" rel="noreferrer">'),
        ("the front desk", "turn to: <bdi>the front desk</bdi>"),
        ("javascript:alert(1)", "turn to: <bdi>javascript:alert(1)</bdi>"),
        ("", "ask whoever gave you the address"),
    ],
)
def test_whom_to_ask_for_removal(contact: str, told: str) -> None:
    files = published([gathering()], Site(contact=contact))
    assert told in str(files["about.html"])
    assert 'href="../about.html"' in str(files["debates/test.html"])


def test_a_site_is_replaced_as_a_whole_and_nothing_else_is(tmp_path: Path) -> None:
    place = tmp_path / "deep" / "site"
    publish([gathering(), another("two", "A second test")], place, Site())
    assert publish([gathering()], place, Site()) == place / "index.html"
    assert sorted(path.name for path in (place / "debates").iterdir()) == ["test.html"]
    assert [path.name for path in place.parent.iterdir()] == ["site"]

    (place / MARKER).unlink()
    with pytest.raises(WrongUse, match="was not made by `rostra publish`"):
        publish([gathering()], place, Site())
    assert (place / "index.html").is_file()
    (tmp_path / "file").touch()
    with pytest.raises(WrongUse):
        publish([gathering()], tmp_path / "file", Site())
    (tmp_path / "empty").mkdir()
    assert publish([gathering()], tmp_path / "empty", Site()).is_file()


def test_nothing_to_publish_leaves_the_old_site(tmp_path: Path) -> None:
    publish([gathering()], tmp_path / "site", Site())
    with pytest.raises(WrongUse, match="nothing to publish"):
        publish([], tmp_path / "site", Site())
    assert (tmp_path / "site" / "index.html").is_file()


def test_the_same_debates_give_the_same_site() -> None:
    debates = [gathering(), another("two", "A second test")]
    assert published(debates, Site()) == published(debates[::-1], Site())
