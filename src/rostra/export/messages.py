"""Chats in the form that fine-tuning and evaluation tools take: a line of JSON a debater, as that seat had the debate.

`messages` alternates after `system`: `user` is what the others said since, with names; `assistant` what the seat said. Beside it stand
the disclosure, and whose chat it is.
"""

from __future__ import annotations

import json

from rostra.debate import Debate
from rostra.disclosure import disclosure
from rostra.export.words import json_line
from rostra.prompts.conversation import conversations


def render(debate: Debate) -> str:
    """A line for every simulated debater that said something; none where nobody did."""
    said = disclosure(debate)
    lines = []
    for seat, messages in conversations(debate):
        about = {
            "disclosure": said,
            "seat": seat.name,
            "byline": seat.byline,
            "role": seat.role,
            "side": seat.side,
            "model": seat.model,
            "debate": debate.id,
            "title": debate.title,
            "created": debate.created.isoformat(),
        }
        chat = [message.model_dump() for message in messages]
        lines.append(json_line(json.dumps(about | {"messages": chat}, ensure_ascii=False)))
    return "".join(f"{line}\n" for line in lines)
