"""The name people read, for a file that gives only a slug."""

from __future__ import annotations

import re
import unicodedata

_SALUTATION = re.compile(r"\b(?:You are|You're|I am|I'm|Act as|My name is)\s+(?:an? |the )?([^\n]{2,80})")
_MOST_WORDS = 6


def display_name(slug: str, body: str, description: str) -> str:
    """`yann-lecun` -> `Yann LeCun`, where the body or the description spells it so; else the slug in title case."""
    for text in (*_SALUTATION.findall(body[:4000]), description[:200], *_SALUTATION.findall(description[:1000])):
        found = _spelt(slug, text.replace("**", ""))
        if found:
            return found
    return " ".join(word[:1].upper() + word[1:] for word in slug.split("-"))


def _spelt(slug: str, text: str) -> str:
    """The first words of the text, if their letters are the slug's and each begins like a name."""
    wanted = _letters(slug)
    words = text.split()[:_MOST_WORDS]
    for count in range(1, len(words) + 1):
        candidate = " ".join(words[:count]).strip("\"'“”*_.,;:!?()")
        if _letters(candidate) == wanted and all(part[:1].isupper() for part in re.split(r"[\s-]+", candidate)):
            return candidate
    return ""


def _letters(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())
