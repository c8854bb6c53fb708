"""Where debates are kept: append-only entries under one pen, and the inbox of what people send in."""

from rostra.ledger.base import Hit, Ledger, Listing, Message, Waiting, Writer
from rostra.ledger.memory import MemoryLedger
from rostra.ledger.opening import default_file, open_ledger
from rostra.ledger.wanted import Wanted

__all__ = [
    "Hit",
    "Ledger",
    "Listing",
    "MemoryLedger",
    "Message",
    "Waiting",
    "Wanted",
    "Writer",
    "default_file",
    "open_ledger",
]
