"""Documents keep whoever wrote them."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the column, which the tables of a ledger made by the second migration have already."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns("documents")}
    if "author" not in known:
        op.add_column("documents", sa.Column("author", sa.Text))
