"""Write docs/yardsticks.md from benchmarks/results/*.json: `python docs/build_yardsticks.py`. A test holds the page
against this script. Each file there is what a benchmark prints with `--json`.
"""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PAGE = Path(__file__).with_name("yardsticks.md")
RESULTS = Path(__file__).parents[1] / "benchmarks" / "results"
HEAD = """<!-- Written by docs/build_yardsticks.py from benchmarks/results/; do not edit. -->
# The field's public yardsticks

What the benchmarks print on public data, published figures beside ours. The data are not in here; the head of each
script says where they come from. From none of them words, examples or thresholds were taken;
but errors on them were read by kind while the English pack was built, so that the figures are a little better than on
unseen texts.
`python benchmarks/NAME.py DATA --json > benchmarks/results/NAME.json`, then `python docs/build_yardsticks.py`, writes
this page anew.
"""


def page() -> str:
    """Return the page's text: a section a result."""
    sections = {"plv": _plv, "plover_gsr": _plover_gsr, "parallel": _parallel}
    parts = [HEAD]
    for name, section in sections.items():
        path = RESULTS / f"{name}.json"
        if path.exists():
            parts.append("\n".join(section(json.loads(path.read_text(encoding="utf-8")))) + "\n")
    return "\n".join(parts)


def _plv(result: dict[str, Any]) -> Iterator[str]:
    figures = result["figures"]
    yield "## Relations between marked parties (PLV)"
    yield ""
    yield (
        f"`benchmarks/plv.py`, {result['sentences']} English sentences of the train part, which nothing was trained "
        "on. The published model is zero-shot too, on the test part. Macro-F1:"
    )
    yield ""
    rows = [(f"ours, {name}", *(f"{figure:.3f}" for figure in found.values())) for name, found in _rows(figures)]
    yield from _table(("", "types", "quad classes"), [*rows, ("published", *_told(result["published"].values()))])
    yield ""
    yield from _table(("answer", "sentences"), figures["found"].items())
    yield ""
    yield from _table(("type", "F1"), ((name, f"{f1:.3f}") for name, f1 in figures["types"].items()))
    yield ""
    mistakes = (f"{gold} taken for {told} ({number})" for gold, told, number in figures["mistakes"][:10])
    yield f"Most often: {', '.join(mistakes)}."


def _rows(figures: dict[str, Any]) -> Iterable[tuple[str, dict[str, float]]]:
    return figures["macro_f1"].items()  # type: ignore[no-any-return]


def _told(numbers: Iterable[float]) -> tuple[str, ...]:
    return tuple(f"{number:.3f}" for number in numbers)


def _plover_gsr(result: dict[str, Any]) -> Iterator[str]:
    yield "## PLOVER's gold standard records"
    yield ""
    yield f"`benchmarks/plover_gsr.py`, {result['texts']} English texts, read without help. No figures were published."
    yield ""
    rows = (
        (name, found["gold"], found["read"], *_told(found[rate] for rate in ("precision", "recall", "f1")))
        for name, found in result["figures"].items()
    )
    yield from _table(("right in, or type", "gold", "read", "precision", "recall", "F1"), rows)


def _parallel(result: dict[str, Any]) -> Iterator[str]:
    figures = result["figures"]
    yield "## The same sentences in German and English (UD PUD)"
    yield ""
    yield (
        f"`benchmarks/parallel.py`, {figures['sentences']} sentences, {figures['with records']} with a record in "
        f"either language; of these, all records are the same in {figures['same']} ({figures['share']:.3f}; the aim is "
        f"{result['aim']:.2f}). Records by kind, and the slots in which they differ:"
    )
    yield ""
    heads = tuple(next(iter(figures["records"].values())))
    yield from _table(("", *heads), ((kind, *counts.values()) for kind, counts in figures["records"].items()))


def _table(heads: Iterable[object], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    for number, row in enumerate((heads, *rows)):
        cells = list(map(str, row))
        yield f"| {' | '.join(cells)} |"
        if number == 0:
            yield "|" + "---|" * len(cells)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
