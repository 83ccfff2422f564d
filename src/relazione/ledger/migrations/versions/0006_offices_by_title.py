"""Offices are counted, and their first and last days found, without going through all their rows."""

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Create the index."""
    columns = ["profile", "role", "country", "organisation", "title", "day"]
    op.create_index("offices_by_title", "offices", columns, if_not_exists=True)
