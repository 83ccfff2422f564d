"""What reports do not say of themselves: `reports.yaml` beside them names their publisher, its state, their day.

One entry a file name; all its fields may be missing:

    visit.txt: {published: 2026-01-29, publisher: Nordblatt, country: DEU, url: "https://…", title: …, language: de}
"""

from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec
import yaml

from relazione.errors import SourceError
from relazione.ontology import countries
from relazione.ontology.checked import plain_yaml
from relazione.records import Record

NAME = "reports.yaml"


class Particulars(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is known of a report beside its text; `country` is the alpha-3 code of the publisher's state."""

    title: str | None = None
    language: str | None = None
    published: str | None = None
    publisher: str | None = None
    country: str | None = None
    url: str | None = None
    author: str | None = None

    def given(self) -> dict[str, str]:
        """Return the fields that have a value."""
        return {name: value for name, value in msgspec.to_builtins(self).items() if value}


def particulars_of(path: Path) -> Particulars:
    """Return what `reports.yaml` in the report's folder says of it; raises `SourceError` where it is faulty."""
    return _table(path.parent / NAME).get(path.name, Particulars())


def particulars_in(text: str, where: str) -> dict[str, Particulars]:
    """Return file name → particulars of a `reports.yaml`'s text; raises `SourceError` where it is faulty."""
    try:
        table = msgspec.convert(_plain(yaml_of(text) or {}), dict[str, Particulars])
    except (yaml.YAMLError, RecursionError, ValueError) as error:
        allowed = f"file names with {', '.join(Particulars.__struct_fields__)}"
        raise SourceError(f"is faulty ({_first_line(error)})", where=where, allowed=allowed) from error
    for name, found in table.items():
        if found.country and not countries.is_state(found.country):
            raise SourceError(
                f"{name}: {found.country!r} is no state", where=where, allowed="ISO 3166-1 alpha-3 codes (DEU)"
            )
    return table


def yaml_of(text: str) -> Any:
    """Return what YAML says; raises `yaml.YAMLError` also for aliases, which may unfold without end."""
    return plain_yaml(text, _Loader)


class _Loader(yaml.SafeLoader):
    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not read")
        return super().compose_node(parent, index)


@lru_cache(maxsize=16)
def _table(path: Path) -> dict[str, Particulars]:
    if not path.is_file():
        return {}
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"is faulty ({_first_line(error)})", where=str(path), allowed="YAML in UTF-8") from error
    return particulars_in(text, str(path))


def _plain(value: Any) -> Any:
    """Return YAML's data with dates and years as text."""
    if isinstance(value, dict):
        return {str(key): _plain(entry) for key, entry in value.items()}
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, int) else value


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
