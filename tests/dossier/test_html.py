import re
from html.parser import HTMLParser

import pytest

from relazione.dossier import render
from relazione.dossier.graph import DRAWN

VOID = {"meta", "link", "br", "img", "input", "hr", "wbr"}


class Page(HTMLParser):
    """What a page is made of: tags with attributes, headings, text; `faults` where tags do not close."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.faults, self.headings, self.words = [], [], [], [], []
        self.feed(text)
        self.faults += self.open

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if self.open and self.open[-1] == tag:
            self.open.pop()
        else:
            self.faults.append(tag)

    def handle_data(self, data):
        if "style" not in self.open and "script" not in self.open:
            self.words.append(data)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]

    def text(self):
        return " ".join(" ".join(self.words).split())


@pytest.fixture
def page(dossier):
    return Page(render(dossier, "html"))


def page_of(desk, **parts):
    return Page(render(desk.dossier(**parts), "html"))


def test_every_tag_is_closed(page):
    assert page.faults == []


def test_the_page_tells_its_language(page, dossier):
    assert page.all("html") == [{"lang": dossier.language}]


def test_headings_go_down_one_level_at_a_time(page):
    assert page.headings[0] == 1
    assert page.headings.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.headings, page.headings[1:], strict=False))


def test_nothing_is_loaded_from_elsewhere(page, dossier):
    assert not {tag for tag, _ in page.tags} & {"link", "img", "iframe", "object", "embed"}
    assert not [attrs for _, attrs in page.tags if "src" in attrs]
    style = re.search(r"<style>(.*?)</style>", render(dossier, "html"), re.DOTALL)[1]
    assert "url(" not in style
    assert "@import" not in style


def test_all_inner_links_arrive(page):
    anchors = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    targets = {attrs["href"][1:] for attrs in page.all("a") if attrs["href"].startswith("#")}
    assert len(anchors) == len(set(anchors))
    assert targets <= set(anchors)
    assert {attrs["aria-labelledby"] for attrs in page.all("svg")} <= {
        f"{one} {other}" for one in anchors for other in anchors
    }


def test_footnotes_link_back_to_every_place_that_names_them(page, dossier):
    references = {attrs["id"] for attrs in page.all("a") if attrs.get("id", "").startswith("r")}
    back = {attrs["href"][1:] for attrs in page.all("a") if attrs.get("class") == "back"}
    assert references == back
    assert {f"n{note.number}" for note in dossier.footnotes} <= {attrs.get("id") for attrs in page.all("li")}


def test_what_reports_say_is_shown_and_never_run(desk):
    evil = "<script>alert(1)</script>"
    source = desk.source("d1", title=evil, publisher=f"{evil}\"'")
    lund = desk.lund(name=evil, names=(evil,))
    page = page_of(
        desk,
        actors=(lund,),
        events=(desk.event(source, words=evil, participants=("actor:lund",)),),
        statements=(desk.statement(source, evil),),
        courses=(desk.agreement((("signed", evil, source, evil),), name=evil),),
        promises=(desk.promise(source, evil),),
    )
    assert len(page.all("script")) == 1
    assert page.faults == []
    assert evil in page.text()


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "JAVASCRIPT:alert(1)"])
def test_addresses_that_are_not_of_the_web_are_no_links(desk, url):
    page = page_of(desk, events=(desk.event(desk.source("d1", url=url)),))
    assert url not in [attrs.get("href") for attrs in page.all("a")]


def test_addresses_of_sources_are_links(desk):
    page = page_of(desk, events=(desk.event(desk.source("d1", url="https://nordbote.example/1")),))
    assert "https://nordbote.example/1" in [attrs.get("href") for attrs in page.all("a")]


def test_tables_have_headers_with_a_scope(page):
    assert page.all("table")
    assert len(page.all("thead")) == len(page.all("table"))
    assert {attrs.get("scope") for attrs in page.all("th")} == {"col", "row"}


def test_pictures_have_a_title_and_a_description(page):
    pictures = page.all("svg")
    assert len(pictures) == 2
    assert all(picture["role"] == "img" for picture in pictures)
    assert len(page.all("desc")) == 2


def test_contradicting_figures_stand_on_two_sides_with_a_mark(page, dossier):
    classes = [attrs.get("class") for attrs in page.all("div")]
    assert classes.count("side") == 3
    assert ("≠ Widerspruch" if dossier.language == "de" else "≠ contradiction") in page.text()


def test_promises_bear_a_badge_of_their_state(page):
    badges = [attrs["class"] for attrs in page.all("span") if attrs.get("class", "").startswith("badge")]
    assert badges.count("badge overdue") == 1
    assert badges.count("badge kept") == 1


def test_a_line_says_how_many_events_are_not_listed(desk):
    events = tuple(desk.event(date=f"2026-01-{day:02d}") for day in range(1, 11))
    assert "7 more lines are not listed" in page_of(desk, events=events, lines=3, language="en").text()


def test_lines_of_a_dossier_of_changes_are_marked(desk):
    page = page_of(desk, events=(desk.event(desk.source("d1", "2026-03-01")),), since="2026-02-01")
    assert "Neues seit dem 1. Februar 2026" in page.text()
    assert {"mark new"} <= {attrs.get("class") for attrs in page.all("span")}


def test_a_dossier_on_nothing_says_so_in_every_section_but_those_of_facts_and_actors(desk):
    page = page_of(desk)
    assert page.faults == []
    assert page.text().count("Dazu liegt nichts vor.") == 8


def test_the_bars_of_a_period_have_one_stretch_a_quad_class(desk):
    events = (desk.event(), desk.event(), desk.event(type="SANCTION", mode=None))
    bars = page_of(desk, events=events).all("rect")
    assert [bar["class"] for bar in bars] == ["q1", "q4"]
    assert float(bars[0]["height"]) == 2 * float(bars[1]["height"])
    assert float(bars[1]["y"]) == float(bars[0]["y"]) + float(bars[0]["height"])


def test_all_of_a_long_course_lies_within_its_picture(desk):
    events = tuple(desk.event(date=f"{year}-06-01") for year in range(1946, 2026))
    bars = page_of(desk, events=events).all("rect")
    assert len(bars) == 80
    assert all(float(bar["x"]) >= 52 and float(bar["x"]) + float(bar["width"]) <= 708 for bar in bars)


def test_a_large_network_says_how_many_actors_are_not_drawn(desk):
    others = ("ESP", "FRA", "DEU", "POL", "ITA", "DNK", "SWE", "FIN", "EST", "LVA", "LTU", "BEL", "NLD", "LUX", "IRL")
    events = tuple(desk.event(recipient=(code,)) for code in others)
    page = page_of(desk, events=events, language="en")
    assert [attrs.get("class") for attrs in page.all("circle")].count("dot") == DRAWN
    assert "2 more actors are not drawn" in page.text()


def test_ties_of_conflict_are_dashed(desk):
    page = page_of(desk, events=(desk.event(type="ACCUSE", mode=None), desk.event(recipient=("ESP",))))
    dashed = {attrs["class"]: "stroke-dasharray" in attrs for attrs in page.all("line") if attrs["class"] != "grid"}
    assert (dashed["conflict"], dashed["cooperation"]) == (True, False)
