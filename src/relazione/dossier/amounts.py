"""How numbers, amounts and scores are written in a language."""

from decimal import Decimal

from relazione.dossier.tree import ValueLine
from relazione.dossier.wording import Wording, wording
from relazione.ontology.indicators import currencies, unit_label
from relazione.ontology.vocabulary import term

SCALES = (10**12, 10**9, 10**6)
MINUS = "−"
UNHEDGED = ("exact", "range")
DIGITS = 12  # significant digits; more would show the binary fraction


def say_value(line: ValueLine, unit: str, language: str) -> str:
    """Return what a figure says: its bound, number or range, sign of a change, and unit."""
    said = say_number(line.value, language)
    if line.value_max is not None:
        said = f"{said} {wording(language)['to']} {say_number(line.value_max, language)}"
    elif line.measure == "change" and line.value > 0:
        said = f"+{said}"
    hedge = "" if line.bound in UNHEDGED else f"{term('bound', line.bound).label[language]} "
    return f"{hedge}{said}{say_unit(unit, language)}"


def say_amount(value: float, unit: str, language: str) -> str:
    """Return a number with its unit.

    >>> say_amount(1.5e9, "USD", "de"), say_amount(1.5e9, "USD", "en"), say_amount(12, "percent", "de")
    ('1,5 Mrd. USD', '1.5 billion USD', '12 %')
    """
    return f"{say_number(value, language)}{say_unit(unit, language)}"


def say_unit(unit: str, language: str) -> str:
    """Return a unit as it follows a number, with the blank before it."""
    if unit == "percent":
        return wording(language)["percent_sign"]
    return f" {unit}" if unit in currencies() else f" {unit_label(unit, language)}"


def say_number(value: float, language: str) -> str:
    """Return a number, from a million on in words of scale.

    >>> say_number(-1234.5, "de"), say_number(2_000_000, "en")
    ('−1.234,5', '2 million')
    """
    words = wording(language)
    exact = Decimal(f"{value:.{DIGITS}g}")
    for scale, word in zip(SCALES, reversed(words.scales), strict=True):
        if abs(exact) >= scale:
            return f"{_plain(exact / scale, words)} {word}"
    return _plain(exact, words)


def say_score(score: float | None, language: str) -> str:
    """Return a score with its sign and one decimal, a dash where there is none.

    >>> say_score(3.25, "de"), say_score(-4, "en"), say_score(None, "en")
    ('+3,2', '−4.0', '–')
    """
    if score is None:
        return "–"
    said = f"{abs(score):.1f}".replace(".", wording(language).decimal)
    sign = "" if not float(f"{score:.1f}") else "+" if score > 0 else MINUS
    return f"{sign}{said}"


def say_percent(part: float, language: str) -> str:
    """Return a part of one as whole percents.

    >>> say_percent(0.12, "de"), say_percent(0.12, "en")
    ('12 %', '12%')
    """
    return f"{round(part * 100)}{wording(language)['percent_sign']}"


def _plain(exact: Decimal, words: Wording) -> str:
    whole, _, fraction = f"{abs(exact):,f}".partition(".")
    fraction = fraction.rstrip("0")
    said = whole.replace(",", words.thousands) + (f"{words.decimal}{fraction}" if fraction else "")
    return f"{MINUS}{said}" if exact < 0 else said
