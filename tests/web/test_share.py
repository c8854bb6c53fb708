"""The address of a debate."""

from __future__ import annotations

import pytest

from rostra.web.share import address


@pytest.mark.parametrize(
    ("here", "expected"),
    [
        ("http://127.0.0.1:8501/library", "http://127.0.0.1:8501/?debate=risk-1"),
        ("http://127.0.0.1:8501/transcript?debate=x", "http://127.0.0.1:8501/?debate=risk-1"),
        ("https://example.org/base/library/", "https://example.org/base/?debate=risk-1"),
        ("http://127.0.0.1:8501/", "http://127.0.0.1:8501/?debate=risk-1"),
        ("", "?debate=risk-1"),
    ],
)
def test_a_debate_has_an_address_wherever_one_asks_for_it(here: str, expected: str) -> None:
    assert address("risk-1", here) == expected


def test_what_an_id_holds_stays_in_it() -> None:
    assert address("a&b=c/d", "") == "?debate=a%26b%3Dc/d"
