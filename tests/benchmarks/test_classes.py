"""Scores of a classification."""

import pytest


@pytest.fixture
def confusion(benchmark_module):
    found = benchmark_module("classes").Confusion()
    for gold, told in [("A", "A"), ("A", "A"), ("A", "B"), ("B", "B"), ("B", None), ("C", "D")]:
        found.add(gold, told)
    return found


def test_each_class_has_precision_recall_and_f1(confusion):
    assert (confusion.precision("A"), confusion.recall("A"), confusion.f1("A")) == (1.0, 2 / 3, 0.8)
    assert (confusion.precision("B"), confusion.recall("B"), confusion.f1("B")) == (0.5, 0.5, 0.5)
    assert (confusion.precision("C"), confusion.recall("C"), confusion.f1("C")) == (0.0, 0.0, 0.0)


def test_the_macro_f1_is_the_mean_over_gold_classes(confusion):
    assert confusion.classes == ["A", "B", "C"]
    assert confusion.macro_f1 == pytest.approx((0.8 + 0.5 + 0.0) / 3)


def test_what_nothing_was_told_of_is_missed_and_no_mistake(confusion):
    assert confusion.untold == 1
    assert list(confusion.mistakes()) == [("A", "B", 1), ("C", "D", 1)]


def test_nothing_has_a_score_of_nothing(benchmark_module):
    assert benchmark_module("classes").Confusion().macro_f1 == 0.0
