"""What a persona's or seat's `model:` may say."""

from __future__ import annotations

import re

ALIASES = ("opus", "sonnet", "haiku", "inherit")
"""Names that Claude Code's agent files use; settings resolve them to ids."""

_PROVIDER = re.compile(r"[a-z][a-z0-9_-]*:[^\s:][^\s]*")
_ID = re.compile(
    r"(?=.*[a-z])(?=.*\d)(?=.*-)[a-z0-9][\w.@/\[\]-]*|(claude|gpt|gemini|llama|mistral|qwen|deepseek|grok|o\d)[\w.@/\[\]-]*"
)


def understood(text: str) -> str | None:
    """A model name as it should be kept: an alias, an id, `provider:model`, `offline`. None for anything else."""
    name = text.strip()
    lower = name.lower()
    if lower in (*ALIASES, "offline"):
        return lower
    if _PROVIDER.fullmatch(lower) or _ID.fullmatch(lower):
        return name
    return None
