"""What to review next: the least sure and most consequential records first.

The ledger keeps how urgent each record is (`relazione.resolution.urgency`), in an index by kind. The most urgent
ones that a filter lets through are ranked anew by what only the ledger knows: how many reports tell of the same event,
and whether another figure contradicts.
"""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa

from relazione.ledger import tables
from relazione.ledger.decided import decided_by
from relazione.ledger.dialects import in_chunks
from relazione.ledger.view import View, relation_of
from relazione.records import Record
from relazione.resolution.claims import Claim, Question
from relazione.resolution.figures import line_up
from relazione.resolution.kinds import TYPES

CANDIDATES = 100  # records of a kind that are ranked
SECONDS = 40  # records decided on that are offered for a second opinion
FEW = 3000  # records of a side or pair up to which all are looked at; of more, the most urgent of the ledger
CONTRADICTED = 1.0  # added for a figure that another contradicts
REPORTS = 0.25  # of its own weight is added for each doubling of the reports that tell of an event


class Item(Record, frozen=True, kw_only=True):
    """A record to look at, with its source and words; the higher its `weight`, the sooner.

    `reports` tell of the same event; `by` are those who decided on it already.
    """

    kind: str
    claim: Claim[Any]
    weight: float
    reports: int = 1
    contradicted: bool = False
    by: tuple[str, ...] = ()


def next_items(  # noqa: PLR0913  (filters are named, never counted off)
    view: View,
    *,
    question: Question | None = None,
    kinds: Iterable[str] = (),
    document: str | None = None,
    reviewer: str | None = None,
    seconds: bool = False,
    limit: int = 20,
) -> list[Item]:
    """Return what to review next, the weightiest first.

    `question` lets through what is about its one or two states or groups, `kinds` some kinds of records, `document` one
    report. With `seconds` come, in place of records that nobody decided on, those on which others than `reviewer` did.
    """
    asked = tuple(kinds) or tuple(TYPES)
    found = {row.number: row for kind in asked for row in _candidates(view, kind, question, document, seconds=seconds)}
    claims = view.numbered(found)
    by = (
        decided_by(view.connection, [(claim.source.document, claim) for _, claim in claims.values()]) if seconds else {}
    )
    reports = _reports(view, [row.merged for row in found.values() if row.merged])
    contradicted = _contradicted([claim for kind, claim in claims.values() if kind == "figure"])
    items = [
        Item(
            kind=kind,
            claim=claim,
            weight=_weight(found[number].urgency or 0, told, contradicts=claim.id in contradicted),
            reports=told,
            contradicted=claim.id in contradicted,
            by=by.get(claim.id, ()),
        )
        for number, (kind, claim) in claims.items()
        for told in [reports.get(found[number].merged, 1)]
    ]
    kept = [item for item in items if not seconds or (item.by and reviewer not in item.by)]
    return sorted(kept, key=lambda item: (-item.weight, item.claim.source.document, item.claim.id))[:limit]


def _weight(urgency: int, reports: int, *, contradicts: bool) -> float:
    return round(urgency / 1000 * (1 + REPORTS * math.log2(reports)) + CONTRADICTED * contradicts, 3)


def _candidates(
    view: View, kind: str, question: Question | None, document: str | None, *, seconds: bool
) -> Sequence[Any]:
    """Return the most urgent records of a kind that the filters let through.

    Where the filters leave few, reckoned values keep the database from going through the index of the most urgent.
    """
    record = tables.records
    narrow, conditions = _filters(view, kind, question, document)
    urgency, own = (record.c.urgency + 0, record.c.kind.concat("")) if narrow else (record.c.urgency, record.c.kind)
    query = sa.select(record.c.number, record.c.merged, record.c.urgency).where(own == kind, *conditions)
    if seconds:
        return view.connection.execute(query.where(urgency.is_(None)).limit(SECONDS)).all()
    return view.connection.execute(query.where(urgency.is_not(None)).order_by(urgency.desc()).limit(CANDIDATES)).all()


def _filters(
    view: View, kind: str, question: Question | None, document: str | None
) -> tuple[bool, list[sa.ColumnElement[bool]]]:
    """Return whether filters leave few records, and the conditions that they are."""
    conditions: list[sa.ColumnElement[bool]] = []
    narrow = document is not None
    if document:
        number = sa.select(tables.documents.c.number).where(tables.documents.c.id == document)
        conditions.append(tables.records.c.document == number.scalar_subquery())
    if question and (question.first or question.second):
        few, about = _about(view, kind, question)
        narrow = narrow or few
        conditions.append(about)
    return narrow, conditions


def _about(view: View, kind: str, question: Question) -> tuple[bool, sa.ColumnElement[bool]]:
    """Return whether few records are about the states or groups of a question, and the condition that one is."""
    table, same = relation_of(question)
    own = sa.select(table.c.record).where(*same, table.c.kind == kind)
    few = sa.select(sa.func.count()).select_from(own.limit(FEW + 1).subquery())
    if int(view.connection.execute(few).scalar() or 0) <= FEW:
        return True, tables.records.c.number.in_(own)
    day = tables.records.c.day == table.c.day
    return False, sa.exists().where(*same, table.c.kind == kind, day, table.c.record == tables.records.c.number)


def _reports(view: View, merged: Iterable[str]) -> dict[str, int]:
    """Return merged event → how many records tell of it."""
    record = tables.records
    return {
        id_: int(number)
        for part in in_chunks(sorted(set(merged)))
        for id_, number in view.connection.execute(
            sa.select(record.c.merged, sa.func.count()).where(record.c.merged.in_(part)).group_by(record.c.merged)
        )
    }


def _contradicted(claims: Sequence[Claim[Any]]) -> set[str]:
    """Return the ids of figures that another of them contradicts."""
    return {
        end
        for line in line_up(claims)
        for pair in line.compared
        if pair.verdict == "contradiction"
        for end in (pair.left, pair.right)
    }
