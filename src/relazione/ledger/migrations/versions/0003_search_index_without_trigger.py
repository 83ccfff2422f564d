"""The search index is filled by the writer, a batch at a time, and no longer by a trigger, row by row."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Drop the trigger; what it put into the index stays."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER IF EXISTS searchable_added")
