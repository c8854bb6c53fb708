"""Which argument meets which: idf-weighted overlap of word stems. No similarity knows for or against; authored lines do."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import snowballstemmer

LEAST_SHARED = 2
"""Stems in common below which a match is noise."""

_WORD = re.compile(r"[a-zà-öø-ÿ]+(?:['’][a-z]+)?")
_STOP = frozenset(
    """a about above after again all also am an and any are as at be because been before being below between both but by can
    cannot could did do does doing down during each even ever every few for from further get gets got had has have having he her
    here hers him his how i if in into is it its itself just let like made make makes many may me might more most much must my myself
    no nor not nothing now of off on once one only or other our ours out over own per put really said same say says she should so
    some somebody something still such take than that the their theirs them themselves then there these they thing things this
    those through to too under until up upon us very was way we were what when where which while who whom whose why will with
    without would yet you your yours""".split()  # noqa: SIM905 - a list of words reads better as words
)
_stemmer = snowballstemmer.stemmer("english")


@lru_cache(maxsize=20_000)
def stems(text: str) -> frozenset[str]:
    """The stems of the words that carry meaning."""
    words = [word.replace("’", "'").split("'")[0] for word in _WORD.findall(text.lower())]
    return frozenset(_stemmer.stemWords([word for word in words if word not in _STOP and len(word) > 1]))


class Matcher:
    """Similarity between sentences of one debate, rarer stems weighing more."""

    def __init__(self, corpus: Iterable[str]) -> None:
        texts = [stems(text) for text in corpus]
        counts = Counter(stem for text in texts for stem in text)
        total = len(texts) + 1
        self._idf = {stem: math.log(total / count) for stem, count in counts.items()}
        self._rare = math.log(total)
        self._norms: dict[frozenset[str], float] = {}
        self._known: dict[tuple[str, str], float] = {}

    def similarity(self, one: str, other: str) -> float:
        """Cosine from 0 to 1; 0 with fewer than two stems in common."""
        if (one, other) not in self._known:
            self._known[one, other] = self._similarity(one, other)
        return self._known[one, other]

    def _similarity(self, one: str, other: str) -> float:
        a, b = stems(one), stems(other)
        shared = a & b
        if len(shared) < LEAST_SHARED:
            return 0.0
        # Summed in a fixed order: floating sums would else depend on the hash seed.
        dot = math.fsum(sorted(self._weight(stem) ** 2 for stem in shared))
        return dot / (self._norm(a) * self._norm(b)) if dot else 0.0

    def _weight(self, stem: str) -> float:
        return self._idf.get(stem, self._rare)

    def _norm(self, text: frozenset[str]) -> float:
        if text not in self._norms:
            self._norms[text] = math.sqrt(math.fsum(sorted(self._weight(stem) ** 2 for stem in text))) or 1.0
        return self._norms[text]
