"""The tables as queries see them. How they came to be is in `migrations`; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Double, Integer, MetaData, Table, Text

metadata = MetaData()

debates = Table(
    "debates",
    metadata,
    Column("key", BigInteger, primary_key=True),  # never used again: it tells a debate from a later one of the same id
    Column("id", Text),
    Column("title", Text),
    Column("scenario", Text),
    Column("format", Text),
    Column("created", Double),
    Column("updated", Double),
    Column("entries", Integer),  # how many, and so the highest seq
    Column("turns", Integer),
    Column("cost", Double),
    Column("ended", Boolean),
    Column("epoch", Integer),
    Column("host", Text),  # the holder of the pen; null when nobody is
    Column("pid", Integer),
    Column("started", Text),
    Column("expires", Double),
    Column("named", Text),  # title, id and scenario as `words.named` has them, to be found and sorted by
    Column("owner", Text),
    Column("deleted", Double),  # when it was put into the bin; null when it is in none
    Column("parent", Text),  # the id of the debate that it is a fork of
    Column("parent_slot", Integer),
    Column("parent_how", Text),
)

headers = Table(  # apart from `debates`, whose rows are written anew with every entry
    "headers",
    metadata,
    Column("debate", BigInteger, primary_key=True),
    Column("body", Text),
)

entries = Table(
    "entries",
    metadata,
    Column("key", BigInteger, primary_key=True),
    Column("debate", BigInteger),
    Column("seq", Integer),
    Column("slot", Integer),
    Column("kind", Text),
    Column("text", Text),
    Column("body", Text),
    Column("grams", Text),  # `words.grams` of the text; null for nearly all
)

labels = Table(
    "labels",
    metadata,
    Column("debate", BigInteger, primary_key=True),
    Column("name", Text, primary_key=True),  # `tag`, or `shared`
    Column("value", Text, primary_key=True),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", BigInteger, primary_key=True),
    Column("debate", BigInteger),
    Column("body", Text),
)

version = Table("rostra_schema", metadata, Column("version", Integer))
