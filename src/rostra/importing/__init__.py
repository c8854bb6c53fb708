"""A transcript from elsewhere into a debate that is over, and the account of what was understood."""

from rostra.importing.account import Account, Imported, Place, Speaker, preview
from rostra.importing.files import Found, bytes_of, found
from rostra.importing.reading import SUFFIXES, read
from rostra.importing.text import MAX_BYTES

__all__ = [
    "MAX_BYTES",
    "SUFFIXES",
    "Account",
    "Found",
    "Imported",
    "Place",
    "Speaker",
    "bytes_of",
    "found",
    "preview",
    "read",
]
