"""What can be known of an English sentence from its words alone: where it ends, whether it is whole, whether it dangles."""

from __future__ import annotations

import re
from itertools import pairwise

from rostra.loading.english import (
    AFTER_PAST,
    AUXILIARIES,
    BEFORE_CLAUSE,
    DETERMINERS,
    NOUNS_TOO,
    OBJECTS,
    ORDERS,
    PASTS,
    SUBJECTS,
    VERBS,
)

_ORDERS = VERBS | ORDERS

_BREAK = re.compile(r"(?<=[.!?…])([\"”’)]?)\s+(?=[\"“‘(]?[A-Z0-9])")
_NO_BREAK = re.compile(
    r"\b(?:[Ee]\.g|[Ii]\.e|vs|etc|Dr|Mr|Mrs|Ms|Prof|St|Jr|No|Fig|cf|approx|U\.S|U\.K|Inc|Ltd|[A-HJ-Z])\.$"
)
_WORD = re.compile(r"[A-Za-zÀ-ÿ0-9][\w’'.%-]*")


_DANGLING = re.compile(
    r"(?:they|it|this|that|these|those|he|she|both|such|his|her|its|their|theirs|here|the same|the latter|the former)\b"
    r"|(?:it|that|this|he|she|they|there)['’](?:s|re|d|ll|ve)\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"(?:however|but|and|so|also|therefore|thus|instead|hence|then|yet|moreover|otherwise|or)\b[, ]", re.I
)
_CONDITION = re.compile(r"(?:if|when|whenever|before|after|while|once|for|unless)\b[^,]*,\s*([\w’']+)", re.IGNORECASE)
_EXPLETIVE = re.compile(
    r"it(?:['’]s| is| was| will be| would be| may be| takes| seems| follows| matters| makes| remains| has been) (?!.*\bwhat\b)"
    r"(?=.*\b(?:that|to|whether|how|when|who|time)\b)|it takes |those who\b|that (?:a|an|the|we|i|people|some|many)\b.+"
    r"\b(?:is|does|proves|means|tells|makes|says|was)\b|both .+ and\b"
    r"|this (?:century|decade|year|generation|field|country|world)\b|his(?:tory|torical)",
    re.IGNORECASE,
)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph; a closing quotation mark stays with what it closes."""
    found: list[str] = []
    start = 0
    for gap in _BREAK.finditer(text):
        if _NO_BREAK.search(text, max(start, gap.start() - 10), gap.end(1)):
            continue
        found.append(text[start : gap.end(1)].strip())
        start = gap.end()
    found.append(text[start:].strip())
    return tuple(sentence for sentence in found if sentence)


def words(text: str) -> list[str]:
    """Its words, in small letters."""
    return [word.strip(".'’-").replace("’", "'").lower() for word in _WORD.findall(text)]


def is_imperative(sentence: str) -> bool:
    """Whether it begins like an order: `Design networks that …`, `When it fails, check …`."""
    spoken = words(sentence)
    if len(spoken) > 1 and spoken[1] in AUXILIARIES and spoken[0] != "always":
        return False
    ordered = _CONDITION.match(sentence)
    return bool(spoken) and (spoken[0] in _ORDERS or bool(ordered and ordered.group(1).lower() in _ORDERS))


def has_finite_verb(sentence: str) -> bool:
    """Whether a main clause says something: `Networks that learn` does not, `Networks that learn win` does."""
    spoken = words(re.sub(r"\([^()]*\)", " ", sentence))
    for at, word in enumerate(spoken):
        before = spoken[at - 1] if at else ""
        after = spoken[at + 1] if at + 1 < len(spoken) else ""
        if before in BEFORE_CLAUSE and at > 0 and spoken[0] != before:
            continue
        if word in AUXILIARIES or (at and word in PASTS):
            return True
        if at and (_is_present(before, word, after) or (word.endswith("ed") and after in AFTER_PAST)):
            return True
    return False


def may_have_verb(sentence: str) -> bool:
    """Whether some word could be its verb; False only where none can, so that a complaint is worth making."""
    for before, word in pairwise(["", *words(sentence)]):
        if word in AUXILIARIES or word in PASTS or any(stem in VERBS for stem in _stems(word)):
            return True
        if before and word.endswith(("ed", "s")) and not word.endswith("ss") and before not in DETERMINERS:
            return True
    return False


def dangles(sentence: str) -> bool:
    """Whether it needs the sentence before it: `They never did.`, `That is why …`, `However, …`."""
    text = sentence.lstrip("\"“‘' ")
    if _CONNECTIVE.match(text):
        return True
    return bool(_DANGLING.match(text)) and not _EXPLETIVE.match(text)


def _is_present(before: str, word: str, after: str) -> bool:
    stem = next((stem for stem in _stems(word) if stem in VERBS), "")
    if stem in NOUNS_TOO:
        return after in OBJECTS or (word == stem and before in SUBJECTS)
    return bool(stem)


def _stems(word: str) -> tuple[str, ...]:
    """`carries` -> carries, carry, carrie, carri: whichever of them is a verb."""
    if word.endswith("s"):
        return (word, f"{word[:-3]}y" if word.endswith("ies") else word[:-1], word[:-1], word[:-2])
    return (word,)
