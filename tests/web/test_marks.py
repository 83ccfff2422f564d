from relazione.records import Span
from relazione.web.marks import Mark, paragraphs

TEXT = "Oslo hilft Lima.\n\n𝕏 Peru dankt."


def mark(id_: str, kind: str, start: int, end: int) -> Mark:
    return Mark(id=id_, kind=kind, span=Span(start=start, end=end))  # type: ignore[arg-type]


def test_pieces_know_all_records_over_them_the_shortest_first() -> None:
    first, _ = paragraphs(TEXT, [mark("e1", "event", 0, 15), mark("a1", "actor", 0, 4), mark("a2", "actor", 11, 15)])
    assert [(piece.text, piece.records) for piece in first.pieces] == [
        ("Oslo", ("a1", "e1")),
        (" hilft ", ("e1",)),
        ("Lima", ("a2", "e1")),
        (".", ()),
    ]
    assert first.pieces[0].kinds == ("event", "actor")


def test_overlapping_marks_share_the_piece_that_they_have_in_common() -> None:
    first, _ = paragraphs(TEXT, [mark("e1", "event", 0, 10), mark("s1", "statement", 5, 15)])
    assert [piece.records for piece in first.pieces] == [("e1",), ("e1", "s1"), ("s1",), ()]


def test_a_record_begins_once_though_it_has_several_spans() -> None:
    found = list(paragraphs(TEXT, [mark("a1", "actor", 20, 24), mark("a1", "actor", 0, 4)]))
    assert [piece.begins for paragraph in found for piece in paragraph.pieces if piece.begins] == [("a1",)]


def test_paragraphs_are_numbered_without_blank_lines_and_pieces_begin_at_code_points() -> None:
    found = list(paragraphs(TEXT, [mark("a1", "actor", 20, 24)]))
    assert [paragraph.number for paragraph in found] == [1, 2]
    assert [(piece.start, piece.text) for piece in found[1].pieces] == [(18, "𝕏 "), (20, "Peru"), (24, " dankt.")]
    assert all(TEXT[piece.start :].startswith(piece.text) for paragraph in found for piece in paragraph.pieces)


def test_a_mark_over_a_line_end_is_drawn_in_both_paragraphs() -> None:
    found = list(paragraphs(TEXT, [mark("s1", "statement", 11, 24)]))
    assert [piece.text for paragraph in found for piece in paragraph.pieces if piece.records] == ["Lima.", "𝕏 Peru"]
