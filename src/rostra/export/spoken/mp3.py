"""A spoken debate as MP3, with chapters in it, and captions and chapters beside it."""

from __future__ import annotations

from rostra.debate import Debate
from rostra.export import vtt
from rostra.export.formats import Progress
from rostra.export.spoken import reciting
from rostra.export.spoken.engines import Engine
from rostra.export.spoken.id3 import tag
from rostra.export.spoken.reciting import reader_of

_KILOBITS = 64
"""A second: more than synthetic speech needs."""


def ready() -> None:
    """`ImportError` without the encoder, `RostraError` where nothing speaks here."""
    import lameenc  # noqa: F401

    reciting.ready()


def render(debate: Debate, *, engine: Engine | None = None, progress: Progress | None = None) -> dict[str, str | bytes]:
    """The sound (half a megabyte a minute), and two WebVTT tracks with its times."""
    import lameenc

    reader = reader_of(debate, engine)
    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(reader.engine.rate)
    encoder.set_bit_rate(_KILOBITS)
    encoder.set_quality(5)
    encoder.silence()
    sound = bytearray()
    timed = reader.read(lambda samples: sound.extend(encoder.encode(samples)), progress)
    sound.extend(encoder.flush())
    return {
        ".mp3": tag(debate, timed) + bytes(sound),
        ".vtt": vtt.captions(debate, timed),
        ".chapters.vtt": vtt.chapters(debate, timed),
    }
