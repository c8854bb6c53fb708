"""The language a debate is spoken in, as documents state it: a BCP 47 tag and a direction of writing."""

from __future__ import annotations

import re
from typing import Literal

_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_NAMES = {
    "arabic": "ar",
    "bengali": "bn",
    "chinese": "zh",
    "czech": "cs",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "greek": "el",
    "hebrew": "he",
    "hindi": "hi",
    "hungarian": "hu",
    "indonesian": "id",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "norwegian": "no",
    "persian": "fa",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "thai": "th",
    "turkish": "tr",
    "ukrainian": "uk",
    "urdu": "ur",
    "vietnamese": "vi",
    "arabisch": "ar",
    "deutsch": "de",
    "englisch": "en",
    "español": "es",
    "français": "fr",
    "italiano": "it",
    "日本語": "ja",
    "中文": "zh",
    "한국어": "ko",
    "العربية": "ar",
    "עברית": "he",
}
_RIGHT_TO_LEFT = frozenset({"ar", "ckb", "dv", "fa", "he", "iw", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi"})
_SCRIPTS = frozenset({"arab", "hebr", "nkoo", "syrc", "thaa"})


def tag_of(language: str) -> str:
    """The tag of a language that is given by tag or by name: `en-GB`, `German` as `de`. `und` for one that is not known."""
    said = language.strip()
    known = _NAMES.get(said.lower())
    return known or (said.replace("_", "-") if _TAG.fullmatch(said) else "und")


def direction_of(language: str) -> Literal["ltr", "rtl"]:
    """Which way it is written."""
    first, *others = tag_of(language).lower().split("-")
    scripts = [part for part in others if len(part) == 4 and part.isalpha()]
    rtl = scripts[0] in _SCRIPTS if scripts else first in _RIGHT_TO_LEFT
    return "rtl" if rtl else "ltr"
