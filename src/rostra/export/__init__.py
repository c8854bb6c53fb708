"""A debate into a file: one module a format, found by suffix."""

from rostra.export.files import FORMATS, write

__all__ = ["FORMATS", "write"]
