"""What a slot is shown. Pure in (debate, slot): the same entries give the same prompt, byte for byte, so that caches hit."""

from rostra.prompts.answers import SCHEMAS, SECTIONS
from rostra.prompts.prompt import Block, Prompt
from rostra.prompts.render import max_tokens, render

__all__ = ["SCHEMAS", "SECTIONS", "Block", "Prompt", "max_tokens", "render"]
