"""Days as metadata write them: RFC 5322 dates of mails and feeds, ISO 8601 of pages, feeds, tables and properties."""

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

ISO_DAY = re.compile(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)")
PARTIAL = re.compile(r"\d{4}(-\d{2})?")


def day_of(value: object) -> str | None:
    """Return the day (month, year) that a date or its usual notations name where it was written, as ISO 8601.

    `None` where it names none, or one that the calendar does not have. A zone is not converted: a report that appears
    shortly after midnight is one of that day.
    """
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if not isinstance(value, str):
        return None
    text = value.strip()
    if PARTIAL.fullmatch(text):
        return text if _is_calendar(f"{text}-01"[:7] + "-01" if len(text) > 4 else f"{text}-01-01") else None
    if match := ISO_DAY.match(text):
        found = "-".join(match.groups())
        return found if _is_calendar(found) else None
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def _is_calendar(day: str) -> bool:
    try:
        return date.fromisoformat(day).year > 0
    except ValueError:
        return False
