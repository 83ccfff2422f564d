"""What a site asks of robots: `robots.txt` as RFC 9309 defines it, with the usual `Crawl-delay`."""

import re
from collections.abc import Iterator
from urllib.parse import quote, unquote_to_bytes

from relazione.records import Record

TOKEN = "relazione"  # noqa: S105  (the name that a robots.txt calls us by)
EVERYBODY = "*"


class Rule(Record, frozen=True, kw_only=True):
    """A pattern of paths with `*` for anything and `$` for the end, and whether it lets them through."""

    pattern: str
    allows: bool

    def fits(self, target: str) -> bool:
        """Tell whether the pattern fits the beginning of a path with its query."""
        ends = self.pattern.endswith("$")
        first, *others = (self.pattern[:-1] if ends else self.pattern).split("*")
        if not target.startswith(first):
            return False
        place = len(first)
        for number, part in enumerate(others, 1):
            if ends and number == len(others):
                return len(target) - len(part) >= place and target.endswith(part)
            place = target.find(part, place)
            if place < 0:
                return False
            place += len(part)
        return not ends or place == len(target)


class Robots(Record, frozen=True, kw_only=True):
    """The rules of a site for one robot; `delay` is how many seconds it wants between two requests."""

    rules: tuple[Rule, ...] = ()
    delay: float | None = None

    def allows(self, target: str) -> bool:
        """Tell whether a path with its query may be fetched: the longest pattern decides, of equal ones the kinder."""
        if target == "/robots.txt":
            return True
        plain = _normal(target)
        fitting = [rule for rule in self.rules if rule.fits(plain)]
        return max(fitting, key=lambda rule: (len(rule.pattern), rule.allows)).allows if fitting else True


ANYTHING = Robots()


def robots_of(text: str, token: str = TOKEN) -> Robots:
    r"""Return the rules that a `robots.txt` has for a robot: those that name it, else those for everybody.

    >>> rules = robots_of("User-agent: *\nDisallow: /private/\nAllow: /private/press/")
    >>> [rules.allows(path) for path in ("/", "/private/a", "/private/press/a")]
    [True, False, True]
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    for agents, lines in _groups(text):
        for agent in agents:
            groups.setdefault(agent, []).extend(lines)
    own = groups.get(token.lower(), groups.get(EVERYBODY, []))
    rules = [
        Rule(pattern=_normal(value), allows=name == "allow") for name, value in own if name in ("allow", "disallow")
    ]
    delays = [float(value) for name, value in own if name == "crawl-delay" and re.fullmatch(r"\d+(\.\d+)?", value)]
    return Robots(rules=tuple(rule for rule in rules if rule.pattern), delay=max(delays, default=None))


def _groups(text: str) -> Iterator[tuple[list[str], list[tuple[str, str]]]]:
    """Yield the names of robots that stand together, in small letters, with the lines that follow them."""
    agents: list[str] = []
    lines: list[tuple[str, str]] = []
    for name, value in _lines(text):
        if name == "user-agent":
            if lines:
                yield agents, lines
                agents, lines = [], []
            agents.append(re.match(r"[\w-]*", value)[0].lower() or value)  # type: ignore[index]
        elif name in ("allow", "disallow", "crawl-delay"):
            lines.append((name, value))
    yield agents, lines


def _lines(text: str) -> Iterator[tuple[str, str]]:
    for line in text.removeprefix("\ufeff").splitlines():
        name, colon, value = line.split("#", 1)[0].partition(":")
        if colon:
            yield name.strip().lower(), value.strip()


def _normal(target: str) -> str:
    """Return a path with its escapes written alike, so that `/%7ea` and `/~a` are one."""
    escaped = re.sub(r"%(?:2[FfAa5]|24)", lambda match: f"\0{match[0].upper()[1:]}", target)
    return quote(unquote_to_bytes(escaped), safe="/*$?=&:;,@!'()+~[]\0").replace("\0", "%")
