from relazione.cli.view import View
from relazione.records import Reading


def shown(read, text):
    reading: Reading = read(text)
    return "\n".join(View(reading, text).lines())


def test_seasons_are_named(read):
    assert "autumn 2025" in shown(read, "Im vergangenen Herbst verhängte Kanada Sanktionen gegen Eritrea.")


def test_a_reading_without_records_says_so_in_its_counts(read):
    assert "0 events, 0 statements, 0 figures, 0 agreements, 0 actors" in shown(read, "Es regnet.")


def test_figures_show_bound_period_and_direction(read):
    line = shown(read, "Die norwegischen Investitionen in Portugal erreichten 2025 rund drei Milliarden Euro.")
    assert "investment  about 3 billion EUR  in 2025  Norwegen → Portugal  ¶1" in line
