import multiprocessing
import threading
import time

import msgspec
import pytest

import relazione
from relazione.bulk.worker import Settings, Worker, decoded, encoded
from relazione.errors import PipelineError
from relazione.records import Document

VISIT = "Norwegens Außenministerin Liv Sandvik besuchte am 27. Januar Lissabon."
SHORT = Document.of(VISIT, language="de", published="2026-01-29")
LONG = Document.of((VISIT + " ") * 8000, language="de", published="2026-01-29")  # takes longer than the limits
ENGLISH = Document.of(VISIT, language="xx")
SECONDS = 5


def outcomes(worker, *documents):
    return [decoded(outcome) for outcome in worker({"document": [*map(encoded, documents)]})["outcome"]]


@pytest.fixture
def worker():
    made = []

    def start(**settings):
        made.append(Worker(msgspec.json.encode(Settings(**settings)).decode()))
        return made[-1]

    yield start
    for one in made:
        one.close()


def test_it_reads_as_read_does_and_the_gate_keeps_back_what_names_one_state(worker):
    town = Document.of("Oslo baut eine Brücke.", language="de")
    visit, bridge = outcomes(worker(), SHORT, town)
    assert visit.reading == relazione.read(VISIT, published="2026-01-29", language="de")
    assert bridge.reading is bridge.fault is None


def test_a_report_that_takes_too_long_or_has_no_pack_is_set_aside_and_the_next_is_read(worker):
    late, unknown, visit = outcomes(worker(seconds=SECONDS, gate=False), LONG, ENGLISH, SHORT)
    assert late.fault == f"took longer than {SECONDS} s to read"
    assert "'xx'" in unknown.fault
    assert visit.reading.events


def test_a_report_that_ends_its_process_is_set_aside_and_the_next_is_read(worker):
    def kill():
        time.sleep(SECONDS)
        for child in multiprocessing.active_children():
            child.kill()

    reading = worker()
    outcomes(reading, SHORT)
    killer = threading.Thread(target=kill)
    killer.start()
    ended, visit = outcomes(reading, LONG, SHORT)
    killer.join()
    assert "ended the process that read it (exit status -9)" in ended.fault
    assert visit.reading.events


def test_a_worker_without_a_pipeline_says_so(worker):
    with pytest.raises(PipelineError, match="no_such_pipeline"):
        outcomes(worker(pipeline="no_such_pipeline", language="de"), SHORT)
