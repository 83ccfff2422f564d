import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def script_of(name):
    spec = importlib.util.spec_from_file_location(name, ROOT / "docs" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    return script


def test_the_page_on_plover_is_what_the_ontology_says():
    script = script_of("build_plover")
    assert script.PAGE.read_text(encoding="utf-8") == script.page()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page):
    links = re.findall(r"\]\(([^)#:]+)\)", page.read_text(encoding="utf-8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_field_of_a_frame_is_explained():
    from relazione.extraction.frames import FrameEntry

    explained = (ROOT / "docs" / "packs.md").read_text(encoding="utf-8")
    names = {name.rstrip("_") for name in FrameEntry.__struct_fields__}
    assert {name for name in names if f"`{name}`" not in explained} == set()


def test_the_actors_that_the_manual_shows_are_read_and_every_field_is_explained(tmp_path):
    from relazione.ontology.own import OwnGroup, OwnOrganisation, OwnPerson, OwnState, read_actors

    page = (ROOT / "docs" / "actors.md").read_text(encoding="utf-8")
    shown = {}
    for form in ("yaml", "csv"):
        (words,) = re.findall(rf"```{form}\n(.*?)```", page, re.DOTALL)
        (tmp_path / f"own.{form}").write_text(words, encoding="utf-8")
        shown[form] = read_actors(tmp_path / f"own.{form}")
    assert {type(actor) for actor in shown["yaml"]} == {OwnState, OwnPerson, OwnOrganisation, OwnGroup}
    assert {actor.name for actor in shown["csv"]} < {actor.name for actor in shown["yaml"]}
    fields = {name for kind in (OwnState, OwnPerson, OwnOrganisation) for name in kind.__struct_fields__}
    assert {name for name in fields if f"`{name}`" not in page} == set()


def test_the_page_of_yardsticks_is_what_the_results_say():
    script = script_of("build_yardsticks")
    assert {path.stem for path in script.RESULTS.glob("*.json")} == {"plv", "plover_gsr", "parallel"}
    assert script.PAGE.read_text(encoding="utf-8") == script.page()


def test_every_slot_of_rules_and_outlets_is_explained():
    from relazione.watching import rules

    explained = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    kinds = [kind for kind in vars(rules).values() if isinstance(kind, type) and issubclass(kind, rules.Part)]
    slots = {slot for kind in kinds for slot in kind.__struct_fields__} - {"rules", "outlets", "language"}
    tags = {str(kind.__struct_config__.tag) for kind in kinds} - {"None", "Rule"}  # the base of all rules
    assert {"score", "token_env"} <= slots
    assert {"event", "mail"} <= tags
    assert {name for name in slots | tags if f"`{name}" not in explained} == set()


def test_the_limits_of_fetching_are_those_that_are_explained():
    from relazione.sources.exchange import LIMITS
    from relazione.sources.fetching import HOPS

    explained = (ROOT / "docs" / "watching.md").read_text(encoding="utf-8")
    megabytes = (f"{LIMITS.sent // 10**6} MB as sent", f"{LIMITS.unpacked // 10**6} MB")
    assert [words for words in megabytes if words not in explained] == []
    assert (HOPS, LIMITS.whole) == (5, 60)
    assert "at most five redirects" in explained
    assert "a minute in all" in explained


def test_every_form_and_limit_of_sources_is_explained():
    from relazione.sources import limits
    from relazione.sources.opening import BY_SUFFIX

    explained = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
    names = {*BY_SUFFIX, *(name for name in vars(limits) if name.isupper())}
    assert {name for name in names if f"`{name}`" not in explained} == set()


def test_the_example_of_sources_runs(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    (block,) = re.findall(r"```python\n(.*?)```", (ROOT / "docs" / "sources.md").read_text("utf-8"), re.DOTALL)
    exec(compile(block, "docs/sources.md", "exec"), {})  # noqa: S102
    printed = capsys.readouterr().out
    assert "examples/fischerei.de.txt" in printed
    assert "not read" not in printed
