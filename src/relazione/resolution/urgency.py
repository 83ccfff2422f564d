"""How much a person should look at a record: the less sure and the weightier it is, the more."""

from relazione.records import Event
from relazione.resolution.decisions import RULE
from relazione.resolution.kinds import Told, kind_of

WEIGHTS = {"event": 1.0, "agreement": 1.5, "figure": 1.0, "statement": 0.7}
HIGHEST_SCORE = 10  # of PLOVER's conflict-cooperation scale; such an event weighs twice as much as a neutral one


def urgency(record: Told) -> int | None:
    """Return from 0 upwards how much a person should look at a record, `None` where one decided on it."""
    if record.rule == RULE:
        return None
    weight = WEIGHTS[kind_of(record)] + (abs(record.score) / HIGHEST_SCORE if isinstance(record, Event) else 0)
    return round(1000 * (1 - record.confidence) * weight)
