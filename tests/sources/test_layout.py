from relazione.sources.layout import Line, columns, paragraphs, rows_of, without_running_heads

SIZE = 10.0


def line(text, left, height, width=200.0, size=SIZE):
    return Line(text=text, left=left, right=left + width, bottom=height, top=height + size, size=size)


def texts(lines):
    return [one.text for one in lines]


def column(name, left, heights, width=200.0):
    return [line(f"{name}{number}", left, height, width) for number, height in enumerate(heights, 1)]


def test_two_columns_below_a_headline_are_read_one_after_the_other():
    heights = range(700, 600, -12)
    page = [line("Kopf", 50, 740, 450, 20), *column("l", 50, heights), *column("r", 300, heights)]
    found = [text for part in columns(rows_of(page)) for text in texts(part)]
    assert found == ["Kopf", *(f"l{n}" for n in range(1, 10)), *(f"r{n}" for n in range(1, 10))]


def test_a_headline_between_two_pairs_of_columns_parts_them():
    upper, lower = range(700, 640, -12), range(580, 520, -12)
    page = [
        *column("a", 50, upper),
        *column("b", 300, upper),
        line("Mitte", 50, 610, 450),
        *column("c", 50, lower),
        *column("d", 300, lower),
    ]
    found = "".join(text[0] for part in columns(rows_of(page)) for text in texts(part))
    assert found == "a" * 5 + "b" * 5 + "M" + "c" * 5 + "d" * 5


def test_three_columns_are_read_from_left_to_right():
    heights = range(700, 640, -12)
    page = [*column("a", 50, heights, 150), *column("b", 215, heights, 150), *column("c", 380, heights, 150)]
    assert "".join(text[0] for part in columns(rows_of(page)) for text in texts(part)) == "aaaaabbbbbccccc"


def test_wide_blanks_in_a_line_make_no_columns():
    page = [line("weit", 50, 700, 80), line("gesperrt", 180, 700, 70), line("ganz", 50, 688), line("voll", 50, 676)]
    (found,) = paragraphs([page])
    assert found.lines == ("weit gesperrt", "ganz", "voll")


def body(number):
    return [line("abc"[number - 1] * (row + 1), 50, 700 - 12 * row) for row in range(3)]


def test_running_heads_and_page_numbers_are_dropped():
    pages = [[line(f"Nordblatt {n}", 50, 800), *body(n), line(str(n), 50, 30)] for n in (1, 2, 3)]
    assert [texts(page) for page in without_running_heads(pages)] == [texts(body(n)) for n in (1, 2, 3)]


def test_a_line_that_returns_at_another_height_is_text():
    pages = [
        [line("Oslo schweigt.", 50, height), line("Das tut " + "auch Lissabon" * (height - 649), 50, 300)]
        for height in (700, 650)
    ]
    assert without_running_heads(pages) == pages


def test_paragraphs_begin_at_gaps_indents_and_after_short_lines():
    page = [
        line("eins", 50, 700),
        line("zwei.", 50, 688, 100),
        line("drei", 50, 676),
        line("vier", 50, 650),
        line("fünf", 62, 638, 188),
        line("sechs", 50, 626),
    ]
    assert [found.lines for found in paragraphs([page])] == [("eins", "zwei."), ("drei",), ("vier",), ("fünf", "sechs")]


def test_a_paragraph_goes_on_in_the_next_column_and_page():
    heights = (700, 688)
    page = [*column("a", 50, heights), *column("b", 300, heights)]
    (found,) = paragraphs([page, [line("ende.", 50, 700)]])
    assert found.lines == ("a1", "a2", "b1", "b2", "ende.")


def test_a_column_that_ends_its_sentence_ends_its_paragraph():
    page = [line("a1", 50, 700), line("a2.", 50, 688), line("b1", 300, 700), line("b2", 300, 688)]
    assert [found.lines for found in paragraphs([page])] == [("a1", "a2."), ("b1", "b2")]
