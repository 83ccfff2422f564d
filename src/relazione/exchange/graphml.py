"""The network of actors as GraphML: a node an actor, an edge all events of one actor towards another."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from relazione.exchange.actors import english_name, find_actor
from relazione.exchange.events import UNREAL, is_real
from relazione.exchange.tables import number
from relazione.exchange.writer import Options, Target, TextWriter
from relazione.records import Event
from relazione.resolution.claims import LedgerActor, Material

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
"""
KEYS = (
    *(("name", "node", "string"), ("kind", "node", "string"), ("country", "node", "string")),
    *(("events", "edge", "int"), ("score_mean", "edge", "double"), ("score_sum", "edge", "double")),
)
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
ALONE = "no other side"
LOSES = (
    "Everything of an event but its score and who acts on whom: types, dates, places, words, reports; "
    "negated and hypothetical events, statements, figures, agreements."
)


class GraphmlWriter(TextWriter):
    """Gathers actors and their events, and writes them at the end."""

    def __init__(self, target: Target, options: Options | None = None) -> None:
        self._actors: dict[str, LedgerActor] = {}
        self._edges: dict[tuple[str, str], list[float]] = {}
        super().__init__(target, options)

    def _body(self, material: Material) -> Iterable[str]:
        for event in (merged.event for merged in material.events):
            if not is_real(event):
                self.left_out[UNREAL] += 1
                continue
            for id_ in (*event.actor, *event.recipient):
                self._actors.setdefault(id_, find_actor(id_, material))
            edges = facing(event)
            self.left_out.update(() if edges else (ALONE,))
            for edge in edges:
                self._edges.setdefault(edge, []).append(event.score)
        return ()

    def _tail(self) -> Iterator[str]:
        yield HEAD
        yield f"<desc>{_text(f'Written by {self.options.reader}. Left out: {LOSES}')}</desc>\n"
        yield from (
            f'<key id="{key}" for="{kind}" attr.name="{key}" attr.type="{type_}"/>\n' for key, kind, type_ in KEYS
        )
        yield '<graph id="relations" edgedefault="directed">\n'
        yield from (_node(actor) for _, actor in sorted(self._actors.items()))
        yield from (_edge(*sides, scores) for sides, scores in sorted(self._edges.items()))
        yield "</graph>\n</graphml>\n"


def facing(event: Event) -> list[tuple[str, str]]:
    """Return the ids of who acts on whom; several actors without a recipient act on one another."""
    others = event.recipient or event.actor
    return list(dict.fromkeys((actor, other) for actor in event.actor for other in others if actor != other))


def _node(actor: LedgerActor) -> str:
    values = {"name": english_name(actor), "kind": actor.kind, "country": actor.country}
    return f"<node id={quoteattr(_legal(actor.id))}>{_data(values)}</node>\n"


def _edge(first: str, second: str, scores: list[float]) -> str:
    total = sum(scores)
    values: dict[str, str | None] = {
        "events": str(len(scores)),
        "score_mean": number(total / len(scores)),
        "score_sum": number(total),
    }
    ends = f"source={quoteattr(_legal(first))} target={quoteattr(_legal(second))}"
    return f"<edge {ends}>{_data(values)}</edge>\n"


def _data(values: dict[str, str | None]) -> str:
    return "".join(f'<data key="{key}">{_text(value)}</data>' for key, value in values.items() if value)


def _text(text: str) -> str:
    return escape(_legal(text))


def _legal(text: str) -> str:
    """Return a text without the characters that XML cannot hold."""
    return FORBIDDEN.sub(" ", text)
