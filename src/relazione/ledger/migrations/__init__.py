"""The layouts that ledgers have had, and the way from each to the next (Alembic)."""
