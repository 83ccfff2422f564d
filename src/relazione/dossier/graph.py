"""The picture of a network: the busiest actors in a circle, edges between them, with all places reckoned."""

import math
from collections.abc import Iterator, Sequence

from relazione.dossier.tree import Edge, Network, Node
from relazione.records import Record

WIDTH, HEIGHT = 720, 400
RADIUS_X, RADIUS_Y = 210, 150
DRAWN = 14  # more names would cover one another
THINNEST, THICKEST = 1.0, 9.0
SMALLEST, LARGEST = 5.0, 15.0
LONGEST_NAME = 28
GAP = 6


class Dot(Record, frozen=True, kw_only=True):
    """A node at its place, with its name beside it; `anchor` is SVG's text-anchor."""

    x: float
    y: float
    radius: float
    name: str
    full: str
    events: int
    text_x: float
    text_y: float
    anchor: str


class Tie(Record, frozen=True, kw_only=True):
    """An edge between two places; `conflict` where its mean score is below zero."""

    x1: float
    y1: float
    x2: float
    y2: float
    width: float
    conflict: bool
    left: str
    right: str
    events: int
    mean: float


class Graph(Record, frozen=True, kw_only=True):
    """A drawing in units of its view box; `left_out` counts actors that are not drawn."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    ties: tuple[Tie, ...]
    left_out: int


def graph(network: Network) -> Graph:
    """Return the picture of a network; equal networks give equal pictures."""
    nodes = network.nodes[:DRAWN]
    dots = {node.id: dot for node, dot in zip(nodes, _dots(nodes), strict=True)}
    edges = [edge for edge in network.edges if edge.left in dots and edge.right in dots]
    most = max((len(edge.events) for edge in edges), default=1)
    return Graph(
        width=WIDTH,
        height=HEIGHT,
        dots=tuple(dots.values()),
        ties=tuple(_tie(edge, dots[edge.left], dots[edge.right], most) for edge in edges),
        left_out=len(network.nodes) - len(nodes),
    )


def _dots(nodes: Sequence[Node]) -> Iterator[Dot]:
    most = max((node.events for node in nodes), default=1)
    for index, node in enumerate(nodes):
        angle = math.tau * index / len(nodes) - math.pi
        across, down = math.cos(angle), math.sin(angle)
        radius = SMALLEST + (LARGEST - SMALLEST) * math.sqrt(node.events / most)
        x, y = WIDTH / 2 + RADIUS_X * across, HEIGHT / 2 + RADIUS_Y * down
        upright = abs(across) < 0.3
        yield Dot(
            x=round(x, 1),
            y=round(y, 1),
            radius=round(radius, 1),
            name=node.name if len(node.name) <= LONGEST_NAME else f"{node.name[: LONGEST_NAME - 1]}…",
            full=node.name,
            events=node.events,
            text_x=round(x if upright else x + math.copysign(radius + GAP, across), 1),
            text_y=round(y + math.copysign(radius + 2 * GAP, down) + 4 if upright else y + 4, 1),
            anchor="middle" if upright else "start" if across > 0 else "end",
        )


def _tie(edge: Edge, left: Dot, right: Dot, most: int) -> Tie:
    return Tie(
        x1=left.x,
        y1=left.y,
        x2=right.x,
        y2=right.y,
        width=round(THINNEST + (THICKEST - THINNEST) * len(edge.events) / most, 1),
        conflict=edge.mean < 0,
        left=left.full,
        right=right.full,
        events=len(edge.events),
        mean=edge.mean,
    )
