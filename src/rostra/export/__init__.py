"""A debate into a file: one module a format, found by suffix."""

from rostra.export.files import everything, file_name, packed, write
from rostra.export.formats import EXPORTERS, FORMATS, Content, Exporter, exporter_of
from rostra.export.options import Options, shaped

__all__ = [
    "EXPORTERS",
    "FORMATS",
    "Content",
    "Exporter",
    "Options",
    "everything",
    "exporter_of",
    "file_name",
    "packed",
    "shaped",
    "write",
]
