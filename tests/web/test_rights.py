"""What one person may do with a debate, what whom it is shared with may, and what nobody else learns."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from builders import a_debate, shipped_format
from logins import ORIGIN, SETUP, cookies, person, said_of
from rostra.debate import Debate
from rostra.errors import DebateExists, NotFound, RostraError, WrongUse
from rostra.forking import fork
from rostra.ledger import Message, Wanted
from rostra.web import login as login_module
from rostra.web import rights, tokens
from rostra.web.audience import ROUTES
from rostra.web.feed import feed
from rostra.web.guard import Guard
from rostra.web.hub import Hub, the_hub
from rostra.web.login import LOGIN_DAYS, Login, Person
from rostra.web.rights import FRESH, Belonging, Belongings, may_run, may_see, sees
from rostra.web.their_hub import MOST_SHARED, LoggedOut, TheirHub
from rostra.web.tokens import Access

PAGES = Path(__file__).resolve().parents[2] / "src" / "rostra" / "web"


@pytest.fixture
def login(monkeypatch: pytest.MonkeyPatch) -> Iterator[Login]:
    """The login of this process."""
    found = Login(SETUP)
    monkeypatch.setattr(login_module, "_login", found)
    monkeypatch.setattr(login_module, "_known", True)
    monkeypatch.setattr(rights.belongings, "_known", {})
    tokens.forget()
    yield found
    tokens.forget()


Of = Callable[[str], TheirHub]


@pytest.fixture
def of(login: Login) -> Of:
    return lambda who: TheirHub(the_hub(), login, person(login, who))


def a_paused_one(debate_id: str, owner: TheirHub | None) -> Debate:
    """A debate in the store, which nobody has on stage."""
    debate = a_debate(shipped_format("oxford"), 2).model_copy(update={"id": debate_id})
    name = owner.person.id if owner else None
    the_hub().in_ledger(lambda ledger: ledger.create(debate, owner=name))
    return debate


def refused(work: Callable[[], object]) -> type[RostraError] | None:
    """What it is refused with."""
    try:
        work()
    except RostraError as error:
        return type(error)
    return None


def readings(hub: TheirHub, debate_id: str) -> list[Callable[[], object]]:
    return [
        lambda: hub.look(debate_id),
        lambda: hub.scene(debate_id),
        lambda: hub.run(debate_id),
        lambda: hub.may_run(debate_id),
        lambda: asyncio.run(hub.scene_soon(debate_id)),
        lambda: hub.watch(debate_id, lambda frame: None)(),
        lambda: hub.take_seat(debate_id, "nobody", "window"),
        lambda: hub.send(debate_id, Message(kind="question", text="Why?")),
        lambda: hub.send(debate_id, Message(kind="ballot", poll="poll before", choice="for")),
    ]


def doings(hub: TheirHub, debate_id: str) -> list[Callable[[], object]]:
    steering = ("call", "skip", "shorter", "deeper", "continue", "pause", "stop")
    return [
        *(lambda kind=kind: hub.send(debate_id, Message(kind=kind)) for kind in steering),
        lambda: hub.pause(debate_id),
        lambda: hub.resume(debate_id),
        lambda: hub.call_time(debate_id),
        lambda: hub.shared_with(debate_id),
        lambda: hub.share(debate_id, "eve@example.org"),
        lambda: hub.unshare(debate_id, "ana@example.org"),
        lambda: hub.rename(debate_id, "Another title"),
        lambda: hub.tag(debate_id, ["seen"]),
        lambda: hub.keep(a_debate(shipped_format("oxford"), 2).model_copy(update={"id": debate_id}), replace=True),
        lambda: hub.delete(debate_id),
    ]


def test_a_debate_is_nobody_elses_and_they_do_not_learn_that_it_is_there(of: Of) -> None:
    ana, ben = of("ana"), of("ben")
    a_paused_one("hers", ana)
    assert [refused(each) for each in readings(ana, "hers")] == [None] * 9
    for each in (*readings(ben, "hers"), *doings(ben, "hers")):
        assert refused(each) is NotFound
    with pytest.raises(NotFound) as hidden:
        ben.look("hers")
    with pytest.raises(NotFound) as absent:
        ben.look("none")
    assert str(hidden.value).replace("hers", "none") == str(absent.value)
    assert not [*ben.debates(10), *ben.search("the"), *ben.tags(), *ben.formats(), *ben.kin()]
    assert not ben.debates(10, wanted=Wanted(visible_to=None, owner=ana.person.id))
    assert (ben.count(), ana.count()) == (0, 1)
    assert ben.free_id("hers") != "hers"
    assert ben.free_id("none") != "none", "whether there is one or not"


def test_whom_it_is_shared_with_sees_it_and_moves_nothing(of: Of) -> None:
    ana, ben = of("ana"), of("ben")
    a_paused_one("hers", ana)
    ana.share("hers", " Ben@Example.org")
    assert ana.shared_with("hers") == ("ben@example.org",)
    assert [refused(each) for each in readings(ben, "hers")] == [None] * 9
    assert [refused(each) for each in doings(ben, "hers")] == [WrongUse] * 17
    assert not ben.may_run("hers")
    assert ana.may_run("hers")
    assert [each.id for each in ben.debates(10)] == ["hers"]
    ana.unshare("hers", "ben@example.org")
    assert refused(lambda: ben.look("hers")) is NotFound, "at once"


def test_what_is_staged_belongs_to_whoever_staged_it(of: Of) -> None:
    ana, ben = of("ana"), of("ben")
    debate = a_debate(shipped_format("oxford"), 2)
    ana.start(debate, owner=ben.person.id)
    assert ana.may_run(debate.id)
    assert refused(lambda: ben.look(debate.id)) is NotFound
    ana.pause(debate.id)


def test_what_is_brought_in_belongs_to_whoever_brought_it_and_replaces_only_theirs(of: Of) -> None:
    ana, ben = of("ana"), of("ben")
    debate = a_debate(shipped_format("oxford"), 2)
    ana.keep(debate, owner=ben.person.id)
    assert ana.may_run(debate.id)
    assert refused(lambda: ben.look(debate.id)) is NotFound
    assert refused(lambda: ben.keep(debate)) is DebateExists
    ana.keep(debate.model_copy(update={"title": "Anew"}), replace=True)
    assert [(each.id, each.title) for each in ana.debates(5)] == [(debate.id, "Anew")]
    ana.delete(debate.id)
    assert refused(lambda: ben.keep(debate, replace=True)) is NotFound, "what lies in the bin is somebody's too"
    assert refused(lambda: ben.restore(debate.id)) is NotFound
    assert not ben.debates(5, wanted=Wanted(deleted=True))
    ana.restore(debate.id)
    assert ana.count() == 1


def test_of_a_family_one_sees_whom_one_may_see(of: Of) -> None:
    ana, ben = of("ana"), of("ben")
    whole = a_paused_one("hers", ana)
    slot = whole.turns[0].slot if whole.turns else 0
    for name in ("fork", "secret"):
        ana.keep(fork(whole, slot or 0, id=name, created=whole.created))
    ana.share("fork", "ben@example.org")
    assert {each.id for each in ana.kin()} == {"hers", "fork", "secret"}
    assert [(each.id, each.parent) for each in ben.kin()] == [("fork", "hers")]


def test_a_debate_may_be_given_to_an_address_and_one_that_is_nobodys_is_nobodys(of: Of) -> None:
    a_paused_one("nobodys", None)
    assert refused(lambda: of("ana").look("nobodys")) is NotFound
    assert not of("ana").debates(10)
    the_hub().in_ledger(lambda ledger: ledger.own("nobodys", "ana@example.org"))
    rights.belongings.forget("nobodys")
    assert of("ana").may_run("nobodys")
    of("ana").delete("nobodys")
    of("ana").restore("nobodys")
    # Somebody who only says that it is their address is somebody else.
    login = login_module.the_login()
    assert login is not None
    eve = TheirHub(the_hub(), login, person(login, "eve", email="ana@example.org", email_verified=False))
    assert refused(lambda: eve.look("nobodys")) is NotFound


def test_who_is_logged_out_can_do_nothing_any_more(of: Of, login: Login) -> None:
    ana = of("ana")
    a_paused_one("hers", ana)
    login.end(ana.person)
    more: list[Callable[[], object]] = [
        lambda: ana.start(a_debate(shipped_format("oxford"), 2)),
        lambda: ana.keep(a_debate(shipped_format("oxford"), 2)),
        lambda: ana.debates(1),
        lambda: ana.search("x"),
        lambda: ana.free_id("x"),
        *(ana.count, ana.tags, ana.formats, ana.kin),
    ]
    for each in (*readings(ana, "hers"), *doings(ana, "hers"), *more):
        assert refused(each) is LoggedOut
    assert not asyncio.run(sees(ana.person, "hers"))
    assert [each.id for each in the_hub().debates(10)] == ["hers"]


@pytest.mark.parametrize("address", ["ben", "", "ben@", "ben@example.org, eve@example.org", "id:4711"])
def test_a_debate_is_shared_with_addresses_only(of: Of, address: str) -> None:
    ana = of("ana")
    a_paused_one("hers", ana)
    with pytest.raises(WrongUse, match=r"no e-mail address.*ana@example\.org"):
        ana.share("hers", address)
    assert ana.shared_with("hers") == ()


def test_and_with_so_many_of_them(of: Of) -> None:
    ana = of("ana")
    a_paused_one("hers", ana)
    for number in range(MOST_SHARED):
        ana.share("hers", f"guest{number}@example.org")
    with pytest.raises(WrongUse, match="shared with 100 people already"):
        ana.share("hers", "one.more@example.org")


def test_their_hub_says_of_everything_that_the_hub_does_who_may() -> None:
    everything = {name for name, _ in inspect.getmembers(Hub, inspect.isfunction) if not name.startswith("_")}
    assert everything - vars(TheirHub).keys() == {"close", "in_ledger", "stir"}


def test_and_does_not_do_what_it_says_nothing_of(of: Of) -> None:
    for work in (lambda: of("ana").in_ledger(lambda ledger: ledger.count()), lambda: of("ana").close()):
        with pytest.raises(AttributeError):
            work()


def test_no_page_works_with_the_whole_hub() -> None:
    served_apart = {"hub.py", "feed.py", "audience.py", "visitor.py", "rights.py", "__init__.py"}
    found = {path.name for path in PAGES.rglob("*.py") if "the_hub" in path.read_text()}
    assert found == served_apart


# -- who is asked, and how often


def test_a_debate_belongs_to_its_owner_by_every_name() -> None:
    ana = Person("id:1", "ana@example.org", "Ana")
    nameless = Person("id:1", None, "Ana")
    assert may_run(ana, Belonging("id:1"))
    assert may_run(ana, Belonging("ana@example.org"))
    assert not may_run(nameless, Belonging("ana@example.org"))
    assert may_see(ana, Belonging("id:2", ("ana@example.org",)))
    assert not may_run(ana, Belonging("id:2", ("ana@example.org",)))
    assert not may_see(nameless, Belonging("id:2", ("ana@example.org",)))
    for nobodys in (None, Belonging(None), Belonging("")):
        assert not may_see(ana, nobodys)


def test_the_ledger_is_asked_once_in_a_while_and_at_once_after_a_change(of: Of) -> None:
    a_paused_one("hers", of("ana"))
    at, asked = 0.0, 0

    def hub() -> Hub:
        nonlocal asked
        asked += 1
        return the_hub()

    found = Belongings(hub, lambda: at)
    for _ in range(100):
        assert found.of("hers") is not None
        assert found.of("none") is None
    assert asked == 2
    at += FRESH
    found.of("hers")
    found.forget("hers")
    found.of("hers")
    assert asked == 4


def test_what_was_heard_before_a_change_is_not_remembered_after_it(of: Of) -> None:
    a_paused_one("hers", of("ana"))

    def hub() -> Hub:
        found.forget("hers")  # somebody unshares it while the ledger answers
        return the_hub()

    found = Belongings(hub)
    found.of("hers")
    assert found.known("hers") is None


# -- what is served beside the pages


@pytest.fixture
def served(login: Login) -> Iterator[TestClient]:
    async def page(request: Request) -> JSONResponse:
        return JSONResponse({"path": request.url.path})

    access = Access(login=login)
    app = Starlette(
        routes=[Route("/rostra/feed/{debate}", feed), *ROUTES, Route("/{path:path}", page)],
        middleware=[Middleware(Guard, access=lambda: access)],
    )
    with TestClient(app, base_url=ORIGIN, client=("192.0.2.9", 1), follow_redirects=False) as client:
        yield client


def entered(client: TestClient, who: str) -> TestClient:
    client.cookies.clear()
    for name, value in cookies(said_of(who)).items():
        client.cookies.set(name, value)
    return client


def test_whatever_has_a_debate_in_its_address_is_for_those_who_may_see_it(served: TestClient, of: Of) -> None:
    a_paused_one("hers", of("ana"))
    addresses = (
        "/rostra/feed/hers?poll=1",
        "/rostra/audience/hers",
        "/rostra/audience/hers/state",
        "/rostra/new/hers/x",
    )
    for address in addresses:
        assert served.get(address).status_code == 401
        assert entered(served, "ana").get(address).status_code == 200
        hidden, absent = entered(served, "ben").get(address), served.get(address.replace("hers", "none"))
        assert (hidden.status_code, hidden.text) == (absent.status_code, absent.text)
        assert hidden.status_code == 404
        served.cookies.clear()
    of("ana").share("hers", "ben@example.org")
    assert all(entered(served, "ben").get(address).status_code == 200 for address in addresses)
    vote = served.post("/rostra/audience/hers/vote", json={"poll": "x", "choice": "for"}, headers={"origin": ORIGIN})
    assert vote.status_code == 409, "it got as far as the poll, which is closed"
    assert served.get("/rostra/feed/%68ers?poll=1").status_code == 200


def test_a_login_lets_other_machines_in_and_other_sites_pages_not(served: TestClient) -> None:
    assert entered(served, "ana").get("/").status_code == 200
    assert served.post("/x", headers={"origin": "http://evil.example"}).status_code == 403


def test_a_login_that_is_over_opens_nothing(served: TestClient) -> None:
    for name, value in cookies(said_of("ana", iat=time.time() - LOGIN_DAYS * 86_400 - 1)).items():
        served.cookies.set(name, value)
    assert served.get("/").status_code == 401


def test_who_logs_out_is_out_for_the_copied_cookie_too(served: TestClient) -> None:
    kept = cookies(said_of("ana"))
    for name, value in kept.items():
        served.cookies.set(name, value)
    assert served.get("/").status_code == 200
    assert served.get("/auth/logout").status_code == 200
    assert served.get("/").status_code == 401


def test_streamlits_part_of_the_login_is_open_and_only_that(served: TestClient) -> None:
    for path in ("/auth/login", "/auth/logout", "/oauth2callback"):
        assert served.get(path).status_code == 200
        assert served.post(path).status_code == 401
        assert served.get(f"{path}/more").status_code == 401


def test_one_goes_on_to_where_one_was_going_once_and_nowhere_else(served: TestClient) -> None:
    entered(served, "ana")
    page = {"accept": "text/html"}
    for there, led in (
        ("/library?words=a%26b", "/library?words=a&b"),
        ("//evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\\evil.example", "/"),
    ):
        served.cookies.set("rostra_8501_next", f"next={there}")
        assert served.get("/x", headers=page).status_code == 200
        answer = served.get("/", headers=page)
        assert (answer.status_code, answer.headers["location"]) == (303, led)
        assert answer.headers["set-cookie"].startswith('rostra_8501_next=""; ')
        assert "Max-Age=0" in answer.headers["set-cookie"]


def test_over_https_who_somebody_is_stays_there() -> None:
    from rostra.web.guard import _secured

    cookie = b"_streamlit_user=x; HttpOnly; Path=/"
    assert _secured(b"set-cookie", cookie) == (b"set-cookie", cookie + b"; Secure")
    assert _secured(b"set-cookie", cookie + b"; Secure")[1].count(b"Secure") == 1
    assert _secured(b"set-cookie", b"_streamlit_user_tokens_1=x")[1].endswith(b"; Secure")
    assert _secured(b"set-cookie", b"other=x") == (b"set-cookie", b"other=x")
    assert _secured(b"x-header", b"_streamlit_user=x") == (b"x-header", b"_streamlit_user=x")
