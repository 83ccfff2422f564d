from relazione.sources.markup import text_of


def test_blocks_and_line_breaks_part_paragraphs():
    assert text_of("<p>Oslo<br>schweigt</p><div>Lissabon auch</div>Ende") == "Oslo\n\nschweigt\n\nLissabon auch\n\nEnde"


def test_inline_marks_and_line_ends_of_the_source_do_not():
    assert text_of("<p>Oslo <b>schwe</b>igt\n   heute.</p>") == "Oslo schweigt heute."


def test_what_nobody_sees_is_left_out():
    hidden = "<style>p {}</style><script>1</script><p style='display: none'>weg</p><!-- weg -->"
    assert text_of(f"{hidden}<p>Oslo\u200b \u00adschweigt</p>") == "Oslo schweigt"


def test_nothing_gives_nothing():
    assert text_of("  ") == text_of("<p></p>") == ""


def test_deep_nesting_is_neither_an_error_nor_a_wait():
    assert isinstance(text_of("<div>" * 20_000 + "Oslo"), str)


def test_a_tag_of_ten_thousand_attributes_costs_its_attributes_only():
    attributes = " ".join(f"a{number}=1" for number in range(10_000))
    assert text_of(f"<p {attributes}>Oslo schweigt</p>") == "Oslo schweigt"
