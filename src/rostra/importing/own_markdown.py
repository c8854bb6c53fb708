"""What Rostra's own Markdown says, as far as it can be read back: who said what, with claims and replies. Lossless is the JSON."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from rostra.importing.draft import Asked, Draft, Known, Said
from rostra.importing.names import MODERATORS

_CAST = re.compile(r"- \*\*(?P<name>.{1,200}?)\*\*(?: · (?P<rest>.*))?")
_BYLINE = re.compile(r"\*\*(?P<name>.{1,200}?)\*\*(?: · (?P<side>.{1,80}))?")
_ASKS = re.compile(r"> \*\*(?P<by>.{1,200}?) asks(?: (?P<to>.{1,200}?))?:\*\* (?P<text>.*)")
_FOUND = re.compile(r"\*\*(?P<judge>.{1,200}?)\*\* finds for .*")
_DATED = re.compile(r".* · (?P<date>\d{2} [A-Z][a-z]+ \d{4}) · `[^`]+`")
_MOTION = "> **Motion:** "
_OWN = re.compile(r'<sup id="[^"<>]*">([A-Z]{1,2}\d+\.\d+)</sup>')
_LINKS = re.compile(r"<sup>(?:\*(?P<word>[a-z]+)\* )?(?P<ids>(?:\[?[A-Z]{1,2}\d+\.\d+\]?(?:\(#[^()]*\))?[ ]?)+)</sup>")
_ID = re.compile(r"[A-Z]{1,2}\d+\.\d+")
_VIEWS = frozenset({"## Votes and stances", "## Flow sheet"})


def is_own_markdown(text: str) -> bool:
    """Whether a text begins as our export does."""
    head = text[:20_000]
    return head.startswith("# ") and f"\n{_MOTION}" in head and any(map(_DATED.fullmatch, head.split("\n")))


def read_own_markdown(text: str) -> Draft:
    """The draft. What was voted and the flow sheet are views of what the JSON has; they are left out, and that is said."""
    return _Reader().read(text)


class _Reader:
    def __init__(self) -> None:
        self._draft = Draft("Markdown written by Rostra")
        self._phase = ""
        self._said: Said | None = None
        self._in_head = True

    def read(self, text: str) -> Draft:
        """Line by line; paragraphs belong to whoever's name stands over them."""
        lines = text.split("\n")
        for number, line in enumerate(lines, start=1):
            if line in _VIEWS or (line == "---" and not any(map(str.strip, lines[number + 2 :]))):
                note = "Votes, stances and the flow sheet are not read back from Markdown; the JSON has them."
                self._draft.notes += [note] if line in _VIEWS else []
                break
            if self._in_head:
                self._head(number, line)
            else:
                self._body(number, line)
        return self._draft

    def _head(self, number: int, line: str) -> None:
        draft = self._draft
        if number == 1:
            draft.title = _unescaped(line[2:])
        elif line.startswith(_MOTION):
            draft.motion = _unescaped(line.removeprefix(_MOTION))
        elif found := _CAST.fullmatch(line):
            self._cast(_unescaped(found["name"]), (found["rest"] or "").split(" · "))
        elif found := _DATED.fullmatch(line):
            draft.created = _day(found["date"])
            self._in_head = False
        elif len(line) > 2 and line[0] == line[-1] == "*":
            draft.loose(number, f"The file says: {_unescaped(line[1:-1])}", code="disclosure")
        elif line.strip():
            draft.loose(number, _unescaped(line))

    def _cast(self, name: str, facts: list[str]) -> None:
        known = Known()
        for fact in filter(None, facts):
            if fact.startswith("claims "):
                known.mark = (
                    fact.removeprefix("claims ") if _ID.fullmatch(f"{fact.removeprefix('claims ')}1.1") else None
                )
            elif fact is facts[0]:
                known.side = fact
            else:
                known.model = fact if fact != "a person" else None
        self._draft.speakers[name] = known

    def _body(self, number: int, line: str) -> None:
        byline = _BYLINE.fullmatch(line)
        if line.startswith("## "):
            self._phase, self._said = _unescaped(line[3:]), None
        elif byline and self._speaks(_unescaped(byline["name"])):
            name = _unescaped(byline["name"])
            self._said = Said(name, [], phase=self._phase, side=byline["side"])
            self._draft.items.append(self._said)
        elif found := _ASKS.fullmatch(line):
            asked = Asked(number, _unescaped(found["by"]), _restored(found["text"]), phase=self._phase)
            asked.to = self._named(found["to"])
            self._draft.items.append(asked)
            self._said = None
        elif self._is_nobodys(line):
            self._said = None
            self._draft.loose(number, _restored(re.sub(r"</?(?:details|summary)>", "", line)), self._phase)
        elif self._said is not None:
            self._said.pieces.append((number, _restored(line)))
        elif line.strip():
            self._draft.loose(number, _restored(line), self._phase)

    def _speaks(self, name: str) -> bool:
        return name in self._draft.speakers or name.casefold() in MODERATORS

    def _named(self, to: str | None) -> str | None:
        """A name as questions call it, which is without what a byline adds."""
        wanted = _unescaped(to or "")
        return next((name for name in self._draft.speakers if name.removesuffix(" (simulated)") == wanted), None)

    def _is_nobodys(self, line: str) -> bool:
        italic = len(line) > 2 and line[0] == line[-1] == "*" and line[1] != "*"
        return italic or line.startswith("<details>") or _FOUND.fullmatch(line) is not None


def _day(words: str) -> datetime | None:
    try:
        return datetime.strptime(words, "%d %B %Y").replace(tzinfo=UTC)
    except ValueError:
        return None


def _restored(text: str) -> str:
    """The text as it was said, markers in brackets."""
    return _unescaped(_LINKS.sub(_bracketed, _OWN.sub(r"[\1]", text)))


def _bracketed(found: re.Match[str]) -> str:
    ids = ", ".join(f"[{id_}]" for id_ in dict.fromkeys(_ID.findall(found["ids"].split("(#")[0] and found["ids"])))
    return f"({found['word']} {ids})" if found["word"] else ids


def _unescaped(text: str) -> str:
    return text.replace("!\\[", "![").replace("&lt;", "<").replace("&amp;", "&").strip("\n")
