"""`rostra publish`."""

from __future__ import annotations

from pathlib import Path

import pytest

from cli_helpers import SMALL, Rostra


def test_a_debate_is_published_with_its_downloads(rostra: Rostra, staged: str, a_home_of_its_own: Path) -> None:
    ran = rostra(
        "publish", staged, "--to", "site", "--title", "Ours", "--with", "md, .json", "--contact", "me@example.org"
    )
    assert (ran.code, ran.out) == (0, "site/index.html\n")
    site = a_home_of_its_own / "site"
    assert {path.name for path in (site / "debates").iterdir()} == {"small.html", "small.md", "small.json"}
    assert "me@example.org" in (site / "about.html").read_text()
    assert "<title>Ours</title>" in (site / "index.html").read_text()


def test_all_means_those_that_ended(rostra: Rostra, staged: str, a_home_of_its_own: Path) -> None:
    assert rostra("stage", *SMALL, "--id", "waits", "--me", "ada", "--quiet").code != 0
    assert rostra("publish", "all", "--to", "site").code == 0
    assert [path.name for path in (a_home_of_its_own / "site" / "debates").iterdir()] == ["small.html"]
    assert rostra("publish", "all", "waits", "--to", "site").code == 0
    assert len(list((a_home_of_its_own / "site" / "debates").iterdir())) == 2


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("nobody",), "There is no debate 'nobody'"),
        (("small", "--base-url", "example.org"), "is no address of a site"),
        (("small", "--with", "html"), "nothing to download beside a page"),
        (("small", "--with", "xyz"), "There is no export format"),
    ],
)
def test_what_cannot_be_published_is_said_and_nothing_is_written(
    rostra: Rostra, staged: str, a_home_of_its_own: Path, arguments: tuple[str, ...], told: str
) -> None:
    ran = rostra("publish", *arguments, "--to", "site")
    assert ran.code == 2
    assert told in ran.err
    assert not (a_home_of_its_own / "site").exists()


def test_a_folder_of_something_else_is_left_alone(rostra: Rostra, staged: str, a_home_of_its_own: Path) -> None:
    (a_home_of_its_own / "site").mkdir()
    (a_home_of_its_own / "site" / "mine.txt").write_text("mine")
    ran = rostra("publish", staged, "--to", "site")
    assert ran.code == 2
    assert "was not made by `rostra publish`" in ran.err
    assert [path.name for path in (a_home_of_its_own / "site").iterdir()] == ["mine.txt"]
