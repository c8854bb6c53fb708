"""Logging in, in a real browser and past it: two people, what is whose, what is shared and taken away, and the way out."""

from __future__ import annotations

import asyncio
import contextlib
import html
import math
import os
import re
import subprocess
import sys
import threading
import time
import tomllib
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import httpx2
import pytest

from browsing import Server, browsing, needs_chromium, window
from builders import a_debate, closing, shipped_format
from logins import cookies as signed
from logins import said_of
from oidc_provider import COOKIE_SECRET, Provider, providing
from rostra.agenda import next_slots
from rostra.debate import Debate
from rostra.ledger import Ledger, open_ledger
from rostra.web.login import Login
from rostra.web.login_setup import of
from rostra.web.tokens import Access
from studio_servers import WAYS, running

if TYPE_CHECKING:
    from playwright.async_api import Browser, BrowserContext, Page

pytestmark = [needs_chromium, pytest.mark.timeout(300)]

PAGE = {"accept": "text/html"}


class House(Server):
    """A studio that asks for a login."""

    def start(self) -> None:
        self.process = self.started()
        deadline = time.monotonic() + 40
        while True:
            with contextlib.suppress(httpx2.TransportError):
                assert httpx2.get(f"{self.url}/rostra/feed/none").status_code in (401, 503)
                return
            assert self.process.poll() is None, self.said
            assert time.monotonic() < deadline, "the server does not answer"
            time.sleep(0.1)


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with providing() as found:
        yield found


@contextlib.contextmanager
def house(
    folder: Path, provider: Provider, *names: str, more: str = "", base: str = "", **environment: str
) -> Iterator[House]:
    """A studio with a login, for the length of a test."""
    home = folder / "home"
    (home / ".streamlit").mkdir(parents=True)
    settings = {"HOME": str(home), "ROSTRA_PACE": "400", "ROSTRA_ACCESS_TOKEN": "", "ANTHROPIC_API_KEY": ""}
    server = House(folder / "debates.db", folder / "server.log", **(settings | environment))
    said = provider.secrets(f"{server.url}{base}/oauth2callback", *names, more=more)
    (home / ".streamlit" / "secrets.toml").write_text(said)
    server.start()
    try:
        yield server
    finally:
        server.kill()


@contextlib.asynccontextmanager
async def of_their_own(browser: Browser) -> AsyncIterator[BrowserContext]:
    context = await browser.new_context(viewport={"width": 1280, "height": 860})
    context.set_default_timeout(60_000)
    yield context
    await context.close()


async def log_in(page: Page, url: str, who: str) -> None:
    """From the studio's page to the provider's, and back."""
    await page.goto(url)
    await page.get_by_role("link", name=re.compile("^Log in with")).first.click()
    await page.get_by_role("button", name=who).click()
    await page.get_by_role("link", name="Library").first.wait_for()


@contextlib.contextmanager
def logged_in(server: House, who: str, there: str = "/", base: str = "") -> Iterator[httpx2.Client]:
    """The same past the browser."""
    with httpx2.Client(base_url=server.url, headers=PAGE, follow_redirects=False) as client:
        door = client.get(f"{base}{there}")
        assert door.status_code == 401
        begin = html.unescape(re.search(r'class="way" href="([^"]+)"', door.text).group(1))
        answer = client.get(begin)
        answer = client.get(answer.headers["location"])
        answer = httpx2.post(answer.headers["location"], data={"who": who})
        answer = client.get(answer.headers["location"])
        assert (answer.status_code, answer.headers["location"]) == (302, f"{base}/")
        answer = client.get(f"{base}/")
        if answer.status_code == 303:
            answer = client.get(answer.headers["location"])
        assert answer.url.raw_path.decode() == f"{base}{there}"
        yield client


def ask(server: House, path: str, cookies: dict[str, str] | None = None, **headers: str) -> httpx2.Response:
    """Past the browser, with nothing but those cookies."""
    said = "; ".join(f"{name}={value}" for name, value in (cookies or {}).items())
    return httpx2.get(f"{server.url}{path}", headers={"cookie": said, **headers}, follow_redirects=False)


async def kept(context: BrowserContext) -> dict[str, str]:
    return {each["name"]: each["value"] for each in await context.cookies()}


@contextlib.asynccontextmanager
async def ledger_of(server: House) -> AsyncIterator[Ledger]:
    ledger = open_ledger(str(server.store))
    yield ledger
    await ledger.close()


async def stored(server: House, debate: Debate, owner: str | None = None) -> None:
    async with ledger_of(server) as ledger:
        await ledger.create(debate, owner=owner)


def whole(debate: Debate) -> Debate:
    while slots := next_slots(debate):
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


class Listening(threading.Thread):
    """Somebody who watches a feed past the browser until it ends."""

    def __init__(self, server: House, debate_id: str, cookies: dict[str, str]) -> None:
        super().__init__()
        self._where, self._server, self._cookies = f"/rostra/feed/{debate_id}", server, cookies
        self.heard = b""
        self.over_after = math.inf
        self.start()

    def run(self) -> None:
        began = time.monotonic()
        said = "; ".join(f"{name}={value}" for name, value in self._cookies.items())
        with httpx2.stream("GET", f"{self._server.url}{self._where}", headers={"cookie": said}, timeout=60) as answer:
            for part in answer.iter_bytes():
                self.heard += part
        self.over_after = time.monotonic() - began


async def test_two_people_have_their_own_debates_and_share_one(tmp_path: Path, provider: Provider) -> None:
    with house(tmp_path, provider) as server:
        async with browsing() as browser, of_their_own(browser) as hers, of_their_own(browser) as his:
            ana, ben = await window(hers), await window(his)
            await log_in(ana.page, server.url, "ana")
            await ana.page.get_by_role("button", name="Start this debate").click()
            await ana.page.get_by_text("Good evening").wait_for()
            where = ana.page.url
            debate_id = where.partition("debate=")[2]
            feed = f"/rostra/feed/{debate_id}"

            # He is led through the login to where he was going, and learns nothing there.
            await log_in(ben.page, where, "ben")
            assert ben.page.url == where
            await ben.page.get_by_text("or it is not shared with you").wait_for()
            await ben.page.goto(f"{server.url}/?debate=nothing-{debate_id}")
            await ben.page.get_by_text("or it is not shared with you").wait_for()
            for place in ("library", "transcript", "present"):
                await ben.page.goto(f"{server.url}/{place}")
                await ben.page.get_by_text("Nothing was staged here yet").wait_for()
            await ben.page.goto(server.url)
            await ben.page.get_by_role("button", name="Start this debate").wait_for()
            assert not await ben.page.get_by_text("Earlier debates").count()
            cookies = await kept(his)
            for address in (feed, f"{feed}?poll=1", f"/rostra/audience/{debate_id}", f"{feed}?since=3"):
                unseen, nothing = (ask(server, each, cookies) for each in (address, address.replace(debate_id, "none")))
                assert (unseen.status_code, unseen.text) == (nothing.status_code, nothing.text)
                assert unseen.status_code == 404
            assert ask(server, f"{feed}?poll=1", await kept(hers)).status_code == 200

            # She shares it.
            await ana.page.locator(".state.ended").wait_for()
            await ana.page.get_by_role("button", name="Share").click()
            await ana.page.get_by_label("The e-mail address they log in with").fill(" Ben@Example.ORG ")
            await ana.page.get_by_test_id("stFormSubmitButton").get_by_role("button", name="Share").click()
            await ana.page.get_by_role("button", name="Take away").wait_for()
            said = await ana.page.get_by_test_id("stPopoverBody").inner_text()
            assert "ben@example.org" in said.replace("\u2060", "")

            # He finds it, reads it, takes it home; it is not his to move or to delete.
            await ben.page.goto(f"{server.url}/library")
            await ben.page.get_by_role("button", name="More").click()
            async with ben.page.expect_download() as taken:
                await ben.page.get_by_role("button", name="Markdown").click()
            file = await (await taken.value).path()
            assert "simulated" in await asyncio.to_thread(Path(file).read_text)
            await ben.page.get_by_text("It is shared with you.").wait_for()
            assert not await ben.page.get_by_role("button", name="Delete").count()
            await ben.page.goto(where)
            await ben.page.get_by_text("Good evening").wait_for()
            await ben.page.get_by_role("button", name="Ask").wait_for()
            for not_his in ("Pause", "Call time", "Steer", "Continue", "Resume"):
                assert not await ben.page.get_by_role("button", name=not_his).count()

            # Taken away, it is gone: from the stream he has open, from his page, from his library.
            listening = Listening(server, debate_id, cookies)
            await asyncio.sleep(1)
            assert listening.is_alive()
            assert b"Good evening" in listening.heard
            await ana.page.get_by_role("button", name="Take away").click()
            await ana.page.get_by_text("Nobody but you sees this debate.").wait_for()
            await asyncio.to_thread(listening.join, 5)
            assert listening.over_after < 10
            assert ask(server, feed, cookies).status_code == 404
            await ben.page.get_by_text("or it is not shared with you").wait_for()
            await ben.page.goto(f"{server.url}/library")
            await ben.page.get_by_text("Nothing was staged here yet").wait_for()

            for each in (ana, ben):
                assert not each.trouble
                assert not each.strangers
        async with ledger_of(server) as ledger:
            (listed,) = await ledger.list()
        assert listed.owner.startswith("id:")
        assert listed.shared == ()


async def test_who_logs_out_in_one_window_moves_nothing_in_another(tmp_path: Path, provider: Provider) -> None:
    with house(tmp_path, provider, "school") as server:
        async with browsing() as browser, of_their_own(browser) as hers:
            one, other = await window(hers), await window(hers)
            await log_in(one.page, server.url, "ana")
            await stored(
                server,
                whole(a_debate(shipped_format("oxford"))).model_copy(update={"id": "hers"}),
                owner="ana@example.org",
            )
            copied = await kept(hers)
            await other.page.goto(f"{server.url}/library")
            await other.page.get_by_role("button", name="More").click()
            await other.page.get_by_role("button", name="Delete").click()
            await other.page.get_by_role("dialog").get_by_test_id("stBaseButton-primary").wait_for()

            await one.page.get_by_text("Ana Lima").click()
            await one.page.get_by_text("Log out").click()
            await one.page.get_by_role("link", name="Log in with School").wait_for()
            assert provider.left[-1] == f"{server.url}/oauth2callback"
            assert not {name for name in await kept(hers) if name.startswith("_streamlit_user")}

            # What a button calls runs before its page does.
            await other.page.get_by_role("dialog").get_by_test_id("stBaseButton-primary").click()
            await other.page.get_by_text("You are not logged in any more.").first.wait_for()
            async with ledger_of(server) as ledger:
                assert [each.id for each in await ledger.list()] == ["hers"]
            assert ask(server, "/rostra/feed/hers?poll=1", copied).status_code == 401
            await other.page.get_by_role("button", name="Log in", exact=True).click()
            await other.page.get_by_role("link", name="Log in with School").wait_for()


@pytest.fixture(scope="module")
def quiet(tmp_path_factory: pytest.TempPathFactory, provider: Provider) -> Iterator[House]:
    """A studio for questions past the browser."""
    with house(tmp_path_factory.mktemp("quiet"), provider) as server:
        hers = whole(a_debate(shipped_format("oxford"))).model_copy(update={"id": "hers"})
        asyncio.run(stored(server, hers, owner="ana@example.org"))
        asyncio.run(stored(server, hers.model_copy(update={"id": "nobodys"})))
        yield server


EVERYWHERE = (
    "/",
    "/library?debate=hers",
    "/rostra/feed/hers",
    "/rostra/audience/hers",
    "/_stcore/health",
    "/media/x",
    "/static/x",
)


def test_without_a_login_there_is_the_door_and_nothing_else(quiet: House) -> None:
    for path in EVERYWHERE:
        answer = ask(quiet, path)
        assert (answer.status_code, answer.json()) == (401, {"error": "This studio asks for a login."})
        page = ask(quiet, path, **PAGE)
        assert page.status_code == 401
        assert "Log in with 127.0.0.1" in page.text
        assert "<script" not in page.text
        assert "'unsafe-" not in page.headers["content-security-policy"]
    for path in ("/rostra/audience/hers/vote", "/_stcore/upload_file/a/b"):
        assert httpx2.post(f"{quiet.url}{path}", json={}).status_code == 401
    assert ask(quiet, "/rostra/login/nobody", **PAGE).status_code == 404
    handshake = {
        "connection": "upgrade",
        "upgrade": "websocket",
        "sec-websocket-version": "13",
        "sec-websocket-key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    assert ask(quiet, "/_stcore/stream", **handshake).status_code == 403


def test_a_cookie_that_was_forged_or_is_old_opens_nothing(quiet: House) -> None:
    now = int(time.time())
    for claims, secret in (
        ({}, "another secret of somebody else's"),
        ({"iat": now - 8 * 86_400}, COOKIE_SECRET),
        ({"origin": "http://127.0.0.1:1"}, COOKIE_SECRET),
        ({"is_logged_in": False}, COOKIE_SECRET),
    ):
        said = said_of("ana", origin=quiet.url, provider="default") | claims
        assert ask(quiet, "/rostra/feed/hers?poll=1", signed(said, secret)).status_code == 401
    good = signed(said_of("ana", origin=quiet.url, provider="default"), COOKIE_SECRET)
    assert ask(quiet, "/rostra/feed/hers?poll=1", good).status_code == 200, "such a one is, when it is signed and new"


def test_cookies_are_not_for_scripts_and_not_for_other_sites(quiet: House, provider: Provider) -> None:
    with logged_in(quiet, "zoe", "/library?debate=hers") as zoe:
        assert {"_streamlit_user", "_streamlit_user_1", "_streamlit_user_2"} <= set(zoe.cookies), "it comes in parts"
        assert zoe.get("/rostra/feed/hers").status_code == 404
        begun = zoe.get("/rostra/login/default?next=//evil.example")
        away = zoe.get(begun.headers["location"])
        set_ = [*begun.headers.get_list("set-cookie"), *away.headers.get_list("set-cookie")]
        assert len(set_) == 2
        assert all("httponly" in each.lower() and "samesite=lax" in each.lower() for each in set_)
        assert "evil" not in set_[0]
        assert away.headers["location"].startswith(provider.url)
        assert "code_challenge=" in away.headers["location"]


def test_who_has_her_address_unverified_is_not_her(quiet: House) -> None:
    with logged_in(quiet, "eve") as eve, logged_in(quiet, "ana") as ana:
        assert ana.get("/rostra/feed/hers?poll=1").status_code == 200
        assert eve.get("/rostra/feed/hers?poll=1").status_code == 404
        assert [each.get("/rostra/feed/nobodys?poll=1").status_code for each in (ana, eve)] == [404, 404]
        left = ana.get("/auth/logout")
        assert left.status_code == 302
        assert all("max-age=0" in each.lower() for each in left.headers.get_list("set-cookie") if "_user" in each)


def test_a_guest_needs_no_login_and_sees_one_audience(quiet: House, provider: Provider) -> None:
    secrets = tomllib.loads(provider.secrets(f"{quiet.url}/oauth2callback"))
    code = Access(login=Login(of(secrets))).invitation("hers")
    with httpx2.Client(base_url=quiet.url, follow_redirects=True) as guest:
        assert guest.get(f"/rostra/audience/hers?guest={code}", headers=PAGE).status_code == 200
        assert guest.get("/rostra/audience/hers/state").json()["title"]
        vote = {"poll": "poll after", "choice": "for"}
        assert guest.post("/rostra/audience/hers/vote", json=vote).status_code in (200, 409)
        for elsewhere in ("/rostra/audience/nobodys/state", "/rostra/feed/hers", "/", "/_stcore/health"):
            assert guest.get(elsewhere).status_code == 401
        assert "Log in with" in guest.get("/", headers=PAGE).text, "and may log in all the same"
    for forged in (Access().invitation("hers"), Access("open-sesame").invitation("hers")):
        assert ask(quiet, f"/rostra/audience/hers?guest={forged}").status_code == 401


def test_the_token_stays_before_the_login(tmp_path: Path, provider: Provider) -> None:
    with house(tmp_path, provider, ROSTRA_ACCESS_TOKEN="open-sesame-1") as server:
        assert "access token" in ask(server, "/", **PAGE).text
        for path in ("/auth/login", "/oauth2callback", "/rostra/login/default", *EVERYWHERE):
            assert ask(server, path).json() == {"error": "This studio asks for its access token."}
        login = signed(said_of("ana", origin=server.url, provider="default"), COOKIE_SECRET)
        assert ask(server, "/rostra/feed/hers", login).json() == {"error": "This studio asks for its access token."}
        entered = ask(server, "/?token=open-sesame-1")
        token = dict([entered.headers["set-cookie"].partition(";")[0].split("=", 1)])
        assert ask(server, "/rostra/feed/hers", token).json() == {"error": "This studio asks for a login."}
        assert ask(server, "/rostra/feed/hers", token | login).status_code == 404
        # Who knows the token cannot make themselves an invitation with it.
        forged = Access("open-sesame-1").invitation("hers")
        assert ask(server, f"/rostra/audience/hers?guest={forged}", token).status_code == 403


def test_under_a_path_and_for_whom_it_says(tmp_path: Path, provider: Provider) -> None:
    more = '[rostra]\nallowed = ["ana@example.org"]\n'
    base = {"STREAMLIT_SERVER_BASE_URL_PATH": "house"}
    with house(tmp_path, provider, more=more, base="/house", **base) as server:
        with logged_in(server, "ana", "/library?words=a%26b", base="/house") as ana:
            assert ana.get("/house/rostra/feed/none").status_code == 404
            assert ana.get("/house/_stcore/health").status_code == 200
            assert ana.get("/rostra/feed/none").status_code == 401, "the cookie is for the house alone"
        with logged_in(server, "ben", base="/house") as ben:
            refused = ben.get("/house/")
            assert refused.status_code == 403
            assert 'href="/house/auth/logout"' in refused.text
            assert ben.get("/house/rostra/feed/none", headers={"accept": "*/*"}).status_code == 403


@pytest.mark.parametrize("way", WAYS)
def test_however_it_is_started_it_reads_the_secrets(tmp_path: Path, provider: Provider, way: str) -> None:
    (tmp_path / ".streamlit").mkdir()
    file = tmp_path / ".streamlit" / "secrets.toml"
    file.write_text(provider.secrets("http://localhost:{port}/oauth2callback"))
    with running(way, tmp_path / "log", HOME=str(tmp_path), ROSTRA_STORE=str(tmp_path / "debates.db")) as (url, _):
        door = httpx2.get(url, headers=PAGE)
        assert door.status_code == 401
        port = url.rpartition(":")[2]
        assert f'href="http://localhost:{port}/rostra/login/default?next=%2F"' in door.text


def test_a_login_that_is_half_set_up_opens_nothing_and_says_why(tmp_path: Path, provider: Provider) -> None:
    (tmp_path / ".streamlit").mkdir()
    file = tmp_path / ".streamlit" / "secrets.toml"
    file.write_text(provider.secrets("http://localhost:8501/oauth2callback").replace("client_id", "clientid"))
    home = {"HOME": str(tmp_path), "ROSTRA_STORE": str(tmp_path / "debates.db")}
    with running("make app", tmp_path / "log", **home) as (url, _):
        assert "[auth] lacks client_id" in httpx2.get(url, headers=PAGE).text
        assert httpx2.get(f"{url}/rostra/feed/none").status_code == 503
    command = [sys.executable, "-m", "rostra", "studio", "--no-browser"]
    done = subprocess.run(command, env=os.environ | home, cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert done.returncode == 2
    assert "[auth] lacks client_id" in done.stderr
    assert "Traceback" not in done.stderr
