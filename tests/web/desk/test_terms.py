"""What a debate will take, in words."""

from __future__ import annotations

import pytest
from pydantic import SecretStr

from builders import shipped_format
from rostra.errors import WrongUse
from rostra.estimate import estimate
from rostra.loading import load_scenario, model_names
from rostra.preparing import Wishes, prepare
from rostra.settings import Settings
from rostra.web.desk import terms

KEYED = Settings(api_key=SecretStr("made-up"), _env_file=None)
BARE = Settings(_env_file=None)


def test_offline_costs_nothing() -> None:
    debate = prepare("existential-risk", BARE).debate
    found = estimate(debate)
    assert terms.speaks(debate) == "Offline"
    assert terms.in_short(found) == "20 turns · nothing to pay · as fast as you read"
    assert dict(terms.in_full(found))["Calls"] == "30, for 20 turns"
    assert terms.objections(found, 0.01) == []


def test_a_language_model_takes_calls_tokens_money_and_minutes() -> None:
    debate = prepare("existential-risk", KEYED).debate
    found = estimate(debate)
    short = terms.in_short(found)
    assert "30 calls" in short
    assert "tokens" in short
    assert " to $" in short
    assert short.endswith("min")
    assert terms.speaks(debate) == "By haiku, opus"
    full = dict(terms.in_full(found))
    assert "from the cache" in full["Tokens"]
    assert "by the prices of" in full["Cost"]


def test_a_budget_that_will_not_do_is_objected_to() -> None:
    found = estimate(prepare("existential-risk", KEYED).debate)
    assert "time will be called early" in terms.objections(found, 0.05)[0]
    assert terms.objections(found, 100.0) == []
    unpriced = estimate(prepare("existential-risk", KEYED, Wishes(model="openai:gpt-9")).debate)
    assert "openai:gpt-9" in terms.cost(unpriced)
    assert "could not be kept" in terms.objections(unpriced, 1.0)[0]
    assert terms.objections(unpriced, None) == []


def test_claude_is_offered_where_there_is_a_key() -> None:
    assert list(terms.offered(BARE)) == ["offline"]
    offered = terms.offered(KEYED)
    assert list(offered)[:3] == ["opus", "sonnet", "haiku"]
    assert "claude-opus-5-5" in offered["opus"]
    assert all(model_names.understood(name) for name in offered)


def test_what_is_typed_in_is_understood_or_refused() -> None:
    assert terms.understood(" opus ", KEYED) == "opus"
    assert terms.understood("openai:gpt-9", BARE) == "openai:gpt-9"
    assert terms.understood("fable", KEYED) == "anthropic:claude-fable-5-1"
    assert terms.understood("offline", BARE) == "offline"
    with pytest.raises(WrongUse, match="Did you mean 'opus'"):
        terms.understood("opsu", KEYED)
    with pytest.raises(WrongUse, match="needs an Anthropic key"):
        terms.understood("opus", BARE)
    with pytest.raises(WrongUse, match="names no model"):
        terms.understood("inherit", KEYED)


def test_rounds_words_and_language_are_told() -> None:
    scenario = load_scenario("existential-risk").model_copy(update={"rounds": 3, "words": 60, "language": "German"})
    assert terms.lasts(scenario, shipped_format("oxford")) == "3 rounds, 60 words a turn, German"
    assert terms.lasts(scenario, shipped_format("delphi")).startswith("1 round,")


def test_numbers_are_counted() -> None:
    assert terms.counted(1, "turn") == "1 turn"
    assert terms.thousands(7_316) == "7.3k"
    assert terms.thousands(287_594) == "288k"
