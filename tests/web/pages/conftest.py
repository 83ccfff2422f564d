import re

import pytest
from fastapi.testclient import TestClient


class Visitor:
    """Fills in forms like a browser without scripts."""

    def __init__(self, client: TestClient) -> None:
        self.client = client
        client.headers["accept-language"] = "en"

    def get(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200, path
        return answer.text

    def post(self, path: str, data: dict[str, object], *, status: int = 200, **more: object) -> str:
        token = re.search(r'name="csrf" value="([^"]+)"', self.client.get("/search").text)
        assert token
        answer = self.client.post(path, data={"csrf": token[1], **data}, **more)  # type: ignore[arg-type]
        assert answer.status_code == status, path
        return answer.text


@pytest.fixture
def visitor(client: TestClient) -> Visitor:
    """Somebody who reads the ledger of the examples."""
    return Visitor(client)


@pytest.fixture
def reviewer(writer: TestClient) -> Visitor:
    """Somebody who may change the ledger."""
    return Visitor(writer)
