"""The tables of a ledger.

What is kept: `documents`, `readings`, `decisions` of people (`other` is the second document of one on a pair) and the
stubs of `forgotten` documents; of watching, how each of the `feeds` stands, which `entries` of theirs were taken in (or
left out, and why), since when `rules` for alerts are in force, and the `alerts` raised with the outlets that still wait
for them (`pending`). All else is derived from these and is made anew when a document is read again or decided
on: `records` (one row a record of a current reading as decided; `urgency` says how much a person should look at it,
none where one did), the `judgements` on claims or profiles that decisions on pairs come to, the `casts` that say which
of the `profiles` (a way in which reports show an actor) plays which part, each with the actor that it merges into, the
`blocks` in which profiles stand that may be one, the `offices` they were shown with, the `sides` and `pairs` by which
records are found, the `links` that say why things were merged, the `fingerprints` that find copies of one text, and
`searchable` words. Derived rows name their document by its `number`, which is short.
"""

import sqlalchemy as sa

from relazione.ledger.packing import Packed

UNJUDGED = sa.text("NOT judged")
OPEN, DECIDED = sa.text("urgency IS NOT NULL"), sa.text("urgency IS NULL")

metadata = sa.MetaData()

documents = sa.Table(
    "documents",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("title", sa.Text),
    sa.Column("language", sa.String),
    sa.Column("published", sa.String),
    sa.Column("publisher", sa.Text),
    sa.Column("url", sa.Text),
    sa.Column("origin", sa.Text),
    sa.Column("added", sa.String, nullable=False),
    sa.Column("country", sa.String),
    sa.Column("lineage", sa.String, nullable=False),
    sa.Column("number", sa.Integer),
    sa.Column("author", sa.Text),
    sa.Index("documents_by_number", "number", unique=True),
)
readings = sa.Table(
    "readings",
    metadata,
    sa.Column("document", sa.ForeignKey("documents.id"), primary_key=True),
    sa.Column("reader", sa.String, primary_key=True),
    sa.Column("published", sa.String, primary_key=True, server_default=""),
    sa.Column("reading", Packed, nullable=False),
    sa.Column("added", sa.String, nullable=False),
)
decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("made", sa.String, nullable=False),
    sa.Column("who", sa.String, nullable=False),
    sa.Column("verb", sa.String, nullable=False),
    sa.Column("document", sa.String),
    sa.Column("other", sa.String),
    sa.Column("undoes", sa.String),
    sa.Column("decision", sa.Text, nullable=False),
    sa.Index("decisions_by_made", "made", "id"),
    sa.Index("decisions_by_who", "who", "made", "id"),
    sa.Index("decisions_by_document", "document"),
    sa.Index("decisions_by_other", "other"),
    sa.Index("decisions_by_undoes", "undoes"),
)
forgotten = sa.Table(
    "forgotten",
    metadata,
    sa.Column("document", sa.String, primary_key=True),
    sa.Column("forgotten", sa.String, nullable=False),
    sa.Column("records", sa.Integer, nullable=False),
)
feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("url", sa.String, primary_key=True),
    sa.Column("etag", sa.Text),
    sa.Column("modified", sa.Text),
    sa.Column("polled", sa.Float),
    sa.Column("failures", sa.Integer, nullable=False),
    sa.Column("until", sa.Float, nullable=False),
)
entries = sa.Table(
    "entries",
    metadata,
    sa.Column("feed", sa.String, primary_key=True),
    sa.Column("entry", sa.String, primary_key=True),
    sa.Column("url", sa.String),
    sa.Column("document", sa.String),
    sa.Column("note", sa.Text),
    sa.Column("tries", sa.Integer, nullable=False),
    sa.Column("until", sa.Float),
    sa.Column("judged", sa.Boolean, nullable=False),
    sa.Index("entries_by_url", "url"),
    sa.Index("entries_unjudged", "document", sqlite_where=UNJUDGED, postgresql_where=UNJUDGED),
)
rules = sa.Table(
    "rules",
    metadata,
    sa.Column("rule", sa.String, primary_key=True),
    sa.Column("since", sa.String, nullable=False),
)
alerts = sa.Table(
    "alerts",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("raised", sa.String, nullable=False),
    sa.Column("alert", sa.Text, nullable=False),
    sa.Column("pending", sa.Text, nullable=False),
    sa.Index("alerts_by_raised", "raised", "id"),
)

judgements = sa.Table(
    "judgements",
    metadata,
    sa.Column("decision", sa.ForeignKey("decisions.id"), primary_key=True),
    sa.Column("left", sa.String, primary_key=True),
    sa.Column("right", sa.String, primary_key=True),
    sa.Column("verdict", sa.String, nullable=False),
    sa.Index("judgements_by_left", "left"),
    sa.Index("judgements_by_right", "right"),
)
records = sa.Table(
    "records",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("claim", sa.String, nullable=False),
    sa.Column("document", sa.ForeignKey("documents.number"), nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("local", sa.String, nullable=False),
    sa.Column("day", sa.String, nullable=False),
    sa.Column("block", sa.String),
    sa.Column("opens", sa.String),
    sa.Column("closes", sa.String),
    sa.Column("merged", sa.String),
    sa.Column("urgency", sa.Integer),
    sa.Column("record", sa.Text, nullable=False),
    sa.Index("records_by_document", "document"),
    sa.Index("records_by_claim", "claim"),
    sa.Index("records_by_block", "block", "opens"),
    sa.Index("records_by_merged", "merged"),
    # partial, so that no other query that asks for a kind takes them
    sa.Index("records_by_urgency", "kind", "urgency", sqlite_where=OPEN, postgresql_where=OPEN),
    sa.Index("records_decided", "kind", sqlite_where=DECIDED, postgresql_where=DECIDED),
    sa.Index("records_by_day", "kind", "day", "number"),
)
sides = sa.Table(
    "sides",
    metadata,
    sa.Column("side", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("record", sa.ForeignKey("records.number"), primary_key=True),
    sa.Index("sides_by_record", "record"),
    sqlite_with_rowid=False,
)
pairs = sa.Table(
    "pairs",
    metadata,
    sa.Column("first", sa.String, primary_key=True),
    sa.Column("second", sa.String, primary_key=True),
    sa.Column("kind", sa.String, primary_key=True),
    sa.Column("day", sa.String, primary_key=True),
    sa.Column("record", sa.ForeignKey("records.number"), primary_key=True),
    sa.Index("pairs_by_record", "record"),
    sqlite_with_rowid=False,
)
profiles = sa.Table(
    "profiles",
    metadata,
    sa.Column("id", sa.String, primary_key=True),
    sa.Column("actor", sa.String, nullable=False),
    sa.Column("profile", sa.Text, nullable=False),
    sa.Index("profiles_by_actor", "actor"),
)
blocks = sa.Table(
    "blocks",
    metadata,
    sa.Column("block", sa.String, primary_key=True),
    sa.Column("profile", sa.ForeignKey("profiles.id"), primary_key=True),
    sa.Index("blocks_by_profile", "profile"),
    sqlite_with_rowid=False,
)
casts = sa.Table(
    "casts",
    metadata,
    sa.Column("document", sa.ForeignKey("documents.number"), primary_key=True),
    sa.Column("local", sa.String, primary_key=True),
    sa.Column("profile", sa.ForeignKey("profiles.id"), nullable=False),
    sa.Index("casts_by_profile", "profile"),
    sqlite_with_rowid=False,
)
offices = sa.Table(
    "offices",
    metadata,
    sa.Column("profile", sa.ForeignKey("profiles.id"), primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.number"), primary_key=True),
    sa.Column("role", sa.String, primary_key=True),
    sa.Column("country", sa.String, primary_key=True),
    sa.Column("organisation", sa.String, primary_key=True),
    sa.Column("title", sa.String, primary_key=True),
    sa.Column("day", sa.String, nullable=False),
    sa.Index("offices_by_country", "country", "role"),
    sa.Index("offices_by_title", "profile", "role", "country", "organisation", "title", "day"),
    sa.Index("offices_by_document", "document"),
    sqlite_with_rowid=False,
)
links = sa.Table(
    "links",
    metadata,
    sa.Column("left", sa.String, primary_key=True),
    sa.Column("right", sa.String, primary_key=True),
    sa.Column("merged", sa.String, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Index("links_by_right", "right"),
    sa.Index("links_by_merged", "merged"),
    sqlite_with_rowid=False,
)
fingerprints = sa.Table(
    "fingerprints",
    metadata,
    sa.Column("band", sa.BigInteger, primary_key=True),
    sa.Column("document", sa.ForeignKey("documents.number"), primary_key=True),
    sa.Index("fingerprints_by_document", "document"),
    sqlite_with_rowid=False,
)
searchable = sa.Table(
    "searchable",
    metadata,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("ref", sa.String, nullable=False),
    sa.Column("document", sa.ForeignKey("documents.number"), nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
    sa.Index("searchable_by_document", "document"),
)
