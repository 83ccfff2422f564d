"""A user's own actors in the web application: asked for by code and by name, in pages and in the interface."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from relazione.ledger import Ledger
from relazione.ontology.atlas import Atlas
from relazione.reader import read_document
from relazione.records import Document
from relazione.web import Settings, create_app

OWN = """\
- kind: state
  code: BRE
  name: Bretonia
  names: {de: [Bretonien], en: [Bretonia]}
  adjectives: {de: [bretonisch]}
  capital: {de: Port Vasca}
- {kind: state, code: VALD, name: Valdonia}
- {kind: organisation, code: BAY, name: Buchtenbund, members: [BRE, NOR]}
"""
REPORT = (
    "Der norwegische Außenminister Lars Hamre traf am 9. März in Port Vasca den bretonischen Präsidenten Ilmo Dask.\n"
    "Bretonien und Norwegen unterzeichneten ein Fischereiabkommen. Der Buchtenbund drohte Portugal mit Sanktionen.\n"
)


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A file of own actors, and a ledger with a report that was read with them."""
    folder = tmp_path_factory.mktemp("own")
    file = folder / "own.yaml"
    file.write_text(OWN, encoding="utf-8")
    document = Document.of(REPORT, published="2026-03-15", language="de", publisher="Küstenbote")
    with Ledger(folder / "ledger.sqlite") as ledger:
        ledger.add(document, read_document(document, actors=Atlas.read(file)))
    return file, folder / "ledger.sqlite"


@pytest.fixture
def opened(places: tuple[Path, Path]) -> Iterator[Callable[..., TestClient]]:
    """Open the application on the ledger, with the file of own actors or without."""
    clients: list[TestClient] = []

    def start(*, told: bool = True) -> TestClient:
        file, ledger = places
        app = create_app(Settings(ledger=str(ledger), language="en", actors=str(file) if told else None))
        clients.append(TestClient(app, base_url="http://127.0.0.1:8765", headers={"accept-language": "en"}))
        return clients[-1].__enter__()

    yield start
    for client in clients:
        client.__exit__(None, None, None)


@pytest.mark.parametrize("told", [True, False], ids=["with the file", "as the ledger holds them"])
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/dossier/BRE", "Ilmo Dask"),
        ("/dossier/BRE/NOR", "Lars Hamre"),
        ("/dossier/BAY", "Buchtenbund"),
        ("/actors/BRE", 'href="/dossier/BRE"'),
        ("/actors/org:BAY", 'href="/dossier/BAY"'),
        ("/search?q=Fischereiabkommen&state=BRE", "<mark>Fischereiabkommen</mark>"),
    ],
)
def test_pages_take_the_codes_of_own_actors(opened, path, shown, told):
    answer = opened(told=told).get(path)
    assert answer.status_code == 200, answer.text
    assert shown in answer.text


@pytest.mark.parametrize(
    ("typed", "code"), [("Bretonia", "BRE"), ("bretonien", "BRE"), ("Buchtenbund", "BAY"), ("valdonia", "VALD")]
)
def test_a_dossier_is_asked_for_by_the_name_that_the_file_has(opened, typed, code):
    answer = opened().get("/dossier", params={"first": typed}, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/dossier/{code}")


def test_forms_offer_own_actors_and_lists_call_them_as_the_file_does(opened):
    client = opened()
    for path in ("/", "/dossier", "/search?q=Norwegen"):
        assert "Bretonia" in client.get(path).text, path
    found = client.get("/actors?q=bretonia").text
    assert '<a href="/actors/BRE">Bretonia</a>' in found
    assert "<td>Bretonia</td>" in client.get("/actors?q=Dask").text


@pytest.mark.parametrize("told", [True, False])
@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/api/dossier?first=BRE&second=NOR", "chapters"),
        ("/api/events?first=BRE", "items"),
        ("/api/agreements?first=NOR&second=BRE", "items"),
        ("/api/search?q=Sanktionen&first=BAY", "items"),
        ("/api/documents?first=BRE", "items"),
    ],
)
def test_the_interface_takes_the_codes_of_own_actors(opened, path, field, told):
    answer = opened(told=told).get(path)
    assert answer.status_code == 200, answer.text
    assert answer.json()[field]


def test_the_interface_lists_the_codes_of_the_file_and_refuses_others(opened):
    client = opened()
    schemas = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert {"BRE", "VALD", "BAY", "NOR"} <= set(schemas["SideCode"]["enum"])
    assert client.get("/api/events?first=VALD").json()["items"] == []
    (fault,) = client.get("/api/events?first=NOPE").json()["faults"]
    assert fault["slot"] == "query.first"


def test_an_own_state_is_shown_by_the_interface(opened):
    assert opened().get("/api/actors/BRE").json()["kind"] == "state"
