"""The page, drawn without a browser."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from builders import NOON, a_debate, closing, shipped_format
from rostra.agenda import next_slots
from rostra.debate import (
    Ballot,
    Debate,
    Decision,
    Idea,
    Notice,
    Point,
    Question,
    Section,
    Stance,
    Summary,
    Turn,
    Verdict,
)
from rostra.disclosure import OFFLINE, disclosure
from rostra.ledger import open_ledger
from rostra.models.choose import ADD_A_KEY
from rostra.models.registry import Models
from rostra.models.scripted import Fault, Scripted
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web import PAGE
from rostra.web import hub as hubs
from rostra.web.hub import the_hub
from rostra.web.text import plain

AppTest = pytest.importorskip("streamlit.testing.v1", reason="needs the extra ui: pip install rostra[ui]").AppTest
WAIT = 20


def opened(debate_id: str | None = None) -> AppTest:
    page = AppTest.from_file(str(PAGE), default_timeout=WAIT)
    if debate_id:
        page.query_params["debate"] = debate_id
    return page.run()


def button(page: AppTest, label: str) -> object:
    return next(each for each in page.button if each.label == label)


def labels(page: AppTest) -> list[str]:
    return [each.label for each in page.button]


def words(page: AppTest) -> str:
    return "\n".join(each.value for each in [*page.markdown, *page.caption, *page.info, *page.error])


def until(page: AppTest, label: str) -> AppTest:
    deadline = time.monotonic() + WAIT
    while label not in labels(page) and label not in [each.label for each in page.download_button]:
        assert time.monotonic() < deadline, f"no {label}: {labels(page)} {words(page)[-500:]}"
        time.sleep(0.05)
        page.run()
    assert not page.exception
    return page


async def stored(debate: Debate) -> Debate:
    ledger = open_ledger(Settings().store)
    await ledger.create(debate)
    await ledger.close()
    return debate


def staged(format_name: str, entries: int = 1000) -> Debate:
    """A debate with an entry of every kind that its format brings."""
    debate = a_debate(shipped_format(format_name), audience=2, questions=1)
    while (slots := next_slots(debate)) and len(debate.entries) < entries:
        debate = debate.append(*(closing(debate, slot) for slot in slots))
    return debate


def test_a_first_visit_is_told_what_offline_is_and_offered_the_flagship() -> None:
    page = opened()
    assert not page.exception
    assert page.title[0].value == "Rostra"
    assert "offline" in page.info[0].value
    assert plain(ADD_A_KEY) in page.info[0].value
    assert page.selectbox[0].value == "existential-risk"
    shown = words(page)
    assert "The existential risk from AI is overblown" in shown
    assert plain("Yann LeCun (simulated)") in shown
    assert "Oxford debate" in shown
    assert "Start the debate" in labels(page)


def test_with_a_key_nothing_is_said_about_offline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ANTHROPIC_API_KEY", "a-key-for-tests")
    page = opened()
    assert not page.info
    assert "a-key-for-tests" not in words(page)


def test_every_shipped_scenario_can_be_looked_at() -> None:
    page = opened()
    for name in page.selectbox[0].options:
        page.selectbox[0].select(name).run()
        assert not page.exception
        assert not page.error


def test_a_debate_is_started_watched_and_taken_home() -> None:
    page = button(opened(), "Start the debate").click().run()
    assert page.caption[0].value == plain(OFFLINE)
    debate_id = page.query_params["debate"]
    until(page, "Markdown")
    shown = words(page)
    assert plain("Stuart Russell (simulated)") in shown
    assert "#### Rebuttals, round 1 of 2" in shown
    assert ":small[:blue[A1.1]]" in shown
    assert "↳ rebuts" in shown
    assert "Questions from the floor" in shown
    assert "**What it turns on**" in shown
    assert "**Ended**" in shown
    assert len(page.chat_message) >= 12
    assert {each.label for each in page.download_button} == {"Markdown", "JSON"}
    assert [each.id for each in the_hub().debates(5)] == [debate_id]


def test_live_and_replay_look_the_same() -> None:
    page = until(button(opened(), "Start the debate").click().run(), "Markdown")
    debate_id = the_hub().debates(1)[0].id
    assert words(opened(debate_id)) == words(page)


def test_a_debate_is_paused_and_resumed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "400")
    debate = prepare("existential-risk", Settings(), Wishes(rounds=1, words=40, id="here")).debate
    the_hub().start(debate)
    page = until(opened("here"), "Pause")
    assert "Call time" in labels(page)
    until(button(page, "Pause").click().run(), "Resume")
    assert "**Paused**" in words(page)
    until(button(page, "Resume").click().run(), "Markdown")
    until(page, "Markdown")
    deadline = time.monotonic() + WAIT
    while "**Ended**" not in words(page.run()):
        assert time.monotonic() < deadline


def test_words_are_shown_as_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Scripted(lambda request: "One two three four five." if request.answer is None else None, rate=4)
    monkeypatch.setattr(hubs, "_models", lambda settings: Models(settings, given={"offline": model}))
    page = button(opened(), "Start the debate").click().run()
    deadline = time.monotonic() + WAIT
    while "One two ▌" not in words(page.run()):
        assert time.monotonic() < deadline
    assert "others are at work" in words(page)


def test_a_failure_is_a_sentence_and_a_way_on(monkeypatch: pytest.MonkeyPatch) -> None:
    model = Scripted(faults={6: Fault("401")})
    monkeypatch.setattr(hubs, "_models", lambda settings: Models(settings, given={"offline": model}))
    page = until(button(opened(), "Start the debate").click().run(), "Resume")
    assert plain("The script says 401.") in page.error[0].value
    assert "Traceback" not in words(page)


def test_a_debate_that_waits_for_a_person_says_for_whom_and_where() -> None:
    debate = prepare("existential-risk", Settings(), Wishes(me=["gary-marcus"], id="here")).debate
    the_hub().start(debate)
    page = until(opened("here"), "Resume")
    assert plain("Guest in place of Gary Marcus has the floor.") in words(page)
    assert plain("rostra debates resume here") in words(page)


async def test_earlier_debates_can_be_opened_and_left_again() -> None:
    await stored(staged("panel", entries=12))
    page = opened()
    assert "can be resumed" in words(page)
    button(page, "Open").click().run()
    assert "Resume" in labels(page)
    button(page, "All debates").click().run()
    assert page.title[0].value == "Rostra"


def test_an_address_that_leads_nowhere_says_so() -> None:
    page = opened("nowhere")
    assert "There is no debate" in page.error[0].value
    assert labels(page) == ["All debates"]


def test_a_setting_that_cannot_be_read_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ROSTRA_PACE", "fast")
    assert "ROSTRA" in opened().error[0].value.replace("\\", "")


@pytest.mark.parametrize("format_name", ["oxford", "panel"])
async def test_every_kind_of_entry_is_drawn(format_name: str) -> None:
    debate = await stored(staged(format_name))
    page = opened(debate.id)
    assert not page.exception
    shown = words(page)
    assert page.caption[0].value == plain(disclosure(debate))
    for title in dict.fromkeys(phase.title for phase in debate.format.phases if phase.slot != "bid"):
        assert plain(title) in shown
    for turn in debate.turns:
        assert all(plain(claim.text) in shown for claim in turn.claims)


async def test_what_people_judges_and_the_system_put_in_is_drawn_as_what_it_is() -> None:
    debate = staged("panel", entries=6)
    after = {"after": 2, "at": NOON, "phase": debate.entries[-1].phase}
    point = Point(text="It was the better case.", cites=("A1.1",))
    put_in = [
        Question(text="And who pays?", by="A listener", to="aaa", **after),
        Decision(action="call", by="A listener", seat="bbb", **after),
        Decision(action="continue", by="A listener", rounds=2, **after),
        Decision(action="stop", by="A listener", **after),
        Decision(action="budget", by="budget", **after),
        Decision(action="steer", by="moderator", says="Go on to the next point.", enough=True, **after),
        Idea(seat="aaa", text="A levy on tests.", **after),
        Stance(seat="bbb", value=-1, says="Not quite.", moved_by="A1.1", **after),
        Ballot(voter="Listener", poll="poll", choice="against", says="Too slow.", **after),
        Ballot(voter="Listener", poll="ranking", ranking=("B1.1", "A1.1"), **after),
        Summary(scope="rolling", covers=2, text="So far, so good.", **after),
        Summary(
            scope="synthesis", covers=2, text="In short.", sections=(Section(title="Cruxes", points=(point,)),), **after
        ),
        Verdict(judge="A judge", winner="bbb", confidence=0.8, reasons=(point,), **after),
        Notice(code="lease", text="Another process has it.", **after),
        Turn(seat="aaa", text="So be it.", missing=("Z9.9",), **after),
    ]
    await stored(debate.append(*put_in))
    page = opened("test")
    assert not page.exception
    shown = words(page).replace("\\", "")
    for said in (
        "**A listener** asks Aaa",
        "A listener asks to hear Bbb.",
        "A listener asks for 2 more rounds.",
        "A listener calls time; the moderator sums up.",
        "The budget is nearly spent.",
        "The phase is closed: nothing new is being said.",
        "A levy on tests.",
        "**Bbb** is leaning against. Not quite. Moved by :small[:blue[A1.1]].",
        "**1** against",
        "Listener, against: Too slow.",
        "Listener, :small[:orange[B1.1]] :small[:blue[A1.1]]",
        "So far, so good.",
        "**Cruxes**",
        "**A judge** decides for Bbb (80% sure).",
        "Another process has it.",
        "↳ cites Z9.9, which nobody claimed",
    ):
        assert said in shown


async def test_hostile_text_stays_text() -> None:
    evil = "<script>alert(1)</script> ![x](http://evil.example/x.png) [y](javascript:alert(2)) :streamlit: $$x$$"
    debate = staged("oxford", entries=12)
    turns = tuple(
        entry.model_copy(update={"text": evil}) if isinstance(entry, Turn) else entry for entry in debate.entries
    )
    scenario = debate.scenario.model_copy(update={"motion": evil})
    await stored(debate.model_copy(update={"entries": turns, "title": evil, "scenario": scenario}))
    page = opened("test")
    assert not page.exception
    assert plain(evil) in words(page)
    drawn = [each.proto for each in page.markdown]
    assert not any(proto.allow_html for proto in drawn)
    assert not any(f"]({scheme}" in proto.body for proto in drawn for scheme in ("http", "javascript"))


def test_the_script_imports_no_module_that_draws_html() -> None:
    sources = [path.read_text() for path in Path(PAGE).parent.glob("*.py")]
    assert not any("unsafe_allow" in source or "st.html" in source or "components" in source for source in sources)
