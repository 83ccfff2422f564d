def sets(desk, *lines, **more):
    return desk.dossier(figure_lines=lines, **more).chapters[0].figures


def test_figures_that_contradict_stand_on_different_sides(desk):
    claims = (desk.figure(1.5e9), desk.figure(1.52e9, desk.source("d2")), desk.figure(2.1e9, desk.source("d3")))
    pairs = ((0, 1, "rounding", "r"), (0, 2, "contradiction", "c"), (1, 2, "contradiction", "c"))
    (found,) = sets(desk, desk.figure_line(*claims, compared=pairs))
    assert [[value.value for value in side.values] for side in found.sides] == [[1.5e9, 1.52e9], [2.1e9]]
    assert found.verdict == "contradiction"
    assert found.difference == 0.2857


def test_a_figure_near_two_that_contradict_joins_only_one(desk):
    claims = (desk.figure(100), desk.figure(105, desk.source("d2")), desk.figure(110, desk.source("d3")))
    pairs = ((0, 1, "rounding", "r"), (1, 2, "rounding", "r"), (0, 2, "contradiction", "c"))
    (found,) = sets(desk, desk.figure_line(*claims, compared=pairs))
    assert [[value.value for value in side.values] for side in found.sides] == [[100, 105], [110]]


def test_equal_figures_of_one_origin_need_no_comparison_to_stand_together(desk):
    claims = (desk.figure(7), desk.figure(7))
    (found,) = sets(desk, desk.figure_line(*claims))
    assert len(found.sides) == 1
    assert (found.verdict, found.difference) == (None, None)


def test_figures_that_only_differ_in_rounding_are_no_contradiction(desk):
    claims = (desk.figure(1.5), desk.figure(1.52, desk.source("d2")))
    (found,) = sets(desk, desk.figure_line(*claims, compared=((0, 1, "rounding", "r"),)))
    assert (found.verdict, found.difference, len(found.sides)) == ("rounding", None, 1)


def test_a_figure_names_who_gave_it_and_which_report(desk):
    source = desk.source("d1", publisher="Voz do Tejo")
    said = desk.statement(source, id="s1")
    figure = desk.figure(7, source, attributed_to="s1")
    (found,) = sets(desk, desk.figure_line(figure), actors=(desk.lund(),), statements=(said,))
    (value,) = found.sides[0].values
    assert (value.speakers, value.source.publisher) == (("Sigrid Lund",), "Voz do Tejo")


def test_a_directed_figure_names_giver_and_taker(desk):
    line = desk.figure_line(desk.figure(7), from_="NOR", to="PRT", indicator="exports")
    (found,) = sets(desk, line)
    assert (found.giver, found.taker) == ("Norwegen", "Portugal")


def test_contradictions_come_first(desk):
    calm = desk.figure_line(desk.figure(7), id="line:calm")
    claims = (desk.figure(1), desk.figure(2, desk.source("d2")))
    fought = desk.figure_line(*claims, id="line:fought", compared=((0, 1, "contradiction", "c"),))
    assert [line.id for line in sets(desk, calm, fought)] == ["line:fought", "line:calm"]
