"""A dossier as one self-contained HTML page."""

from collections import defaultdict
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined

from relazione.dossier.citations import cite
from relazione.dossier.graph import graph
from relazione.dossier.ladder import rungs
from relazione.dossier.phrasing import Phrasing
from relazione.dossier.plot import plot
from relazione.dossier.tree import Dossier

SECTIONS = (
    "facts",
    "course",
    "timeline",
    "agreements",
    "figures",
    "promises",
    "statements",
    "actors",
    "network",
    "sources",
)


class References:
    """The places from which each footnote is referred to, counted while a page is written."""

    def __init__(self) -> None:
        self._places: dict[int, list[str]] = defaultdict(list)

    def refer(self, number: int) -> str:
        """Return the anchor of one more reference to a footnote."""
        self._places[number].append(f"r{number}-{len(self._places[number]) + 1}")
        return self._places[number][-1]

    def places(self, number: int) -> tuple[str, ...]:
        """Return the anchors of the references so far."""
        return tuple(self._places[number])


def to_html(dossier: Dossier) -> str:
    """Return the page: no part of it comes from elsewhere, all that reports say is escaped."""
    say = Phrasing(dossier.language)
    return (
        environment("relazione.dossier")
        .get_template("dossier.html.j2")
        .render(
            dossier=dossier,
            say=say,
            words=say.words,
            sections=SECTIONS,
            references=References(),
            plot=lambda course: plot(course, dossier.language),
            graph=graph,
            rungs=rungs,
            cite=lambda note: cite(note, dossier.language),
        )
    )


@cache
def environment(package: str) -> Environment:
    """Return the templates of a package: they escape what they are given, and nothing in them may be undefined."""
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
