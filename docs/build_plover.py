"""Write docs/plover.md from the ontology: `python docs/build_plover.py`. A test holds the page against this script."""

from pathlib import Path

from relazione.ontology.plover import EventType, plover

PAGE = Path(__file__).with_name("plover.md")
QUADS = {1: "verbal cooperation", 2: "material cooperation", 3: "verbal conflict", 4: "material conflict"}
HEAD = """<!-- Written by docs/build_plover.py from src/relazione/ontology/data/plover.yaml; do not edit. -->
# How events are coded

Events carry PLOVER 2.0 (manual, draft of 4 February 2024, Open Event Data Alliance): a type, where it has any a mode,
contexts, the conflict-cooperation score (-10 to 10) and the quad class. `cameo` is the nearest CAMEO code, by the table
CAMEO2PLOVER-2021 read backwards; the choice heeds contexts, the stage of an agreement, what a plan or threat is about.

## Where the manual contradicts itself

| question | the manual | here |
|---|---|---|
| score of ACCUSE | prints 3, its modes are negative | -3; `strict_manual=True` gives the printed number |
| quad class of SANCTION | 4 in two places, 3 in one | 4; `strict_manual=True` gives 3 |
| score of PROTEST vandalize | none | that of PROTEST, -5 |
| recipient of PROTEST, AID, RETREAT | sections and summary differ | the sections: AID needs one, the other two do not |
| CAMEO 20 | FIGHT, a type that is gone | ASSAULT |
| violence of two sides | a mode that is commented out | all parties are actors, no mode |
| RESTRICT, THREAT, FUTURE as types | named in notes | COERCE restrict, THREATEN, the status `planned` |
| a step back only planned | RETREAT in one place, CONCEDE in two | CONCEDE |

## Types

What is only planned becomes the type in the column `planned` and has that status.
"""


def page() -> str:
    """Return the page's text."""
    ontology = plover()
    rows = ["| type | quad | score | planned | meaning |", "|---|---|---|---|---|"]
    rows += [
        f"| {code} | {entry.quad} ({QUADS[entry.quad]}) | {entry.score:g} | {entry.planned} | {entry.definition} |"
        for code, entry in ontology.types.items()
    ]
    modes = ["", "## Modes", "", "| type | mode | score | meaning |", "|---|---|---|---|"]
    modes += [row for code, entry in ontology.types.items() for row in _modes(code, entry)]
    contexts = ["", "## Contexts", "", ", ".join(f"`{code}`" for code in ontology.contexts) + "."]
    return HEAD + "\n" + "\n".join([*rows, *modes, *contexts]) + "\n"


def _modes(code: str, entry: EventType) -> list[str]:
    return [
        f"| {code} | {name} | {'' if mode.score is None else f'{mode.score:g}'} | {mode.definition} |"
        for name, mode in entry.modes.items()
    ]


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
