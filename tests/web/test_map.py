import json
from pathlib import Path

import pytest

from relazione.errors import RelazioneError
from relazione.ontology.countries import is_state
from relazione.web.map import areas

WORLD = Path(__file__).parents[2] / "src/relazione/web/static/map/world.json"


def test_every_area_of_the_map_is_a_state_or_a_disputed_area_that_is_named() -> None:
    geometries = json.loads(WORLD.read_text(encoding="utf-8"))["objects"]["world"]["geometries"]
    disputed = {found["id"] for found in geometries if found["properties"].get("disputed")}
    assert disputed == set(areas())
    assert all(is_state(found["id"]) for found in geometries if found["id"] not in disputed)
    assert {"ISR", "KAZ", "UKR", "RUS", "TWN", "PSE", "SGP"} <= {found["id"] for found in geometries}


def test_disputed_areas_are_hatched_if_nobody_says_otherwise() -> None:
    assert {area.drawn for area in areas().values()} == {"hatched"}


def test_a_file_says_how_areas_are_drawn(tmp_path: Path) -> None:
    view = tmp_path / "view.yaml"
    view.write_text("crimea: UKR\n", encoding="utf-8")
    found = areas(str(view))
    assert found["crimea"].drawn == "UKR"
    assert found["golan"].drawn == "hatched"


@pytest.mark.parametrize("text", ["atlantis: hatched", "crimea: XYZ", "- crimea", "a: ["])
def test_a_faulty_view_is_refused(tmp_path: Path, text: str) -> None:
    view = tmp_path / "view.yaml"
    view.write_text(text, encoding="utf-8")
    with pytest.raises(RelazioneError):
        areas(str(view))
