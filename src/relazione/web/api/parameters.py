"""What may be asked: the parameters that several operations have, checked at the edge and described for OpenAPI."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property
from typing import Annotated, Any, Literal

from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel, ConfigDict, Field, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from relazione.languages import languages
from relazione.ledger.listing import Wanted
from relazione.ontology import countries, organisations
from relazione.ontology.indicators import indicators
from relazione.ontology.plover import plover
from relazione.ontology.vocabulary import codes
from relazione.resolution.claims import Question
from relazione.resolution.dates import iso_days
from relazione.web.api.paging import CURSOR
from relazione.web.asking import Sides

DAY = r"[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?"  # no season, which EDTF has too
FEW = 40  # codes that an error names one by one


class OneOf:
    """Lets through the codes of a vocabulary; `name` is that of its schema, `instead` what an error says of many."""

    def __init__(self, name: str, codes: Callable[[], Iterable[str]], instead: str = "") -> None:
        self.name, self._codes, self.instead = name, codes, instead

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes, sorted; they are looked up when they are first needed."""
        return tuple(sorted(self._codes()))

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        return {"type": "string", "title": self.name, "enum": list(self.codes), "x-component": self.name}

    def _check(self, given: str) -> str:
        if given not in self.codes:
            allowed = ", ".join(self.codes) if len(self.codes) <= FEW else self.instead
            raise PydanticCustomError(
                "unknown_code",
                "{given} is not one of the codes",
                {"given": repr(given), "allowed": allowed, "mend": f"/api/openapi.json lists them under {self.name}"},
            )
        return given


class SomeOf(OneOf):
    """Names codes of a vocabulary to which a user's own come, so that whoever looks a code up refuses it."""

    def _check(self, given: str) -> str:
        return given


class EachDay:
    """Lets through a day, month or year: `2026-01-29`, `2026-01`, `2026`."""

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(self._check, handler(source))

    def __get_pydantic_json_schema__(self, _: CoreSchema, __: GetJsonSchemaHandler) -> dict[str, Any]:
        forms = ({"format": "date"}, {"pattern": r"^[0-9]{3}[1-9]-(0[1-9]|1[0-2])$"}, {"pattern": r"^[0-9]{3}[1-9]$"})
        anyof = [{"type": "string", **form} for form in forms]
        return {"title": "Day", "anyOf": anyof, "examples": ["2026-01-29", "2026-01", "2026"], "x-component": "Day"}

    @staticmethod
    def _check(given: str) -> str:
        if days_of(given) is None:
            raise PydanticCustomError(
                "no_date", "{given} is no date", {"given": repr(given), "allowed": "2026-01-29, 2026-01 or 2026"}
            )
        return given


def days_of(given: str) -> tuple[str, str] | None:
    """Return the first and the last day (ISO) of a day, month or year; `None` where it is none."""
    return iso_days(given) if re.fullmatch(DAY, given) else None


def _sides() -> Iterable[str]:
    return {*countries.codes(), *countries.historic_codes(), *organisations.codes()}


Side = Annotated[str, Field(max_length=100), SomeOf("SideCode", _sides)]
State = Annotated[str, OneOf("StateCode", countries.codes, "ISO 3166-1 alpha-3 codes: KAZ")]
EventType = Annotated[str, OneOf("EventType", lambda: plover().types)]
AgreementKind = Annotated[str, OneOf("AgreementKind", lambda: codes("agreement_kind"))]
Indicator = Annotated[str, OneOf("Indicator", indicators, "the indicators of the ontology: trade_turnover")]
Language = Annotated[str, OneOf("Language", languages)]
Day = Annotated[str, EachDay()]
Name = Annotated[str, Field(min_length=1, max_length=300)]


class Asked(BaseModel):
    """Parameters that a request may have; any other is an error."""

    model_config = ConfigDict(extra="forbid")


class Paged(Asked):
    """How much of a listing to give."""

    limit: int = Field(50, ge=1, le=200, description="At most so many items.")
    cursor: str | None = Field(None, pattern=CURSOR, description="`next` of the part before; nothing for the first.")


class Period(Asked):
    """Days between which something lies."""

    since: Day | None = Field(None, description="Only from this day, month or year on.")
    until: Day | None = Field(None, description="Only up to this day, month or year.")


class About(Period):
    """Whose relations, when, and reported by whom."""

    first: Side | None = Field(None, description="A state (KAZ) or group (C6) that records are about.")
    second: Side | None = Field(None, description="The other side; with `first`, the records about the two.")
    publisher: list[Name] = Field([], description="Only what these publishers report; may be repeated.")
    publisher_country: list[State] = Field([], description="Only what publishers of these states report.")

    def question(self, sides: Sides) -> Question:
        """Return the question that is asked of a ledger; raises `RequestValidationError` for an unknown side."""
        first, second = self._side("first", sides), self._side("second", sides)
        since, until = days_of(self.since or ""), days_of(self.until or "")
        return Question(
            first=first or second,
            second=second if first and second != first else None,
            since=since[0] if since else None,
            until=until[1] if until else None,
            publishers=tuple(self.publisher),
            countries=tuple(self.publisher_country),
        )

    def _side(self, slot: Literal["first", "second"], sides: Sides) -> str | None:
        given: str | None = getattr(self, slot)
        found = sides.coded(given) if given else None
        if given and found is None:
            allowed = "ISO 3166-1 alpha-3 codes (KAZ), ids of groups (C6, EU) and codes of your own actors"
            context = {"allowed": allowed, "mend": "/api/openapi.json lists them under SideCode"}
            fault = {"type": "unknown_code", "loc": ("query", slot), "msg": f"{given!r} is not one of the codes"}
            raise RequestValidationError([{**fault, "ctx": context}])
        return found

    def wanted(self, sides: Sides, speaker: str | None = None, **slots: Iterable[str]) -> Wanted:
        """Return which records these parameters ask for, of a speaker and with some values of some slots."""
        given = {slot: tuple(values) for slot, values in slots.items() if values}
        return Wanted(question=self.question(sides), slots=given, speaker=speaker)
