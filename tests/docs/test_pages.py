import importlib.util
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]


def test_the_page_on_plover_is_what_the_ontology_says():
    spec = importlib.util.spec_from_file_location("build_plover", ROOT / "docs" / "build_plover.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
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
