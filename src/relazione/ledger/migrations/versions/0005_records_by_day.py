"""Records of a kind are found in the order of their days, also where no side is asked for."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Create the index."""
    op.create_index("records_by_day", "records", ["kind", "day", "number"], if_not_exists=True)
