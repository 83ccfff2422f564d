from relazione.resolution.origins import bands, is_copy, shingles

AGENCY = (
    "Chile und Peru haben am Montag in Arica über das Wasser des Grenzflusses verhandelt. Nach Angaben beider Seiten "
    "wurde ein gemeinsamer Ausschuss eingesetzt, der bis zum Sommer einen Plan vorlegen soll. Die Außenminister wollen "
    "sich im Juni in Lima wieder treffen."
)
SHORTENED = AGENCY.partition(" Die Außenminister")[0]
OTHER = (
    "Über das Wasser des Grenzflusses haben Peru und Chile zu Wochenbeginn gesprochen. Ein Ausschuss, auf den sich die "
    "Delegationen in Arica geeinigt haben, soll bis Jahresmitte Vorschläge machen, wie es in Lima hieß."
)


def test_a_shortened_text_is_a_copy_and_shares_a_band():
    assert is_copy(shingles(AGENCY), shingles(SHORTENED))
    assert set(bands(shingles(AGENCY))) & set(bands(shingles(SHORTENED)))


def test_another_report_of_the_same_talks_is_no_copy():
    assert not is_copy(shingles(AGENCY), shingles(OTHER))


def test_a_line_or_two_prove_no_copying():
    line = "Mehr dazu in Kürze."
    assert bands(shingles(line)) == ()
    assert not is_copy(shingles(line), shingles(line))


def test_bands_are_the_same_in_every_run():
    assert bands(shingles(SHORTENED))[:2] == bands(shingles(SHORTENED.upper()))[:2]
