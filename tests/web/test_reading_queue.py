import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from relazione.ontology.atlas import Atlas
from relazione.reader import read_document
from relazione.records import Document
from relazione.web import reading_queue

TEXT = {"text": "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon.", "language": "de"}


@pytest.fixture
def slow(monkeypatch):
    """Reading waits until the test lets it go; `entered` counts the readings that began."""
    go, entered = threading.Event(), []

    def read(document, **options):
        entered.append(1)
        go.wait(30)
        return read_document(document, **options)

    monkeypatch.setattr(reading_queue, "read_document", read)
    yield go, entered
    go.set()


def wait_for(condition):
    for _ in range(200):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("waited in vain")


def test_pages_are_served_while_texts_are_read_one_at_a_time(writer, slow):
    go, entered = slow
    with ThreadPoolExecutor(3) as threads:
        reading = [threads.submit(writer.post, "/api/read", json=TEXT) for _ in range(3)]
        wait_for(lambda: entered)
        assert writer.get("/api/documents").status_code == 200
        time.sleep(0.2)
        assert len(entered) == 1
        go.set()
        assert [answer.result().status_code for answer in reading] == [200, 200, 200]


def test_who_comes_when_many_wait_is_told_to_come_again(writer, slow, monkeypatch):
    go, entered = slow
    monkeypatch.setattr(reading_queue, "QUEUE", 1)
    with ThreadPoolExecutor(1) as threads:
        first = threads.submit(writer.post, "/api/read", json=TEXT)
        wait_for(lambda: entered)
        answer = writer.post("/api/read", json=TEXT)
        go.set()
        assert first.result().status_code == 200
    assert answer.status_code == 503
    assert int(answer.headers["retry-after"]) > 0
    assert answer.headers["content-type"] == "application/problem+json"


@pytest.mark.usefixtures("slow")
def test_reading_that_takes_too_long_is_given_up(serve):
    browser = serve(reading=0.1)
    answer = browser.post("/api/read", json=TEXT)
    assert answer.status_code == 503
    assert "too long" in answer.json()["detail"]


def test_texts_are_read_with_the_own_actors_of_the_application():
    own = Atlas.of([{"kind": "state", "code": "BRE", "name": "Bretonien"}])
    queue = reading_queue.ReadingQueue(60, own)
    reading = queue.wait(Document.of("Bretonien drohte Norwegen mit Sanktionen."), "de")
    queue.close()
    assert {actor.country for actor in reading.actors} == {"BRE", "NOR"}
