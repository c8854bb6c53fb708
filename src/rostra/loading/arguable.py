"""Which sentences of a file can be argued, and which only say how to work, who somebody is, or what to type."""

from __future__ import annotations

import re

from rostra.loading.sentences import has_finite_verb, is_imperative, words

LONGEST = 45
"""Words of one statement."""
MOST_LETTERS = 600


def _any_of(listed: str) -> str:
    """Words and phrases, split by line ends or by a comma and a space, as one alternative."""
    return "(?:" + "|".join(part.strip() for part in re.split(r", |\n", listed) if part.strip()) + r")\b"


_NO_VIEW = re.compile(
    r"\b"
    + _any_of(
        r"""
        frameworks?, process(?:es)?, checklists?, examples?, templates?, workflows?, steps?, phases?, setup, how to, when to
        outputs?, inputs?, formats?, schema, presets, features?, commands?, tools?, tooling, config(?:uration)?
        styles?, tone, voice, communication, responses?, interactions?, integrations?, protocols?, coordination, handoffs?
        instructions?, guidelines?, rules?, requirements?, constraints, boundaries, scope, context, objectives?, goals?
        responsibilit(?:y|ies), capabilit(?:y|ies), expertise, skills?, duties, tasks?, role, identity, who you are, mission
        deliverables?, documentation, implementation, verification, validation, testing, errors?, troubleshooting, metrics
        usage, triggers?, invoked?, invocation, pre-?conditions, prerequisites, pitfalls, candidates, indicators, dynamics
        biograph(?:y|ical), bio, background, career, education, awards?, sources?, references, reading, considerations
        sample, prompts?, questions?, phrases, never argues, patterns?
        """
    ),
    re.IGNORECASE,
)
_ROLE = re.compile(
    _any_of(
        r"""
        you(?:['’]re| are), your, as an? [\w -]+ you, act as, my name, remember, note, important, this (?:agent|persona)
        i(?:['’]m| am) (?:an?|the), an? [^.]{0,60}\b(?:specialist|expert|agent|engineer|assistant)
        i (?:respond|help|speciali[sz]e|assist|provide|offer|will|can|use|always|start|begin|approach|bring|combine|work)
        i see this as, my (?:feedback|role|job|task|goal|mission|approach|name|style|background|work|research)
        when (?:asked|invoked|you|users?|the user|responding|a user), if (?:asked|the user|a user|you(?:['’]re)? (?:un|asked))
        """
    ),
    re.IGNORECASE,
)
_BIOGRAPHY = re.compile(
    r"\b"
    + _any_of(
        r"""
        was born, born in, graduated, ph\.?d, degree, professor, citations, career, years of experience, joined, renowned
        turing award, nobel, awarded, won the, co-?founded, founded, founder of, chief \w+ officer, worked (?:at|with|for)
        pioneer(?:ed|s)?
        """
    ),
    re.IGNORECASE,
)
"""Also keeps a list of honours from being argued as if it were a view."""
_STANCES = re.compile(
    "you "
    + _any_of(
        r"""
        believe, think, hold that, reject, doubt, see, value, prefer, distrust, favou?r, oppose, support, advocate, worry
        trust, want, question, refuse, defend, regard, consider, expect, suspect, hope, disagree, agree, do not believe, fear
        don['’]t believe, are convinced, are skeptical, are sceptical, are worried, are not worried, are optimistic
        """
    ),
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(r"[\[\]{}<>|=→✓✗✅❌☐]|://|\bTODO\b|\.\.\.$|…$|\w\(\)")
_SHOUTED = re.compile(
    r"\b(?:MUST|NEVER|ALWAYS|NOT|CAN|CANNOT|DO|READ|CHECK|CRITICAL|IMPORTANT|WARNING|ONLY|WHEN|ALL)\b"
)
_CODE = re.compile(r"\b\w+_\w+|\w/\w+[/.]|\b[\w-]+\.[a-z]{1,4}\b(?!\.)|--\w|&")
_LABELLED = re.compile(r"(?:\S+ ){0,3}\S+:\s")
_ADDRESSED = re.compile(r"you\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")

_ARGUES = re.compile(
    r"you (?:argue|contend|maintain|claim|insist|hold|think|say|assert|warn|point out|stress|emphasi[sz]e|note) that ",
    re.I,
)
_YOU = {"you are": "I am", "you're": "I'm", "you’re": "I’m", "yourself": "myself", "yours": "mine", "your": "my"}
_YOU_WORD = re.compile(r"\b(?:you are|you're|you’re|yourself|yours|your|you)\b", re.IGNORECASE)
_SUBJECT_NEXT = re.compile(
    r"(?:^|[,;]|\b(?:and|or|but|that|because|which|when|if|as|than|what|how|where|while|so))\s*$", re.I
)


def names_no_view(title: str) -> bool:
    """Whether a section of this title says how to work or who somebody is, instead of what they hold."""
    return bool(_NO_VIEW.search(title))


def arguable(sentence: str) -> bool:
    """Whether somebody could disagree with it: a whole statement that is no instruction, no role and no biography."""
    return (
        sound(sentence)
        and 5 <= len(words(without_asides(sentence))) <= LONGEST
        and not is_imperative(sentence)
        and not _ROLE.match(sentence)
        and has_finite_verb(sentence)
    )


def sound(sentence: str) -> bool:
    """Whether it can be said aloud: no question, lead-in, placeholder, code, or line of somebody's life."""
    if len(sentence) > MOST_LETTERS or not (sentence[:1].isupper() or sentence[:1].isdigit()):
        return False
    return not (
        sentence.rstrip("\"'”’").endswith(("?", ":"))
        or any(pattern.match(sentence) for pattern in (_LABELLED, _ADDRESSED))
        or any(pattern.search(sentence) for pattern in (_PLACEHOLDER, _SHOUTED, _CODE, _BIOGRAPHY))
    )


def first_person(sentence: str) -> str:
    """`You argue that X` -> `X`; `You believe X` -> `I believe X`; any other sentence as it is."""
    argued = _ARGUES.match(sentence)
    if argued:
        rest = sentence[argued.end() :]
        return _mine(rest[:1].upper() + rest[1:])
    return _mine(sentence) if _STANCES.match(sentence) else sentence


def without_asides(text: str) -> str:
    """The text without what stands in brackets."""
    return _ASIDE.sub(" ", text)


def _mine(text: str) -> str:
    def turned(found: re.Match[str]) -> str:
        subject = "I" if found.start() == 0 or _SUBJECT_NEXT.search(text[: found.start()]) else "me"
        return _YOU.get(found.group().lower(), subject)

    return _YOU_WORD.sub(turned, text)
