"""Runs migrations over the connection that `relazione.ledger.layout` hands in; Alembic loads this file by path."""

from alembic import context

from relazione.ledger.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
with context.begin_transaction():
    context.run_migrations()
