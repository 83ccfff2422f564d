"""Documents and their readings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create what the first version kept."""
    op.create_table(
        "documents",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("language", sa.String),
        sa.Column("published", sa.String),
        sa.Column("publisher", sa.Text),
        sa.Column("url", sa.Text),
        sa.Column("origin", sa.Text),
        sa.Column("added", sa.String, nullable=False),
    )
    op.create_table(
        "readings",
        sa.Column("document", sa.String, sa.ForeignKey("documents.id"), primary_key=True),
        sa.Column("reader", sa.String, primary_key=True),
        sa.Column("published", sa.String, primary_key=True, server_default=""),
        sa.Column("reading", sa.Text, nullable=False),
        sa.Column("added", sa.String, nullable=False),
    )
