"""What time expressions mean: from the matched words to EDTF.

Each resolver takes a match of `timewords` and the setting it stands in, and returns an EDTF value or `None`.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise

from relazione.extraction.edtf import (
    Moment,
    bounds,
    end_of,
    moment,
    named_day,
    part_of_year,
    period,
    shift,
    start_of,
    to_moment,
)
from relazione.extraction.numerals import Numeral
from relazione.extraction.timewords import POINT, Parse

NEAR = 31  # days around publication within which a day is news
CLOCK_UNITS = ("second", "minute", "hour")
LAST_CENTURY = 22
COARSE = ("decade", "century")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a time expression is reckoned from.

    `published`; `told`, the day the report told of last; `outlook`: 2 where the clause looks ahead, 3 where it
    looks back at what was planned, 1 where it stands in the present, -1 where it looks back, 0 where it does not
    tell; `year`, the year that holds where none is named; `near`, the day, month or year told right before.
    """

    published: Moment | None
    told: Moment | None
    outlook: int
    year: int | None = None
    near: Moment | None = None

    @property
    def day(self) -> Moment | None:
        """The day of publication, where it is known to the day."""
        return self.published if self.published and self.published.is_day else None


Resolver = Callable[[Parse, Setting], str | None]


def _year_in(parse: Parse, setting: Setting) -> int | None:
    """Return the year that an expression names (`2026`, `vergangenen Jahres`), `None` where it names none."""
    if parse.has("YEAR"):
        return int(parse.get("YEAR"))
    if parse.has("REL") and parse.get("UNIT") == "year" and setting.published and setting.published.year:
        return setting.published.year + int(parse.get("REL"))
    return None


def _settled(year: int | None, month: int, day: int | None, setting: Setting) -> Moment | None:
    """Return the month or day in the year that is meant."""
    return _settle(lambda number: moment(number, month, day), year, setting)


def _settle(day_in: Callable[[int | None], Moment | None], year: int | None, setting: Setting) -> Moment | None:
    """Return what there is in the year that is meant: given, told before, or the nearest the right way."""
    year = year or setting.year
    published = setting.published
    if year or published is None or published.year is None:
        return day_in(year)
    if published.month is None:
        return day_in(published.year)
    years = (published.year - 1, published.year, published.year + 1)
    choices = [there for there in map(day_in, years) if there]
    nearest = min(choices, key=lambda there: abs(there.first() - published.first()), default=None)
    if setting.outlook == 2 and not (nearest and nearest.is_day and _is_recent(nearest, published)):
        return next((there for there in choices if there.last() >= published.first()), None)
    if setting.outlook < 0 and not (nearest and nearest.is_day and _is_soon(nearest, published)):
        return next((there for there in reversed(choices) if there.first() <= published.last()), None)
    return nearest


def _is_soon(day: Moment, published: Moment) -> bool:
    """Tell whether a day lies shortly after publication: in news a day without a year is not almost a year old."""
    return timedelta(0) < day.first() - published.last() <= timedelta(days=NEAR)


def _is_recent(day: Moment, published: Moment) -> bool:
    """Tell whether a day lies shortly before publication: in news a day without a year is not almost a year off."""
    return timedelta(0) < published.first() - day.last() <= timedelta(days=NEAR)


def _text(there: Moment | None) -> str | None:
    return None if there is None else str(there)


def _day(parse: Parse, setting: Setting) -> str | None:
    number = parse.get("DAYNUM") or parse.get("ORDINAL")
    if parse.get("UNIT") == "month" and parse.has("REL"):
        return None
    return _text(_settled(_year_in(parse, setting), parse.get("MONTH"), number, setting))


def days_in(parse: Parse, setting: Setting) -> list[Moment]:
    """Return the days of a row (`3., 4. und 5. Mai`), none where the calendar lacks one or they do not go up."""
    numbers = [int(capture.value) for capture in parse.get("DAYNUMS")]
    last = _settled(_year_in(parse, setting), parse.get("MONTH"), numbers[-1], setting)
    days = [there for number in numbers if last and (there := moment(last.year, last.month, number))]
    rising = all(one < other for one, other in pairwise(numbers))
    return days if rising and len(days) == len(numbers) else []


def _days(parse: Parse, setting: Setting) -> str | None:
    days = days_in(parse, setting)
    return f"{days[0]}/{days[-1]}" if days else None


def _date(parse: Parse, setting: Setting) -> str | None:
    there = to_moment(parse.get("DATE") or parse.get("DAYMONTH"))
    if there is None or there.year or not there.month:
        return _text(there)
    return _text(_settled(None, there.month, there.day, setting))


def _deictic(parse: Parse, setting: Setting) -> str | None:
    if parse.get("UNIT", "day") != "day" or setting.day is None:
        return None
    days = int(parse.get("DEICTIC", parse.get("DEICTIC_ADJ"))) + int(parse.get("TOLD_ADVERB", 0))
    return _text(setting.day.shifted(days))


def _weekday(parse: Parse, setting: Setting) -> str | None:
    if setting.day is None:
        return None
    way, wanted = parse.get("REL"), int(parse.get("WEEKDAY")) - 1
    today = setting.day.first().weekday()
    forward, back = (wanted - today) % 7, (today - wanted) % 7
    if way is None:
        return _text(setting.day.shifted(forward if setting.outlook > 0 else -back))
    if way == 0:
        return _text(setting.day.shifted(forward if forward <= 3 else -back))
    days = (forward or 7) + 7 * (way - 1) if way > 0 else -(back or 7) + 7 * (way + 1)
    return _text(setting.day.shifted(days))


def _weekday_of_week(parse: Parse, setting: Setting) -> str | None:
    if parse.get("UNIT") != "week" or setting.day is None:
        return None
    monday = setting.day.shifted(7 * int(parse.get("REL")) - setting.day.first().weekday())
    return _text(monday.shifted(int(parse.get("WEEKDAY")) - 1)) if monday else None


def _weekend(parse: Parse, setting: Setting) -> str | None:
    if setting.day is None:
        return None
    way, today = parse.get("REL"), setting.day.first().weekday()
    if way in (None, 0):
        way = 0 if today >= 5 or setting.outlook > 0 or parse.has("REL") else -1
    elif way > 0 and today < 5:
        way -= 1
    elif way < 0 and today >= 5 and way == -1 and today == 6:
        way = -1
    first = setting.day.shifted(5 - today + 7 * int(way))
    last = first.shifted(1) if first else None
    return f"{first}/{last}" if last else None


def _holiday(parse: Parse, setting: Setting) -> str | None:
    return _text(_settle(lambda year: named_day(parse.get("HOLIDAY"), year), _year_in(parse, setting), setting))


def _told(parse: Parse, setting: Setting) -> str | None:
    days = parse.get("TOLD_DAY", parse.get("TOLD_ADVERB"))
    return _text(setting.told.shifted(int(days))) if setting.told else None


def _told_unit(parse: Parse, setting: Setting) -> str | None:
    if setting.told is None:
        return None
    return (
        period(setting.told, int(parse.get("REL_TOLD")), parse.get("UNIT"))
        if parse.get("UNIT") not in CLOCK_UNITS
        else None
    )


def _same(parse: Parse, setting: Setting) -> str | None:
    return _text(setting.told) if parse.get("UNIT", "day") == "day" else None


def _later(parse: Parse, setting: Setting) -> str | None:
    """Return `zwei Tage später`, `wenige Stunden zuvor`, reckoned from the day told of, years from a year too."""
    unit, sign = unit_of(parse), int(parse.get("TOLD_ADVERB"))
    base = setting.near if setting.near and unit not in CLOCK_UNITS else setting.told
    if base is None or parse.has("EVERY"):
        return None
    return str(base) if unit in CLOCK_UNITS else _reckoned(base, sign, parse)


def unit_of(parse: Parse) -> str:
    """Return the unit of time that an expression counts in."""
    return str(parse.get("UNIT") or parse.get("UNITS"))


def count_of(parse: Parse) -> float | None:
    """Return how many units an expression counts, of a range the most, `None` where it does not say a number."""
    numeral: Numeral | None = parse.get("NUM")
    if numeral is not None:
        return None if numeral.vague else numeral.value_max or numeral.value
    if parse.has("BOTH"):
        return float(parse.get("BOTH"))
    return None if parse.has("VAGUE") or parse.has("UNITS") else 1


def _count(parse: Parse) -> tuple[float, bool]:
    """Return how many units an expression counts (the most of a range), and whether that is only about so."""
    numeral: Numeral | None = parse.get("NUM")
    if numeral is None:
        return float(parse.get("BOTH", parse.get("VAGUE", 1))), not parse.has("BOTH")
    return numeral.value_max or numeral.value, numeral.value_max is not None or numeral.vague


def _whole(count: float, unit: str) -> tuple[int, str] | None:
    """Return a count as whole units, halves as smaller ones (`anderthalb Jahre` → 18 months)."""
    if count != int(count):
        smaller = {"year": (12, "month"), "decade": (10, "year"), "century": (100, "year"), "week": (7, "day")}
        if unit not in smaller:
            return None
        times, unit = smaller[unit]
        count *= times
    return (int(count), unit) if abs(count) < 10_000 else None


def _reckoned(base: Moment, sign: int, parse: Parse) -> str | None:
    """Return the moment that lies so many units from a base; `~` where the count or a week makes it rough."""
    count, rough = _count(parse)
    whole = _whole(count, unit_of(parse))
    if whole is None:
        return None
    there = shift(base, sign * whole[0], whole[1])
    rough = rough or whole[1] == "week" or whole[1] in COARSE or parse.has("ABOUT")
    return None if there is None else f"{there}{'~' if rough else ''}"


def _ago(parse: Parse, setting: Setting) -> str | None:
    if unit_of(parse) in CLOCK_UNITS:
        return _text(setting.day)
    return _reckoned(setting.published, -1, parse) if setting.published else None


def _ahead(parse: Parse, setting: Setting) -> str | None:
    if setting.outlook < 0 or setting.published is None or unit_of(parse) in CLOCK_UNITS:
        return None
    return _reckoned(setting.published, 1, parse)


def _span(parse: Parse, setting: Setting, sign: int) -> str | None:
    """Return the interval of so many units that ends (sign -1) or begins at publication, as coarse as its unit."""
    if setting.published is None or unit_of(parse) in CLOCK_UNITS:
        return None
    count, rough = _count(parse)
    whole = _whole(count, unit_of(parse))
    there = shift(setting.published, sign * whole[0], whole[1]) if whole else None
    here = shift(setting.published, 0, whole[1]) if whole else None
    if whole is None or there is None or here is None:
        return None
    mark = "~" if rough or whole[1] in COARSE or parse.has("ABOUT") else ""
    return f"{there}{mark}/{here}" if sign < 0 else f"{here}/{there}{mark}"


def _last(parse: Parse, setting: Setting) -> str | None:
    way = int(parse.get("REL"))
    return _span(parse, setting, -1 if way < 0 else 1) if way else None


def _within(parse: Parse, setting: Setting) -> str | None:
    way = parse.get("REL")
    if way is None:
        way = 1 if setting.outlook > 0 else -1
    return _span(parse, setting, 1 if way > 0 else -1)


def _lasting(parse: Parse, setting: Setting) -> str | None:
    """Return since when; what will last (`will close for ten days`) has not begun."""
    if setting.outlook == 2:
        return None
    start = _ago(parse, setting)
    return f"{start}/.." if start else None


def _unit_relative(parse: Parse, setting: Setting) -> str | None:
    """Return `vergangenes Jahr`, `diese Woche`; `am nächsten Tag` is reckoned from the day told of."""
    unit, way = parse.get("UNIT"), parse.get("REL", 0)
    if unit == "day":
        return _text(setting.told.shifted(way)) if setting.told and way >= 0 and parse.has("REL") else None
    if unit == "year" and setting.year and not parse.has("REL"):
        return f"{setting.year:04d}"
    if unit in CLOCK_UNITS or setting.published is None:
        return None
    return period(setting.published, int(way), unit)


def _month(parse: Parse, setting: Setting) -> str | None:
    if parse.has("REL") and parse.get("UNIT") != "year":
        return None
    return _text(_settled(_year_in(parse, setting), parse.get("MONTH"), None, setting))


def _month_relative(parse: Parse, setting: Setting) -> str | None:
    """Return `vergangenen März` or `kommenden März`: the nearest that way, this month left out."""
    way, month, base = int(parse.get("REL")), int(parse.get("MONTH")), setting.published
    if base is None or base.year is None or base.month is None:
        return None
    if way == 0:
        return str(Moment(base.year, month))
    year = base.year + (way if (month - base.month) * way <= 0 else way - (1 if way > 0 else -1))
    return _text(moment(year, month))


def _season_at(year: int, season: int) -> str:
    return f"{year:04d}-{season}"


def _season(parse: Parse, setting: Setting) -> str | None:
    season = int(parse.get("SEASON"))
    year = _year_in(parse, setting) or setting.year
    if parse.has("REL") and parse.get("UNIT") != "year":
        return None
    if year:
        return _season_at(year, season)
    there = _settled(None, _season_start(season), None, setting)
    return _season_at(there.year, season) if there and there.year else None


def _season_start(season: int) -> int:
    return 3 * (season - 20)


def _season_span(parse: Parse, _: Setting) -> str:
    return _season_at(parse.get("YEARSPAN")[0], int(parse.get("SEASON")))


def _season_relative(parse: Parse, setting: Setting) -> str | None:
    base, way, season = setting.published, int(parse.get("REL")), int(parse.get("SEASON"))
    if base is None or base.year is None or base.month is None:
        return None
    if way == 0:
        return _season_at(base.year, season)
    gone = _season_start(season) <= base.month
    year = base.year + (way if gone == (way > 0) else way - (1 if way > 0 else -1))
    return _season_at(year, season)


def _part(parse: Parse, setting: Setting) -> str | None:
    unit, number = _part_named(parse)
    if unit not in ("quarter", "half"):
        return f"{number - 1:02d}XX" if unit == "century" and 0 < number <= LAST_CENTURY else None
    of_year = tuple(capture for capture in parse.captures if (capture.name, capture.value) != ("UNIT", unit))
    year = _year_in(replace(parse, captures=of_year), setting)
    if year is None and parse.has("REL"):
        return None
    if year is None:
        size = 3 if unit == "quarter" else 6
        there = _settled(None, min((number - 1) * size + 1, 12), None, setting)
        year = there.year if there else None
    return part_of_year(year, number, unit) if year else None


def _part_named(parse: Parse) -> tuple[str, int]:
    """Return the unit of a part of a year or age and its number (`drittes Quartal`, `Q3`)."""
    for name, unit in (("QUARTER_NAME", "quarter"), ("HALF_NAME", "half")):
        if parse.has(name):
            return unit, int(parse.get(name))
    return str(parse.get("UNIT")), int(parse.get("ORDINAL") or parse.get("DAYNUM"))


def _year_part(parse: Parse, setting: Setting) -> str | None:
    return _text(_settled(_year_in(parse, setting), int(parse.get("YEARPART")), None, setting))


def _year(parse: Parse, _: Setting) -> str | None:
    return f"{parse.get('YEAR'):04d}" if parse.get("UNIT", "year") == "year" else None


def _years(parse: Parse, _: Setting) -> str | None:
    first, last = (int(year) for year in parse.all("YEAR"))
    return f"{first:04d}/{last:04d}" if first < last and parse.get("UNITS") == "year" else None


def _year_span(parse: Parse, _: Setting) -> str:
    first, last = parse.get("YEARSPAN")
    return f"{first:04d}/{last:04d}"


def _decade(parse: Parse, _: Setting) -> str | None:
    start = parse.get("TENS", parse.get("DECADE"))
    return f"{start // 10:03d}X" if parse.get("UNITS", "year") == "year" else None


def _now(unit: str) -> Resolver:
    def resolve(_: Parse, setting: Setting) -> str | None:
        return period(setting.published, 0, unit) if setting.published else None

    return resolve


def _by(unit: str) -> Resolver:
    def resolve(parse: Parse, setting: Setting) -> str | None:
        return period(setting.published, int(parse.get(f"BY_{unit.upper()}")), unit) if setting.published else None

    return resolve


def _never(_: Parse, __: Setting) -> str | None:
    return None


def points(parse: Parse, setting: Setting) -> list[tuple[Parse, Setting]]:
    """Return the expressions that an expression is built around, each with the setting that it is reckoned in.

    Where something ends or starts lies ahead unless the clause looks back; since when it has been lies behind in a
    clause about the present. Of two the first takes the year of the second.
    """
    inner: list[Parse] = parse.all(POINT)
    if parse.pattern.value == "since" and setting.outlook == 1:
        setting = replace(setting, outlook=-1)
    elif parse.pattern.value in ("until", "starting") and setting.outlook >= 0:
        setting = replace(setting, outlook=2)
    if len(inner) == 1:
        return [(inner[0], setting)]
    last = _resolved(inner[1], setting)
    until = to_moment(end_of(last)) if last else None
    return [(inner[0], replace(setting, year=until.year) if until else setting), (inner[1], setting)]


def _resolved(parse: Parse, setting: Setting) -> str | None:
    return RESOLVERS[parse.pattern.value](parse, setting)


def _inner(parse: Parse, setting: Setting) -> str | None:
    return _resolved(*points(parse, setting)[0])


def _since(parse: Parse, setting: Setting) -> str | None:
    value = _inner(parse, setting)
    return f"{start_of(value)}/.." if value and not value.startswith("..") else None


def _until(parse: Parse, setting: Setting) -> str | None:
    value = _inner(parse, setting)
    return f"../{end_of(value)}" if value and not value.endswith("..") else None


def _before(parse: Parse, setting: Setting) -> str | None:
    value = _inner(parse, setting)
    return f"../{start_of(value)}" if value and not value.startswith("..") else None


def _between(parse: Parse, setting: Setting) -> str | None:
    first, last = (_resolved(*point) for point in points(parse, setting))
    covered, closing = bounds(first), bounds(last)
    if first is None or last is None or (covered and closing and covered[0] > closing[1]):
        return None
    return f"{start_of(first)}/{end_of(last)}" if not _is_open(first) and not _is_open(last) else None


def _is_open(value: str) -> bool:
    return value.startswith("..") or value.endswith("..")


def _around(parse: Parse, setting: Setting) -> str | None:
    value = _inner(parse, setting)
    return f"{value}~" if value and "/" not in value and not value.endswith("~") else None


RESOLVERS: dict[str, Resolver] = {
    "age": _never,
    "ago": _ago,
    "ahead": _ahead,
    "around": _around,
    "before": _before,
    "between": _between,
    "by_month": _by("month"),
    "by_week": _by("week"),
    "by_year": _by("year"),
    "clock": _never,
    "date": _date,
    "day": _day,
    "daypart": lambda _, setting: _text(setting.told),
    "daypart_of": _inner,
    "days": _days,
    "decade": _decade,
    "deictic": _deictic,
    "duration": _never,
    "holiday": _holiday,
    "last": _last,
    "lasting": _lasting,
    "later": _later,
    "month": _month,
    "month_now": _now("month"),
    "month_rel": _month_relative,
    "part": _part,
    "same": _same,
    "same_as": _inner,
    "season": _season,
    "season_rel": _season_relative,
    "season_span": _season_span,
    "set": _never,
    "set_of": _never,
    "since": _since,
    "starting": _since,
    "told": _told,
    "told_unit": _told_unit,
    "unit": _unit_relative,
    "units": _never,
    "vague": _never,
    "vague_future": _never,
    "vague_past": _never,
    "until": _until,
    "week_now": _now("week"),
    "weekday": _weekday,
    "weekday_of_week": _weekday_of_week,
    "weekend": _weekend,
    "within": _within,
    "year": _year,
    "year_now": _now("year"),
    "year_part": _year_part,
    "year_span": _year_span,
    "years": _years,
}
# What is a time expression also where it has no date.
UNDATED = frozenset(
    {"age", "clock", "daypart", "duration", "later", "set", "set_of", "units", "vague", "vague_future", "vague_past"}
)
