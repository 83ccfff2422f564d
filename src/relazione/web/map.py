"""How the world map draws areas that more than one state claims.

`areas.yaml` beside this module says it for each disputed area of the map, `Settings.map_view` may name a file that
says it otherwise: `drawn: hatched` gives the area to nobody, an alpha-3 code draws it as a part of that state.
"""

from functools import lru_cache
from pathlib import Path

import msgspec
import yaml

from relazione.errors import RelazioneError
from relazione.ontology.countries import is_state
from relazione.records import Record

AREAS = Path(__file__).with_name("areas.yaml")
HATCHED = "hatched"


class Area(Record, frozen=True, kw_only=True):
    """A disputed area: its name by language, and how it is drawn."""

    name: dict[str, str]
    drawn: str = HATCHED


@lru_cache(maxsize=8)
def areas(place: str | None = None) -> dict[str, Area]:
    """Return the disputed areas by their id in the map; a file at `place` overrides how some are drawn.

    Raises `RelazioneError` for a file that names an unknown area or state.
    """
    found = msgspec.convert(_load(AREAS), dict[str, Area])
    if place is None:
        return found
    for id_, drawn in _load(Path(place)).items():
        if id_ not in found or not (drawn == HATCHED or is_state(str(drawn))):
            raise RelazioneError(
                f"{id_}: {drawn}",
                where=place,
                allowed=f"{', '.join(found)}: {HATCHED} or an alpha-3 code",
            )
        found[id_] = msgspec.structs.replace(found[id_], drawn=str(drawn))
    return found


def _load(path: Path) -> dict[str, object]:
    try:
        loaded = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
    except (OSError, yaml.YAMLError) as error:
        raise RelazioneError("cannot be read as a view of the map", where=str(path)) from error
    if not isinstance(loaded, dict):
        raise RelazioneError("holds something else than areas", where=str(path))
    return loaded
