"""`rostra studio`: what it passes on, and what it says when it cannot."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from cli_helpers import Rostra
from rostra.cli import studio
from rostra.web import serving


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = []
    monkeypatch.setattr(serving, "serve", lambda **asked: calls.append(asked))
    return calls


def test_the_studio_is_for_this_machine_and_opens_a_browser(rostra: Rostra, served: list[dict[str, Any]]) -> None:
    assert rostra("studio").code == 0
    assert served == [{"port": None, "shared": False, "browser": True}]


def test_it_is_shared_and_put_elsewhere_when_asked(rostra: Rostra, served: list[dict[str, Any]]) -> None:
    assert rostra("studio", "--share", "--port", "9000", "--no-browser").code == 0
    assert served == [{"port": 9000, "shared": True, "browser": False}]


def test_a_port_that_is_taken_is_told_with_its_remedy(rostra: Rostra) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ran = rostra("studio", "--port", str(taken.getsockname()[1]))
    assert ran.code == 2
    assert "cannot be had: address already in use" in ran.err
    assert "--port" in ran.err


@pytest.mark.parametrize("port", ["0", "70000", "x"])
def test_what_is_no_port_is_refused(rostra: Rostra, port: str) -> None:
    assert rostra("studio", "--port", port).code == 2


def test_a_token_that_is_easily_guessed_is_told(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    from rostra.web import tokens

    monkeypatch.setenv("ROSTRA_ACCESS_TOKEN", "short")
    tokens.forget()
    ran = rostra("studio")
    assert ran.code == 2
    assert "ROSTRA_ACCESS_TOKEN cannot be read" in ran.err


def test_ctrl_c_is_the_way_to_end_it(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(**_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(serving, "serve", interrupted)
    ran = rostra("studio")
    assert ran.code == 130
    assert "to be resumed" in ran.err


def test_without_what_it_needs_it_says_how_to_get_it(rostra: Rostra, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "find_spec", lambda name: None)
    ran = rostra("studio")
    assert ran.code == 2
    assert "[ui]" in ran.err
