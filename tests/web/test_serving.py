"""However the studio is started: the same options, routes and guard; and it ends in good order and in time."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
import socket
import time
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from rostra.agenda import next_slots
from rostra.errors import WrongUse
from rostra.ledger import Message, open_ledger
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import app as served
from rostra.web import closing, serving, whereabouts
from rostra.web.closing import Closing, closing_in_time
from rostra.web.guard import Guard
from rostra.web.hub import Hub
from rostra.web.serving import CONFIG, MIDDLEWARE
from rostra.web.tokens import Access
from studio_servers import running, wait

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "open-sesame-1"


def flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def test_the_options_are_the_same_with_a_file_and_without() -> None:
    written = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())
    assert dict(flat(written)) == CONFIG


def test_the_options_that_matter() -> None:
    assert CONFIG["server.address"] == "127.0.0.1"
    assert CONFIG["browser.gatherUsageStats"] is False
    assert CONFIG["client.showErrorDetails"] == "none"
    assert CONFIG["server.maxUploadSize"] == 2


def test_streamlit_knows_every_option() -> None:
    from streamlit.web.server.starlette.starlette_app import _validate_run_config

    assert _validate_run_config(CONFIG) == CONFIG


def test_a_clone_and_a_wheel_serve_the_same() -> None:
    from streamlit.web.server.app_discovery import discover_asgi_app

    for file in (ROOT / "app.py", Path(served.__file__)):
        assert discover_asgi_app(file).is_asgi_app
    assigned = re.findall(r"^app = .*$", (ROOT / "app.py").read_text(), re.MULTILINE)
    assert assigned == re.findall(r"^app = .*$", Path(served.__file__).read_text(), re.MULTILINE)
    assert [each.cls for each in MIDDLEWARE] == [Guard, Closing]


def test_options_that_nobody_set_are_set(monkeypatch: pytest.MonkeyPatch) -> None:
    from streamlit import config

    chosen: dict[str, Any] = {}
    monkeypatch.setattr(config, "is_manually_set", lambda name: name == "server.address")
    monkeypatch.setattr(config, "set_option", chosen.__setitem__)
    serving._settle()
    assert chosen == {name: value for name, value in CONFIG.items() if name != "server.address"}


def test_a_port_that_is_taken_is_said_before_anything_is_started() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(WrongUse, match=r"Port \d+ cannot be had: .*--port"):
            serving.serve(port=taken.getsockname()[1])


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({}, {}),
        ({"browser": False}, {"server.headless": True}),
        ({"shared": True}, {"server.address": "0.0.0.0"}),
    ],
)
def test_what_is_asked_for_is_what_streamlit_is_told(
    monkeypatch: pytest.MonkeyPatch, asked: dict[str, Any], expected: dict[str, Any]
) -> None:
    from rostra.web import tokens

    told: list[dict[str, Any]] = []
    monkeypatch.setattr(served.app, "run", lambda config: told.append(config))
    tokens.forget()
    serving.serve(**asked)
    assert told == [CONFIG | expected]
    assert tokens.the_access().shown == asked.get("shared", False)
    tokens.forget()


# -- what the terminal says


@pytest.fixture
def bound(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """Streamlit's options, as a test wants them."""
    from streamlit import config

    options: dict[str, Any] = {"server.address": "127.0.0.1", "browser.serverPort": 8501, "server.baseUrlPath": ""}
    monkeypatch.setattr(config, "get_option", options.get)
    monkeypatch.setattr(config, "is_manually_set", lambda name: name in ("browser.serverAddress",) and name in options)
    monkeypatch.setattr(whereabouts, "lan_address", lambda: "192.0.2.7")
    return options


def test_an_open_studio_says_where_it_is(bound: dict[str, Any]) -> None:
    said = whereabouts.said(Access(), coloured=False)
    assert "http://127.0.0.1:8501" in said
    assert "this machine alone" in said
    assert whereabouts.address() == "http://127.0.0.1:8501"


def test_a_shared_studio_says_its_token_and_shows_it_as_a_code(bound: dict[str, Any]) -> None:
    bound["server.address"] = "0.0.0.0"
    said = whereabouts.said(Access(TOKEN, shown=True), coloured=True)
    assert f"http://192.0.2.7:8501/?token={TOKEN}" in said
    assert f"http://127.0.0.1:8501/?token={TOKEN}" in said
    assert "▀" in said
    assert "\033[" in said
    assert "\033[" not in whereabouts.said(Access(TOKEN, shown=True), coloured=False)


def test_a_token_of_the_settings_is_not_printed_unless_it_is_shared(bound: dict[str, Any]) -> None:
    bound["server.address"] = "0.0.0.0"
    bound["browser.serverAddress"] = "studio.example"
    said = whereabouts.said(Access(TOKEN), coloured=False)
    assert TOKEN not in said
    assert "http://studio.example:8501" in said
    assert "ROSTRA_ACCESS_TOKEN" in said


def test_a_code_in_the_terminal_has_the_modules_of_the_code() -> None:
    import segno

    rows = [list(row) for row in segno.make_qr("http://192.0.2.7").matrix_iter(border=2)]
    text = re.sub("\033\\[[\\d;]*m", "", whereabouts.qr_text("http://192.0.2.7", coloured=True))
    drawn = [line[2:] for line in text.splitlines()]
    for y, row in enumerate(rows):
        assert [" ▄▀█".index(drawn[y // 2][x]) & (1 if y % 2 else 2) > 0 for x in range(len(row))] == [
            bool(dark) for dark in row
        ]


@pytest.mark.parametrize(
    ("url", "own"),
    [
        ("http://127.0.0.1:8501", True),
        ("http://localhost", True),
        ("http://[::1]:1", True),
        ("http://192.0.2.7", False),
    ],
)
def test_addresses_that_only_this_machine_has(url: str, own: bool) -> None:
    assert whereabouts.is_own(url) == own


# -- closing


async def test_a_feed_ends_when_the_server_does_and_nothing_else_is_touched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(closing, "_signals", lambda: (signal.SIGUSR1,))
    heard: list[int] = []
    signal.signal(signal.SIGUSR1, lambda number, _: heard.append(number))

    async def app(scope: Any, receive: Any, send: Any) -> None:
        kind = scope["path"].encode()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
        await send({"type": "http.response.body", "body": b"data: 1\n\n", "more_body": True})
        while (await receive())["type"] != "http.disconnect":
            pass

    async def never() -> dict[str, Any]:
        await asyncio.Event().wait()
        raise AssertionError

    sent: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        sent.append(message)

    try:
        with closing_in_time():
            feed = asyncio.create_task(Closing(app)({"type": "http", "path": "text/event-stream"}, never, send))
            other = asyncio.create_task(Closing(app)({"type": "http", "path": "text/plain"}, never, send))
            await asyncio.sleep(0.05)
            assert not feed.done()
            os.kill(os.getpid(), signal.SIGUSR1)
            await asyncio.wait_for(feed, 2)
            assert heard == [signal.SIGUSR1], "whoever listened before still hears"
            assert sent[-1] == {"type": "http.response.body", "body": b"", "more_body": False}
            assert not other.done()
            other.cancel()
    finally:
        signal.signal(signal.SIGUSR1, signal.SIG_DFL)


# -- the real thing


def talks(url: str, cookies: httpx2.Cookies | None = None, origin: str | None = None) -> int:
    """The status with which the websocket is answered; 101 when it is opened."""
    cookie = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    headers = {name: value for name, value in (("Cookie", cookie), ("Origin", origin)) if value}
    try:
        with connect(f"ws{url.removeprefix('http')}/_stcore/stream", additional_headers=headers, proxy=None):
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def over() -> str:
    """A debate that has ended, in the store."""
    hub = Hub(Settings())
    hub.start(prepare("existential-risk", Settings(), Wishes(id="risk", rounds=1, words=40)).debate)
    wait(lambda: hub.run("risk") is None)
    hub.close()
    return "risk"


async def told_to_go_on() -> None:
    ledger = open_ledger(Settings().store)
    await ledger.send("risk", Message(kind="continue", rounds=2))
    await ledger.close()


def test_a_studio_with_a_token_guards_everything(tmp_path: Path) -> None:
    over()
    everything = ("/", "/_stcore/health", "/rostra/feed/risk", "/media/x", "/static/js/index.js", "/favicon.png")
    with running("rostra studio", tmp_path / "log", ROSTRA_ACCESS_TOKEN=TOKEN) as (url, _):
        with httpx2.Client(base_url=url) as asking:
            assert {asking.get(path).status_code for path in everything} == {401}
            assert talks(url) == 403
            entered = asking.get(f"/?token={TOKEN}")
            assert (entered.status_code, entered.headers["location"]) == (303, "/")
            assert "<title>" in asking.get("/", headers={"accept": "text/html"}).text
            assert talks(url, asking.cookies, url) == 101
            assert talks(url, asking.cookies, "http://evil.example") == 403
            with asking.stream("GET", "/rostra/feed/risk") as feed:
                assert json.loads(next(feed.iter_lines()).removeprefix("data: "))["type"] == "scene"
        with httpx2.Client(base_url=url) as guest:
            page = f"/rostra/audience/risk?guest={Access(TOKEN).invitation('risk')}"
            assert guest.get(page, follow_redirects=True).status_code == 200
            assert guest.get("/rostra/audience/risk/state").json()["state"] == "ended"
            sent = guest.post("/rostra/audience/risk/vote", json={"poll": "poll-after", "choice": "for"})
            assert sent.json()["mine"]["choice"] == "for"
            assert {guest.get(path).status_code for path in (*everything, "/rostra/audience/other")} == {403}
            assert talks(url, guest.cookies) == 403
    assert TOKEN not in (tmp_path / "log").read_text()


@pytest.mark.parametrize(
    ("way", "number", "code"),
    [
        ("make app", signal.SIGINT, 1),
        ("make app", signal.SIGTERM, -signal.SIGTERM),
        ("rostra studio", signal.SIGINT, 130),
        ("rostra studio", signal.SIGTERM, -signal.SIGTERM),
    ],
)
def test_a_server_that_is_watched_stops_at_once_and_leaves_its_runs_to_be_resumed(
    way: str, number: signal.Signals, code: int, tmp_path: Path
) -> None:
    over()
    asyncio.run(told_to_go_on())
    with running(way, tmp_path / "log") as (url, process), httpx2.Client(base_url=url) as asking:
        assert asking.get("/", headers={"host": "evil.example"}).status_code == 403
        # A vote after the end is taken up at once, and with it what somebody asked for before.
        sent = asking.post("/rostra/audience/risk/vote", json={"poll": "poll-after", "choice": "for"})
        assert sent.status_code == 200
        wait(lambda: "Rebuttals" in asking.get("/rostra/audience/risk/state").json()["where"])
        with asking.stream("GET", "/rostra/feed/risk") as feed:
            lines = feed.iter_lines()
            assert next(lines)
            began = time.monotonic()
            process.send_signal(number)
            with contextlib.suppress(httpx2.TransportError):
                for _ in lines:
                    pass
        assert process.wait(10) == code
        assert time.monotonic() - began < 4
    assert "Traceback" not in (tmp_path / "log").read_text()
    hub = Hub(Settings())
    try:
        assert [each.status for each in hub.debates(5)] != ["running"], "nobody holds it any more"
        assert next_slots(hub.look("risk").debate), "it was in the middle"
        hub.resume("risk")
        wait(lambda: hub.run("risk") is None)
        assert not next_slots(hub.look("risk").debate)
    finally:
        hub.close()


def test_a_connection_that_stands_still_is_given_up(tmp_path: Path) -> None:
    with (
        running("rostra studio", tmp_path / "log") as (url, process),
        socket.create_connection(("127.0.0.1", int(url.rpartition(":")[2]))) as slow,
    ):
        head = "POST /rostra/audience/risk/vote HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
        slow.sendall(f"{head}Content-Length: 100\r\n\r\n".encode() + b"{")
        time.sleep(0.5)
        began = time.monotonic()
        process.send_signal(signal.SIGTERM)
        process.wait(20)
        assert time.monotonic() - began < 8
    assert "Traceback" not in (tmp_path / "log").read_text()
