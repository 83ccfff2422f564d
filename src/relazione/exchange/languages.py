"""The three letters (ISO 639-3) of languages that reports are written in."""

ALPHA3 = dict(
    pair.split(":")
    for pair in (
        "ar:ara az:aze be:bel bg:bul bn:ben bs:bos ca:cat cs:ces da:dan de:deu el:ell en:eng es:spa et:est fa:fas "
        "fi:fin fr:fra he:heb hi:hin hr:hrv hu:hun hy:hye id:ind is:isl it:ita ja:jpn ka:kat kk:kaz ko:kor ky:kir "
        "lt:lit lv:lav mk:mkd mn:mon ms:msa nl:nld no:nor pl:pol ps:pus pt:por ro:ron ru:rus sk:slk sl:slv sq:sqi "
        "sr:srp sv:swe sw:swa tg:tgk th:tha tk:tuk tr:tur uk:ukr ur:urd uz:uzb vi:vie zh:zho"
    ).split()
)


def alpha3(language: str | None) -> str | None:
    """Return the three letters of a two-letter code, `None` for languages not listed.

    >>> alpha3("de"), alpha3("zh"), alpha3(None)
    ('deu', 'zho', None)
    """
    return ALPHA3.get(language or "")
