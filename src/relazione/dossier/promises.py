"""Promises and what became of them."""

from collections.abc import Iterable

from relazione.dossier.naming import Naming
from relazione.dossier.notes import Notebook
from relazione.dossier.tree import PromiseLine, TurnLine
from relazione.resolution.claims import Promise, Turn


def promise_lines(promises: Iterable[Promise], naming: Naming, notebook: Notebook) -> tuple[PromiseLine, ...]:
    """Return the lines of promises in the order given."""
    return tuple(_promise_line(promise, naming, notebook) for promise in promises)


def _promise_line(promise: Promise, naming: Naming, notebook: Notebook) -> PromiseLine:
    return PromiseLine(
        notes=notebook.take(promise.source, promise.quotes),
        id=promise.id,
        who=naming.names(promise.who),
        to=naming.names(promise.to),
        what=promise.what,
        made=promise.made,
        due=promise.due,
        state=promise.state,
        turns=tuple(_turn_line(turn, notebook) for turn in promise.turns),
    )


def _turn_line(turn: Turn, notebook: Notebook) -> TurnLine:
    return TurnLine(notes=notebook.take(turn.source, turn.quotes), turn=turn.turn, date=turn.date, reason=turn.reason)
