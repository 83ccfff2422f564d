import re

import pytest

from relazione.resolution.claims import HeldOffice
from relazione.web.pages.actors import bands_of


def test_states_come_first_and_names_are_found_in_any_language(visitor) -> None:
    rows = re.findall(r'<th scope="row"><a href="/actors/([^"]+)">', visitor.get("/actors"))
    states = [len(id_) == 3 for id_ in rows]
    assert states == sorted(states, reverse=True)
    assert re.findall(r'<th scope="row"><a href="/actors/([^"]+)">', visitor.get("/actors?q=norway"))[0] == "NOR"


def test_an_actor_is_shown_with_offices_and_records(visitor) -> None:
    listed = visitor.get("/actors?kind=person")
    id_, name = re.findall(r'<th scope="row"><a href="/actors/(actor:\w+)">([^<]+)', listed)[0]
    page = visitor.get(f"/actors/{id_}")
    assert f"<h1>{name}</h1>" in page
    assert "#r-" in page
    assert 'class="bands"' in page


def test_a_state_leads_to_its_dossier_and_an_unknown_actor_is_told(visitor) -> None:
    assert 'href="/dossier/NOR"' in visitor.get("/actors/NOR")
    assert visitor.client.get("/actors/actor:none").status_code == 404


def test_offices_are_bands_on_one_scale() -> None:
    earlier = HeldOffice(title="Minister", role="minister", country="NOR", first="2024-01-01", last="2024-12-31")
    later = HeldOffice(title="Ministerpräsident", role="head_of_government", first="2025-01-01", last="2025-12-31")
    undated = HeldOffice(title="Abgeordneter", role="legislator")
    bands, ticks = bands_of([later, undated, earlier], lambda office: f"of {office.country}")
    assert [(band.office.title, band.row) for band in bands] == [("Minister", 0), ("Ministerpräsident", 1)]
    assert bands[0].of == "of NOR"
    assert bands[0].x == 0
    assert bands[1].x == pytest.approx(500, abs=3)
    assert [tick.label for tick in ticks] == ["2024", "2025", "2026"]
