"""Feeds that keep the ledger current, what was taken in from them, and the alerts raised."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Create the tables of watching."""
    op.create_table(
        "feeds",
        sa.Column("url", sa.String, primary_key=True),
        sa.Column("etag", sa.Text),
        sa.Column("modified", sa.Text),
        sa.Column("polled", sa.Float),
        sa.Column("failures", sa.Integer, nullable=False),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "entries",
        sa.Column("feed", sa.String, primary_key=True),
        sa.Column("entry", sa.String, primary_key=True),
        sa.Column("url", sa.String),
        sa.Column("document", sa.String),
        sa.Column("note", sa.Text),
        sa.Column("tries", sa.Integer, nullable=False),
        sa.Column("until", sa.Float),
        sa.Column("judged", sa.Boolean, nullable=False),
    )
    op.create_index("entries_by_url", "entries", ["url"])
    unjudged = sa.text("NOT judged")
    op.create_index("entries_unjudged", "entries", ["document"], sqlite_where=unjudged, postgresql_where=unjudged)
    op.create_table(
        "rules",
        sa.Column("rule", sa.String, primary_key=True),
        sa.Column("since", sa.String, nullable=False),
    )
    op.create_table(
        "alerts",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("raised", sa.String, nullable=False),
        sa.Column("alert", sa.Text, nullable=False),
        sa.Column("pending", sa.Text, nullable=False),
    )
    op.create_index("alerts_by_raised", "alerts", ["raised", "id"])
