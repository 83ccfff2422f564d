"""Paragraphs from lines that were broken to fit a width: in plain mails, and in print."""

import re

WIDEST = 100  # characters of a line that was broken by hand or by a mail program; longer ones were not broken
NARROWEST = 40
ITEM = re.compile(r"\s*(?:[-*•–>]|\d{1,3}[.)])\s")


def unwrapped(text: str) -> str:
    """Return a text whose lines are joined to the paragraphs they were broken from.

    A line goes on in the next one where the next one's first word did not fit any more; the width is that of the
    longest line which is not too long to have been broken.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    width = max((len(line) for line in lines if len(line) <= WIDEST), default=0)
    if width < NARROWEST:
        return text
    joined: list[str] = []
    for number, line in enumerate(lines):
        if number and _goes_on(lines[number - 1], line, width):
            joined[-1] = f"{joined[-1]} {line.strip()}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _goes_on(line: str, following: str, width: int) -> bool:
    if not line.strip() or not following.strip() or len(line) > WIDEST or ITEM.match(following):
        return False
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width


def flowed(text: str, *, delete_space: bool = False) -> str:
    """Return the paragraphs of a mail that marks lines which go on by a blank at their end (RFC 3676)."""
    joined: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        words = line.removeprefix(" ")
        if goes_on:
            joined[-1] += words
        else:
            joined.append(words)
        goes_on = words.endswith(" ") and words != "-- "
        if goes_on and delete_space:
            joined[-1] = joined[-1][:-1]
    return "\n".join(joined)
