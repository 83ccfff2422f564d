from datetime import date
from io import BytesIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from relazione.sources import Columns, Options, SourceFault


def table(**columns):
    stream = BytesIO()
    pq.write_table(pa.table(columns), stream)
    return stream.getvalue()


def test_rows_are_documents_with_their_days(opened):
    data = table(text=["Oslo schweigt.", "Lissabon auch."], date=[date(2026, 1, 29), None], other=[1, 2])
    assert [(found.text, found.published, found.origin) for found in opened(data, "rows.parquet")] == [
        ("Oslo schweigt.", "2026-01-29", "rows.parquet:1"),
        ("Lissabon auch.", None, "rows.parquet:2"),
    ]


def test_a_row_without_text_costs_no_other(opened):
    fault, document = opened(table(body=[None, "Oslo schweigt."]), "rows.parquet")
    assert isinstance(fault, SourceFault)
    assert document.origin == "rows.parquet:2"


@pytest.mark.parametrize("columns", [Columns(text="inhalt"), Columns(published="tag")])
def test_a_named_column_that_is_not_there_is_one_fault_for_the_table(opened, columns):
    (fault,) = opened(table(text=["Oslo schweigt."] * 3), "rows.parquet", Options(columns=columns))
    assert "has no column" in fault.what
    assert fault.allowed == "text"
