REPORT = """---
title: Oslo und Lissabon einig
date: 2026-01-29
publisher: Nordblatt
url: https://nordblatt.example/1
---
# Oslo und Lissabon einig

Norwegens [Außenministerin](https://nordblatt.example/sandvik) reiste
am 27. Januar nach *Lissabon*. **Liv_Sandvik** schwieg.

> „Gut so“, sagte sie.

- erster Punkt
- zweiter Punkt

1. Oktober ist der Tag.

![Bild](a.png)
"""


def test_the_words_of_markdown_stay_without_its_marks(only):
    assert only(REPORT.encode(), "oslo.md").text.split("\n\n") == [
        "Oslo und Lissabon einig",
        "Norwegens Außenministerin reiste am 27. Januar nach Lissabon. Liv_Sandvik schwieg.",
        "„Gut so“, sagte sie.",
        "erster Punkt",
        "zweiter Punkt",
        "1. Oktober ist der Tag.",
    ]


def test_the_head_tells_title_day_publisher_and_address(only):
    document = only(REPORT.encode(), "oslo.md")
    assert (document.title, document.published, document.publisher, document.url) == (
        "Oslo und Lissabon einig",
        "2026-01-29",
        "Nordblatt",
        "https://nordblatt.example/1",
    )


def test_without_a_head_the_first_heading_is_the_title(only):
    assert only(b"Oslo schweigt\n=============\n\nBis heute.", "oslo.md").title == "Oslo schweigt"


def test_a_head_of_anchors_is_not_unfolded(only):
    head = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"
    assert only(f"---\n{head}---\nOslo schweigt.".encode(), "oslo.md").published is None
