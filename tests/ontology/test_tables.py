import pytest

from relazione.errors import RelazioneError
from relazione.ontology.tables import DATA, read_rows


def test_rows_are_cells_by_column_without_comments(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("# a comment\ncode\tname\nAAA\tEins\n\nBBB\t\n", encoding="utf-8")
    assert read_rows(path) == ({"code": "AAA", "name": "Eins"}, {"code": "BBB", "name": ""})


def test_all_faulty_lines_are_named_at_once(tmp_path):
    path = tmp_path / "t.tsv"
    path.write_text("code\tname\nAAA\nBBB\tZwei\nCCC\tDrei\t3\n", encoding="utf-8")
    with pytest.raises(RelazioneError) as caught:
        read_rows(path)
    assert "line 2, 4" in str(caught.value)
    assert "2 cells: code, name" in str(caught.value)


@pytest.mark.parametrize("path", sorted(DATA.glob("*.tsv")), ids=lambda path: path.stem)
def test_every_shipped_table_can_be_read_and_has_no_blanks_at_the_edge_of_a_name(path):
    for row in read_rows(path):
        for cell in row.values():
            for part in cell.split("|"):
                assert part == part.strip()
