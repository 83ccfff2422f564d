"""The interface against its own description."""

import json
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode
from schemathesis.config import SchemathesisConfig
from tests.web.conftest import PASSWORD

from relazione.web import Settings, create_app
from relazione.web.accounts import Accounts
from relazione.web.api.answers import schemas
from relazione.web.api.description import describe
from relazione.web.settings import Limits, Rate

NEVER = Rate(1e6, 10**6)
EXAMPLES = 12  # requests that are made up for each operation, right and wrong ones
READS = ["read_text", "add_document"]  # whose texts may be in no language that can be read


@pytest.fixture(scope="module")
def described(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The interface with everything to be checked, on a ledger of its own where everybody must log in."""
    path = tmp_path_factory.mktemp("described") / "ledger.sqlite"
    path.write_bytes(filled.read_bytes())
    with Accounts() as accounts:
        accounts.add("admin", "admin", PASSWORD)
        token = accounts.give_token("admin")
        limits = Limits(everything=NEVER, reading=NEVER)
        settings = Settings(ledger=str(path), login=True, limits=limits, hosts=("testserver",))
        app = create_app(settings, accounts)
        config = SchemathesisConfig.from_dict(
            {
                "auth": {"openapi": {"bearer": {"bearer": token}}},
                "operations": [
                    {
                        "include-operation-id": READS,
                        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", 422]}},
                    }
                ],
            }
        )
        headers = {"authorization": f"Bearer {token}"}
        yield schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=headers, config=config)
        app.state.ledger.close()


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_every_answer_is_as_described(described, mode):
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) > 10
    for operation in operations:
        check_operation(operation, mode)


def check_operation(operation, mode):
    """Ask an operation in many ways, rightly or wrongly, and check each answer against the description."""
    strategy = operation.as_strategy(generation_mode=mode)

    @given(case=strategy)
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    def check(case):
        answer = case.call_and_validate()
        if answer.status_code >= 400:
            assert answer.headers["content-type"] == ["application/problem+json"]
            assert answer.json()["status"] == answer.status_code

    check()


def references(part):
    """Yield all references of a description."""
    if isinstance(part, dict):
        yield from [part["$ref"]] if "$ref" in part else []
        part = list(part.values())
    if isinstance(part, list):
        for one in part:
            yield from references(one)


def test_every_reference_leads_somewhere(client):
    description = client.get("/api/openapi.json").json()
    found = set(references(description))
    assert found
    assert {reference.rpartition("/")[2] for reference in found} <= set(description["components"]["schemas"])


def test_no_vocabulary_takes_the_name_of_a_record(client):
    described = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert {name: described[name] for name in schemas()} == schemas()


def test_every_parameter_and_operation_is_explained(client):
    description = client.get("/api/openapi.json").json()
    silent = [
        (path, method, parameter["name"])
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        for parameter in operation.get("parameters", [])
        if not parameter.get("description") and parameter["in"] == "query"
    ]
    assert silent == []
    assert all(operation["description"] for methods in description["paths"].values() for operation in methods.values())


def test_records_are_described_as_the_schema_command_does(client):
    from relazione.records import json_schema

    described = client.get("/api/openapi.json").json()["components"]["schemas"]
    own = json.loads(json.dumps(json_schema()).replace("#/$defs/", "#/components/schemas/"))["$defs"]
    assert {name: described[name] for name in own} == own


def test_the_manual_shows_every_operation_without_any_script_of_its_own(client):
    page = client.get("/api/docs").text
    for path, methods in describe(client.app)["paths"].items():
        for method in methods:
            assert f"{method.upper()} {path}" in page
    assert "AgreementKind" in page
    assert "https://" not in page
    assert "<script>" not in page
