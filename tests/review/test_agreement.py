"""The worked examples B, C and D (nominal) of Krippendorff, "Computing Krippendorff's Alpha-Reliability" (2011)."""

import pytest

from relazione.review.agreement import alpha


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (("0100000010", "1110010000"), 0.095),
        (("aabbdcccedda", "babbbccceddd"), 0.692),
        (("123321412...", "1233224125.3", ".3332342251.", "12332441251."), 0.743),
    ],
)
def test_alpha_is_that_of_the_published_examples(rows, expected):
    units = [[value for value in unit if value != "."] for unit in zip(*rows, strict=True)]
    assert alpha(units) == pytest.approx(expected, abs=0.0005)


def test_nothing_is_known_of_reviewers_who_judged_nothing_together():
    assert alpha([("accept",), ("reject",)]) is None
