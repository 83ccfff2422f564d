import time
from concurrent.futures import ThreadPoolExecutor

from fastapi.testclient import TestClient

from relazione.web.store import Seen


def test_many_readers_at_once_never_wait_for_one_another_in_vain(writer: TestClient) -> None:
    def seen(view: Seen) -> int:
        time.sleep(0.05)
        return len(view.publishers())

    writer.app.add_api_route("/seen", seen)  # type: ignore[attr-defined]
    begun = time.monotonic()
    with ThreadPoolExecutor(80) as threads:
        statuses = list(threads.map(lambda _: writer.get("/seen").status_code, range(120)))
    assert statuses == [200] * 120
    assert time.monotonic() - begun < 25  # the ledger's pool gives up after thirty seconds
