"""When a debate's words are said or shown: its lines in reading order, cut into captions, laid out in seconds. Pure."""

from rostra.timing.captions import passages, plain, unwrapped
from rostra.timing.language import language_of, seconds_of, tag_of
from rostra.timing.lines import Line, Part, lines_of
from rostra.timing.timeline import GAP, Chapter, Cue, Span, Timeline, lay_out, timeline, timeline_data

__all__ = [
    "GAP",
    "Chapter",
    "Cue",
    "Line",
    "Part",
    "Span",
    "Timeline",
    "language_of",
    "lay_out",
    "lines_of",
    "passages",
    "plain",
    "seconds_of",
    "tag_of",
    "timeline",
    "timeline_data",
    "unwrapped",
]
