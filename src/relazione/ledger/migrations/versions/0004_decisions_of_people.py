"""What people decide: decisions of every kind in one table; judgements on pairs derive from them."""

import json
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

from relazione.ledger.packing import Packed
from relazione.resolution.identity import identity

revision = "0004"
down_revision = "0003"

VERBS = {"same": "merge", "different": "split"}
URGENCY = (
    "UPDATE records SET urgency = CAST(ROUND(1000 * (1 - CAST({confidence} AS FLOAT)) * CASE kind "
    "WHEN 'event' THEN 1 + ABS(COALESCE(CAST({score} AS FLOAT), 0)) / 10 "
    "WHEN 'agreement' THEN 1.5 WHEN 'figure' THEN 1.0 ELSE 0.7 END) AS INTEGER)"
)
INDEXES = (
    ("records_by_urgency", ["kind", "urgency"], "urgency IS NOT NULL"),
    ("records_decided", ["kind"], "urgency IS NULL"),
)
SLOTS = {"sqlite": "json_extract(record, '$.{}')", "postgresql": "(record::json ->> '{}')"}


def upgrade() -> None:
    """Turn the judgements kept into decisions, and say of every record how much a person should look at it."""
    connection = op.get_bind()
    judged = [dict(row) for row in connection.execute(sa.text("SELECT * FROM judgements")).mappings()]
    op.drop_table("judgements")
    decisions, judgements = _create()
    rows = [_decision(connection, row) for row in judged if row["verdict"] in VERBS]
    if rows:
        connection.execute(sa.insert(decisions), [row for row, _ in rows])
        connection.execute(sa.insert(judgements), [found for _, found in rows])
    op.add_column("records", sa.Column("urgency", sa.Integer))
    slot = SLOTS[connection.dialect.name]
    connection.execute(sa.text(URGENCY.format(confidence=slot.format("confidence"), score=slot.format("score"))))
    for name, columns, condition in INDEXES:
        where = sa.text(condition)
        op.create_index(name, "records", columns, sqlite_where=where, postgresql_where=where)


def _create() -> tuple[sa.Table, sa.Table]:
    decisions = op.create_table(
        "decisions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("made", sa.String, nullable=False),
        sa.Column("who", sa.String, nullable=False),
        sa.Column("verb", sa.String, nullable=False),
        sa.Column("document", sa.String),
        sa.Column("other", sa.String),
        sa.Column("undoes", sa.String),
        sa.Column("decision", sa.Text, nullable=False),
    )
    op.create_index("decisions_by_made", "decisions", ["made", "id"])
    op.create_index("decisions_by_who", "decisions", ["who", "made", "id"])
    for column in ("document", "other", "undoes"):
        op.create_index(f"decisions_by_{column}", "decisions", [column])
    judgements = op.create_table(
        "judgements",
        sa.Column("decision", sa.String, sa.ForeignKey("decisions.id"), primary_key=True),
        sa.Column("left", sa.String, primary_key=True),
        sa.Column("right", sa.String, primary_key=True),
        sa.Column("verdict", sa.String, nullable=False),
    )
    for column in ("left", "right"):
        op.create_index(f"judgements_by_{column}", "judgements", [column])
    return decisions, judgements


def _decision(connection: sa.Connection, row: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the rows of a judgement as a decision, and as what derives from it."""
    marks = {side: _mark(connection, row[side]) for side in ("left", "right")}
    decision: dict[str, Any] = {
        "id": "",
        "who": row["who"] or "?",
        "made": row["made"],
        "verb": VERBS[row["verdict"]],
        **dict.fromkeys(("kind", "document", "claim", "local", "before", "after")),
        **marks,
        "undoes": None,
        "reason": row["reason"],
    }
    decision["kind"] = marks["left"]["kind"]
    decision["document"] = marks["left"]["document"]
    decision["id"] = identity("decision", decision)
    kept = {key: decision[key] for key in ("id", "made", "who", "verb", "document")}
    return (
        {**kept, "other": marks["right"]["document"], "undoes": None, "decision": json.dumps(decision)},
        {"decision": decision["id"], **{key: row[key] for key in ("left", "right", "verdict")}},
    )


def _mark(connection: sa.Connection, thing: str) -> dict[str, Any]:
    """Return what finds a claim or a profile in any reading of the first document that has it."""
    found = next(_telling(connection, thing), None) or next(_profile(connection, thing), None)
    return found or {"id": thing, "kind": "actor", "name": thing, "document": None, "spans": []}


def _telling(connection: sa.Connection, claim: str) -> Iterator[dict[str, Any]]:
    query = "SELECT d.id, r.record FROM records r JOIN documents d ON d.number = r.document WHERE r.claim = :claim"
    for document, text in connection.execute(sa.text(query), {"claim": claim}):
        record = json.loads(text)
        spans = [{"start": span["start"], "end": span["end"]} for span in record["evidence"]]
        yield {"id": claim, "kind": "event", "name": record["type"], "document": document, "spans": spans}


def _profile(connection: sa.Connection, profile: str) -> Iterator[dict[str, Any]]:
    query = (
        "SELECT d.id, c.local, r.reading FROM casts c JOIN documents d ON d.number = c.document "
        "JOIN readings r ON r.document = d.id WHERE c.profile = :profile ORDER BY d.number, r.added DESC LIMIT 1"
    )
    typed = sa.text(query).columns(sa.column("id"), sa.column("local"), sa.column("reading", Packed))
    for document, local, text in connection.execute(typed, {"profile": profile}):
        for actor in json.loads(text)["actors"]:
            if actor["id"] == local:
                spans = [{"start": place["start"], "end": place["end"]} for place in actor["mentions"]]
                yield {"id": profile, "kind": "actor", "name": actor["name"], "document": document, "spans": spans}
