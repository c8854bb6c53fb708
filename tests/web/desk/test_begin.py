"""From a draft to a debate."""

from __future__ import annotations

from pathlib import Path

from builders import shipped_format
from rostra.loading import load_scenario
from rostra.settings import Settings
from rostra.web.desk.begin import guest_name, prepared
from rostra.web.desk.draft import GUEST, begun, seated, taken
from rostra.web.desk.playbill import playbill
from rostra.web.hub import BY

OXFORD = shipped_format("oxford")


def test_whoever_speaks_as_themselves_has_their_own_name_and_no_path(tmp_path: Path) -> None:
    draft = taken(begun(load_scenario("existential-risk")), GUEST, OXFORD)
    debate = prepared(draft, Settings(), "Ada: “the first”").debate
    seat = debate.seat("guest")
    assert seat.human
    assert seat.byline == "Ada: “the first”"
    assert debate.scenario.cast[-1].persona == "./guest.md"


def test_a_guest_is_nobody_who_is_simulated_here() -> None:
    assert guest_name("Ada", ["Yann LeCun"]) == "Ada"
    assert guest_name("yann  lecun", ["Yann LeCun"]) == "A guest"
    assert guest_name(BY, []) == "A guest"


def test_a_persona_of_ones_own_is_found_by_name_and_its_folder_is_told_to_nobody(tmp_path: Path) -> None:
    (tmp_path / "ada.md").write_text("---\nname: ada\n---\nYou are Ada.")
    draft = seated(begun(load_scenario("existential-risk")), "ada", OXFORD)
    debate = prepared(draft, Settings(personas=(tmp_path,)), "A guest").debate
    assert debate.seat("ada").persona.display_name == "Ada"
    assert str(tmp_path) not in debate.model_dump_json()


def test_the_model_and_the_seed_come_along() -> None:
    draft = begun(load_scenario("existential-risk")).model_copy(update={"model": "offline", "seed": 7})
    debate = prepared(draft, Settings(), "A guest").debate
    assert debate.seed == 7
    assert {seat.model for seat in debate.cast} == {"offline"}


def test_a_bill_says_who_debates_and_who_holds_a_seat() -> None:
    draft = taken(begun(load_scenario("existential-risk")), "gary-marcus", OXFORD)
    bill = playbill(draft, OXFORD, prepared(draft, Settings(), "Ada").debate, str.title)
    assert [seat["name"] for seat in bill["seats"]][:2] == ["Yann-Lecun", "Guest in place of Gary-Marcus"]
    assert [seat["note"] for seat in bill["seats"]][:2] == ["for", "for · you"]
    assert bill["motion"] == "The existential risk from AI is overblown."
    assert bill["picture"]["rows"][1]["label"] == "Yann LeCun"
    empty = playbill(draft.with_(title="", motion=""), OXFORD, None, str)
    assert empty["title"] == "Say what the debate is about"
    assert empty["picture"]["rows"][1]["label"] == "for"
