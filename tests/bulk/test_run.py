import warnings

import duckdb
import msgspec
import pytest

import relazione
from relazione.bulk.crews import LocalCrew, RayCrew
from relazione.bulk.parts import Count, Run
from relazione.bulk.run import run
from relazione.bulk.worker import Settings, reader
from relazione.errors import BulkError
from relazione.ontology.atlas import Atlas
from relazione.records import Document


class InProcess:
    """A crew of nobody: reads where it stands, which is what the workers must equal; fails after some batches."""

    def __init__(self, settings, batches=1000):
        self.read = reader(msgspec.json.decode(settings, type=Settings))
        self.batches = batches

    def __enter__(self):
        return self

    def __exit__(self, *_):
        pass

    def map(self, batches):
        for number, (key, batch) in enumerate(batches):
            if number == self.batches:
                raise KeyboardInterrupt
            documents = (msgspec.msgpack.decode(data, type=relazione.records.Document) for data in batch["document"])
            yield key, {"outcome": [msgspec.msgpack.encode(self.read(document)) for document in documents]}


ASKED = Run(settings=Settings(), size=2)


def rows(folder, query):
    return duckdb.sql(query.replace("FOLDER", str(folder))).fetchall()


def files(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_documents_records_and_faults_stand_in_tables(found, tmp_path):
    count = run(found, tmp_path, InProcess, ASKED)
    assert (count.documents, count.read, count.faults) == (6, 3, 1)
    documents = rows(tmp_path, "select origin, read, published from 'FOLDER/documents/*.parquet' order by origin")
    assert documents[:2] == [("news.jsonl:1", True, "2026-01-29"), ("news.jsonl:2", False, "2026-01-29")]
    events = rows(
        tmp_path,
        "select e.place, e.first_day, a.country from 'FOLDER/events/*.parquet' e"
        " join 'FOLDER/actors/*.parquet' a on a.origin = e.origin and a.local = e.actor[1] where e.mode = 'visit'"
        " order by e.origin",
    )
    assert [(place, str(day), country) for place, day, country in events] == [
        ("Lissabon", "2026-01-27", "NOR"),
        ("Madrid", "2026-01-27", "NOR"),
        ("Nairobi", "2026-01-27", "NOR"),
    ]
    words = rows(tmp_path, "select distinct words from 'FOLDER/evidence/*.parquet' where kind = 'statement'")
    assert words == [("Wir sind zufrieden",)]
    assert rows(tmp_path, "select origin, reason from 'FOLDER/faults/*.parquet'") == [
        ("news.jsonl:6", "news.jsonl:6: is no JSON")
    ]


def test_without_the_gate_every_document_is_read(found, tmp_path):
    assert run(found, tmp_path, InProcess, Run(settings=Settings(gate=False), size=2)).read == 5


def test_a_run_cut_short_goes_on_and_ends_as_one_that_was_not(found, tmp_path):
    whole, broken = tmp_path / "whole", tmp_path / "broken"
    run(found, whole, InProcess, ASKED)
    for done in (1, 1):  # cut short twice, a part further each time
        with pytest.raises(KeyboardInterrupt):
            run(found, broken, lambda settings, done=done: InProcess(settings, done), ASKED)
    told = []
    run(found, broken, InProcess, ASKED, lambda count, earlier: told.append((count.documents, earlier)))
    assert told == [(2, True), (2, True), (2, False)]
    assert files(broken) == files(whole)


def test_workers_in_processes_give_the_same_files(found, tmp_path):
    run(found, tmp_path / "here", InProcess, ASKED)
    count = run(found, tmp_path / "there", lambda settings: LocalCrew(settings, 2), ASKED)
    assert count.read == 3
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_own_actors_are_read_and_belong_to_the_run(tmp_path):
    own = Atlas.of([{"kind": "state", "code": "BRE", "name": "Bretonien"}]).own
    report = Document.of("Bretonien drohte Norwegen mit Sanktionen.", language="de", origin="r.txt")
    asked = Run(settings=Settings(actors=own), size=2)
    assert run([report], tmp_path, lambda settings: LocalCrew(settings, 1), asked).read == 1
    actors = rows(tmp_path, "select country from 'FOLDER/actors/*.parquet' order by country")
    assert actors == [("BRE",), ("NOR",)]
    with pytest.raises(BulkError, match="other actors"):
        run([report], tmp_path, InProcess, Run(settings=Settings(), size=2))


def test_workers_of_ray_give_the_same_files(found, tmp_path):
    pytest.importorskip("ray", reason="pip install 'relazione[ray]'")
    run(found, tmp_path / "here", InProcess, ASKED)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Ray's own
        count = run(found, tmp_path / "there", lambda settings: RayCrew(settings, 2, "local"), ASKED)
    assert count.read == 3
    assert files(tmp_path / "there") == files(tmp_path / "here")


def test_a_folder_of_another_run_is_refused(found, tmp_path):
    run(found, tmp_path, InProcess, ASKED)
    with pytest.raises(BulkError, match="gate True there, False here"):
        run(found, tmp_path, InProcess, Run(settings=Settings(gate=False), size=2))
    with pytest.raises(BulkError, match="other documents"):
        run(found[1:], tmp_path, InProcess, ASKED)


def test_a_folder_with_other_files_is_refused(found, tmp_path):
    (tmp_path / "notes.txt").write_text("mine")
    with pytest.raises(BulkError, match="holds other files"):
        run(found, tmp_path, InProcess, ASKED)


def test_counts_add_up():
    assert Count(documents=1, read=1, words=5) + Count(documents=2, faults=1) == Count(
        documents=3, read=1, faults=1, words=5
    )
