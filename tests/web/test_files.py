from fastapi.testclient import TestClient


def test_files_with_a_version_are_kept_for_good_and_others_asked_for_again(client: TestClient) -> None:
    assert "immutable" in client.get("/static/dossier.css?v=1").headers["cache-control"]
    assert client.get("/static/dossier.css").headers["cache-control"] == "no-cache"


def test_large_files_are_compressed(client: TestClient) -> None:
    answer = client.get("/static/map/world.json?v=1", headers={"accept-encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert "world" in answer.json()["objects"]
