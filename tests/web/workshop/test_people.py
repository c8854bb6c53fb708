"""What the page Personas says of somebody."""

from __future__ import annotations

import pytest

from rostra.loading import list_personas, list_scenarios, load_persona
from rostra.persona import Persona, Source
from rostra.web.desk.people import Person, people
from rostra.web.workshop.people import brief, cards, disclosure_of, group_of, host, kind_of, parts_of, sits_in


def test_everybody_shipped_is_a_thinker_or_a_role() -> None:
    groups = {group_of(persona) for persona in list_personas()}
    assert groups == {"Thinkers", "Roles"}
    assert group_of(Persona(name="x", display_name="X")) == "Others"
    assert "Possibly" in kind_of(Persona(name="x", display_name="X"))


def test_people_are_found_by_name_description_and_what_they_hold() -> None:
    everybody = people((), {})
    assert [card.name for card in cards(everybody, "lecun")] == ["yann-lecun"]
    assert {card.name for card in cards(everybody, group="Roles")} >= {"teacher", "regulator"}
    assert not cards(everybody, "lecun", "Roles")
    assert not cards(everybody, "xyzzy")
    found = {card.name: card for card in cards(everybody, "house cat")}
    assert found["yann-lecun"].holds == "No machine today is as smart as a house cat."
    assert not cards(everybody, "lecun")[0].holds


def test_this_sessions_own_come_first() -> None:
    ada = Person(ref="zed", persona=Persona(name="zed", display_name="Zed"), given=True)
    assert cards((*people((), {}), ada))[0].name == "zed"


def test_a_card_says_a_sentence_and_no_more_than_fits() -> None:
    assert brief("One. Two.") == "One."
    assert brief("") == ""
    long = brief("word " * 100)
    assert len(long) <= 152
    assert long.endswith("…")
    assert all(len(brief(persona.description)) <= 152 for persona in list_personas())


def test_everybody_is_disclosed_as_simulated() -> None:
    for persona in list_personas():
        said = disclosure_of(persona)
        assert "imulated" in said
        if persona.kind == "real-person":
            assert f"is a statement by {persona.display_name}" in said
            assert "public sources" in said
    unknown = Persona(name="x", display_name="X", sources=(Source(title="T"),))
    assert "is a statement by X" in disclosure_of(unknown)
    assert "does not exist" in disclosure_of(unknown.model_copy(update={"kind": "fictional"}))


def test_a_file_is_read_by_its_sections_without_the_sheet() -> None:
    titles = [part.title for part in parts_of(load_persona("yann-lecun").body)]
    assert titles[:2] == ["", "Temperament"]
    assert not {"Positions", "Phrases", "Never argues"} & set(titles)
    assert parts_of("### Small\n- one") == parts_of("### Small\n- one")
    assert parts_of("") == ()


def test_a_persona_knows_its_scenarios() -> None:
    assert "existential-risk" in {scenario.name for scenario in sits_in("yann-lecun", list_scenarios())}
    assert sits_in("nobody", list_scenarios()) == ()


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "javascript:alert(1)", "//a.example", "https://", "data:text/html,x", "https://a@b.example/",
     "https://[::1", "https://a.example<script>/", "ftp://a.example", " ", "file:///etc/passwd"],
)  # fmt: skip
def test_no_link_leads_anywhere_but_to_https(url: str) -> None:
    assert host(url) == ""


def test_a_link_is_known_by_its_site() -> None:
    assert host("https://www.time.com/1?x=1") == "time.com"
