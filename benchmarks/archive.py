"""Write an archive of invented news as JSON Lines: `python benchmarks/archive.py --documents 20000 --out news.jsonl`.

Some of the reports tell of relations between states, the others of sports, weather, towns and firms. The sentences
stand in `archive/LANGUAGE.yaml`; equal seeds give equal archives.
"""

import argparse
import json
import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import yaml

TEMPLATES = Path(__file__).parent / "archive"
FIRST_DAY = date(2025, 1, 1)
DAYS = 365
SENTENCES = (5, 14)  # of a report, from the fewest to the most
PARAGRAPH = 3  # sentences

Row = dict[str, str]


def reports(number: int, *, language: str = "de", seed: int = 1) -> Iterator[Row]:
    """Yield invented reports with title, text, day, publisher and language; `subject` says what they are about."""
    templates = yaml.safe_load((TEMPLATES / f"{language}.yaml").read_text(encoding="utf-8"))
    chance = random.Random(f"{language}-{seed}")  # noqa: S311  (an archive needs no secret)
    subjects, weights = zip(*templates["shares"].items(), strict=True)
    for _ in range(number):
        subject = chance.choices(subjects, weights)[0]
        yield _report(subject, templates, language, chance)


def _report(subject: str, templates: Mapping[str, Any], language: str, chance: random.Random) -> Row:
    known, slots = templates["subjects"][subject], _slots(templates, chance)
    length = min(chance.randint(*SENTENCES), len(known["sentences"]))
    sentences = [_filled(sentence, slots, chance) for sentence in chance.sample(known["sentences"], length)]
    paragraphs = [" ".join(sentences[start : start + PARAGRAPH]) for start in range(0, len(sentences), PARAGRAPH)]
    return {
        "title": _filled(chance.choice(known["titles"]), slots, chance),
        "text": "\n\n".join(paragraphs),
        "published": (FIRST_DAY + timedelta(days=chance.randrange(DAYS))).isoformat(),
        "publisher": f"{slots['town']} Post",
        "language": language,
        "subject": subject,
    }


def _slots(templates: Mapping[str, Any], chance: random.Random) -> Row:
    """Return what stays the same through a report: its states, people, town, club and firm."""
    states = templates["states"]
    a, b = chance.sample([*states], 2)
    chosen = {name: chance.choice(templates[f"{name}s"]) for name in ("town", "club", "firm")}
    people = {name: chance.choice(templates[name]) for name in ("first", "last")}
    return {"a": a, "b": b, "capital_a": states[a], "capital_b": states[b], **chosen, **people} | {
        "months": "|".join(templates["months"])
    }


def _filled(sentence: str, slots: Row, chance: random.Random) -> str:
    return sentence.format(
        **slots,
        number=chance.randint(20, 900),
        small=chance.randint(2, 9),
        share=chance.randint(2, 40),
        day=chance.randint(1, 28),
        month=chance.choice(slots["months"].split("|")),
    )


def main() -> None:
    """Write the archive that the command line asks for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--language", default="de", choices=sorted(path.stem for path in TEMPLATES.glob("*.yaml")))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    with arguments.out.open("w", encoding="utf-8") as lines:
        for row in reports(arguments.documents, language=arguments.language, seed=arguments.seed):
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
