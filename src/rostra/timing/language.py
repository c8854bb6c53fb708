"""Which language a text is in, and how long it takes to say it."""

from __future__ import annotations

import math
import re
import unicodedata

_NAMES = {
    "arabic": "ar", "chinese": "zh", "dutch": "nl", "english": "en", "french": "fr", "german": "de", "hebrew": "he",
    "hindi": "hi", "italian": "it", "japanese": "ja", "korean": "ko", "polish": "pl", "portuguese": "pt",
    "spanish": "es", "turkish": "tr", "ukrainian": "uk", "deutsch": "de", "français": "fr", "español": "es",
    "日本語": "ja", "中文": "zh",
}  # fmt: skip
_TAG = re.compile(r"([a-z]{2,3})(?:[-_][a-z0-9]{1,8})*", re.IGNORECASE | re.ASCII)
_WORDS_A_MINUTE = {"de": 140, "fr": 165, "es": 165, "it": 165, "nl": 150, "pl": 140, "tr": 130, "uk": 140}
_WORDS = 160
"""A minute: an unhurried speaker of English, whom most people read along with."""
_SIGNS_A_MINUTE = {"ja": 340, "zh": 260, "ko": 300}
_SIGNS = 300
_LONGEST_WORD = 14
"""Letters: a script without spaces has words, too."""
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")
_ENGLISH = frozenset(
    {
        "the",
        "of",
        "and",
        "to",
        "is",
        "that",
        "it",
        "for",
        "with",
        "this",
        "not",
        "are",
        "as",
        "by",
        "from",
        "what",
        "than",
    }
)
_SHARE = 0.12
"""Of the words of English prose, at least so many are these; of other languages', hardly one."""


def tag_of(language: str) -> str:
    """The primary tag of a language given as a tag or by its name: `de-AT` and `German` are `de`. `und` where it is not known."""
    written = language.strip().casefold()
    if written in _NAMES:
        return _NAMES[written]
    tag = _TAG.fullmatch(written)
    return tag[1].lower() if tag else "und"


def language_of(text: str, tag: str) -> str:
    """The language a text of a debate in that language is in: its own, or English, which the files of most speakers are in."""
    words = [word.lower() for word in _WORD.findall(text)]
    english = sum(word in _ENGLISH for word in words)
    return "en" if tag != "en" and english > 1 and english >= _SHARE * len(words) else tag


def seconds_of(text: str, tag: str) -> float:
    """How long it takes to say a text, or to read it unhurriedly: by words; Chinese, Japanese and Korean by signs."""
    letters = [sign for sign in text if unicodedata.category(sign)[0] in "LN"]
    signs = sum(unicodedata.east_asian_width(letter) in "WF" for letter in letters)
    rest = "".join(" " if unicodedata.east_asian_width(sign) in "WF" else sign for sign in text)
    words = sum(math.ceil(len(word) / _LONGEST_WORD) for word in _WORD.findall(rest))
    return 60 * (words / _WORDS_A_MINUTE.get(tag, _WORDS) + signs / _SIGNS_A_MINUTE.get(tag, _SIGNS))
