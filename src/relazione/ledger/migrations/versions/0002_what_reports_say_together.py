"""What many reports say together: records, merged actors and events, judgements, copies, searchable words."""

import sqlalchemy as sa
from alembic import op

from relazione.ledger.dialects import create_search
from relazione.ledger.packing import Packed

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the derived tables; `relazione.ledger.layout` fills them from the readings kept."""
    op.add_column("documents", sa.Column("country", sa.String))
    op.add_column("documents", sa.Column("lineage", sa.String, nullable=False, server_default=""))
    op.add_column("documents", sa.Column("number", sa.Integer))
    op.create_index("documents_by_number", "documents", ["number"], unique=True)
    _pack_readings()
    _create_kept()
    _create_records()
    _create_actors()
    _create_found()
    create_search(op.get_bind())


def _pack_readings() -> None:
    """Keep readings compressed."""
    op.rename_table("readings", "readings_before")
    packed = op.create_table(
        "readings",
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("reader", sa.String, primary_key=True),
        sa.Column("published", sa.String, primary_key=True, server_default=""),
        sa.Column("reading", Packed, nullable=False),
        sa.Column("added", sa.String, nullable=False),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.text("SELECT document, reader, published, reading, added FROM readings_before"))
    kept = [dict(row) for row in rows.mappings()]
    if kept:
        connection.execute(sa.insert(packed), kept)
    op.drop_table("readings_before")


def _create_kept() -> None:
    op.create_table(
        "judgements",
        sa.Column("left", sa.String, primary_key=True),
        sa.Column("right", sa.String, primary_key=True),
        sa.Column("verdict", sa.String, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("who", sa.String),
        sa.Column("made", sa.String, nullable=False),
    )
    op.create_table(
        "forgotten",
        sa.Column("document", sa.String, primary_key=True),
        sa.Column("forgotten", sa.String, nullable=False),
        sa.Column("records", sa.Integer, nullable=False),
    )


def _create_records() -> None:
    op.create_table(
        "records",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("claim", sa.String, nullable=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("local", sa.String, nullable=False),
        sa.Column("day", sa.String, nullable=False),
        sa.Column("block", sa.String),
        sa.Column("opens", sa.String),
        sa.Column("closes", sa.String),
        sa.Column("merged", sa.String),
        sa.Column("record", sa.Text, nullable=False),
    )
    op.create_index("records_by_block", "records", ["block", "opens"])
    for column in ("document", "claim", "merged"):
        op.create_index(f"records_by_{column}", "records", [column])
    op.create_table(
        "sides",
        sa.Column("side", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("record", sa.Integer, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("sides_by_record", "sides", ["record"])
    op.create_table(
        "pairs",
        sa.Column("first", sa.String, primary_key=True),
        sa.Column("second", sa.String, primary_key=True),
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("day", sa.String, primary_key=True),
        sa.Column("record", sa.Integer, sa.ForeignKey("records.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("pairs_by_record", "pairs", ["record"])


def _create_actors() -> None:
    op.create_table(
        "profiles",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("profile", sa.Text, nullable=False),
    )
    op.create_index("profiles_by_actor", "profiles", ["actor"])
    op.create_table(
        "blocks",
        sa.Column("block", sa.String, primary_key=True),
        sa.Column("profile", sa.String, sa.ForeignKey("profiles.id"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("blocks_by_profile", "blocks", ["profile"])
    op.create_table(
        "casts",
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("local", sa.String, primary_key=True),
        sa.Column("profile", sa.String, sa.ForeignKey("profiles.id"), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("casts_by_profile", "casts", ["profile"])
    op.create_table(
        "offices",
        sa.Column("profile", sa.String, sa.ForeignKey("profiles.id"), primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True),
        sa.Column("role", sa.String, primary_key=True),
        sa.Column("country", sa.String, primary_key=True),
        sa.Column("organisation", sa.String, primary_key=True),
        sa.Column("title", sa.String, primary_key=True),
        sa.Column("day", sa.String, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("offices_by_country", "offices", ["country", "role"])
    op.create_index("offices_by_document", "offices", ["document"])


def _create_found() -> None:
    op.create_table(
        "links",
        sa.Column("left", sa.String, primary_key=True),
        sa.Column("right", sa.String, primary_key=True),
        sa.Column("merged", sa.String, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("links_by_right", "links", ["right"])
    op.create_index("links_by_merged", "links", ["merged"])
    op.create_table(
        "fingerprints",
        sa.Column("band", sa.BigInteger, primary_key=True),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), primary_key=True),
        sqlite_with_rowid=False,
    )
    op.create_index("fingerprints_by_document", "fingerprints", ["document"])
    op.create_table(
        "searchable",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("ref", sa.String, nullable=False),
        sa.Column("document", sa.Integer, sa.ForeignKey("documents.number"), nullable=False),
        sa.Column("folded", sa.Text, nullable=False),
    )
    op.create_index("searchable_by_document", "searchable", ["document"])
