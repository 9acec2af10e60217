"""What a municipality records of decided applications, and what its local evaluation says. Counts only, never a person.

Figures are whole numbers, or text as it was published where they have decimals. What is absent is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from wbmgp_engine.errors import Finding
from wbmgp_engine.facts.consideration import Instrument
from wbmgp_engine.facts.contradictions import CONTRADICTION
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.evidence import EvidenceKind, Figure, Year
from wbmgp_engine.facts.fields import Area, Day, Identifier, Line, Municipality, Name, NoneIsEmpty, NotNull, Part, Text
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.facts.situation import Designation, GroundId

Count = Annotated[int, Field(ge=0, le=10**9)]
MaybeCount = Annotated[Count | None, NotNull]
Effect = Literal["positief", "negatief", "geen", "wisselend", "niet_aantoonbaar", "onbekend"]
Method = Literal["enquete", "interview", "bijeenkomst", "gesprek", "onbekend"]
Key = tuple[str, str, str | None, int]


class _Placed(Part):
    """One unit, ground and year; whether the ground has an instrument, the act of that year says."""

    area: Area = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    instrument: Instrument | None = None
    year: Year = Field(alias="jaar")

    @property
    def key(self) -> Key:
        """What tells one row of the register from another."""
        return self.area, self.ground, self.instrument, self.year


class Outcomes(_Placed):
    """The outcomes of one year by their codes; `doorlooptijdDagen` is the sum over the decisions."""

    applications: Count = Field(alias="aanvragen")
    outcomes: dict[Identifier, Count] = Field(alias="uitkomsten", max_length=50)
    pending: Count = Field(default=0, alias="inBehandeling")
    withdrawn: Count = Field(default=0, alias="ingetrokken")
    pleaded: MaybeCount = Field(default=None, alias="hardheidBepleit")
    objections: MaybeCount = Field(default=None, alias="bezwaren")
    upheld: MaybeCount = Field(default=None, alias="bezwarenGegrond")
    days: MaybeCount = Field(default=None, alias="doorlooptijdDagen")


class DecidedCase(_Placed):
    """One decision without anything that names a person."""

    outcome: Identifier = Field(alias="uitkomst")
    pleaded: Annotated[bool | None, NotNull] = Field(default=None, alias="hardheidBepleit")
    objection: Annotated[Literal["geen", "ingediend", "gegrond"] | None, NotNull] = Field(default=None, alias="bezwaar")
    days: MaybeCount = Field(default=None, alias="doorlooptijdDagen")


class ReportSource(Part):
    """A source of the evaluation."""

    id: Identifier
    kind: EvidenceKind = Field(alias="soort")
    name: Line | None = Field(default=None, alias="naam")
    year: Year | None = Field(default=None, alias="jaar")
    place: Text | None = Field(default=None, alias="vindplaats")


class Heard(Part):
    """A group that was heard. `vragenlijst` null: there was none; absent: not known."""

    group: Name = Field(alias="groep")
    count: MaybeCount = Field(default=None, alias="aantal")
    invited: MaybeCount = Field(default=None, alias="uitgenodigd")
    selection: Text | None = Field(default=None, alias="selectie")
    method: Annotated[Method | None, NotNull] = Field(default=None, alias="methode")
    questionnaire: Text | None = Field(default=None, alias="vragenlijst")
    held: Day | None = Field(default=None, alias="datum")


class FoundEffect(Part):
    """An effect as people perceive it, or as it was measured."""

    finding: Effect = Field(alias="oordeel")
    note: Text | None = Field(default=None, alias="toelichting")
    sources: Annotated[list[Identifier], NoneIsEmpty] = Field(default=[], alias="bronnen", max_length=100)


class Moment(Part):
    """A value in the area and in the comparison area, in one year."""

    year: Year = Field(alias="jaar")
    area: Figure = Field(default=None, alias="gebied")
    comparison: Figure = Field(default=None, alias="vergelijking")


class Measurement(Part):
    """One indicator before and after, beside a comparison area."""

    indicator: Line
    comparison_area: Line | None = Field(default=None, alias="vergelijkingsgebied")
    before: Moment = Field(alias="voor")
    after: Moment = Field(alias="na")
    source: Identifier | None = Field(default=None, alias="bron")


class EvaluatedMeasure(Part):
    """What the evaluation finds of one unit and ground: perceived and measured apart, and a verdict."""

    area: Area = Field(alias="gebied")
    ground: GroundId = Field(alias="grond")
    perceived: FoundEffect | None = Field(default=None, alias="ervaren")
    measured: FoundEffect | None = Field(default=None, alias="gemeten")
    verdict: Annotated[Effect | None, NotNull] = Field(default=None, alias="oordeel")
    measurements: Annotated[list[Measurement], NoneIsEmpty] = Field(default=[], alias="metingen", max_length=200)


class Independence(Part):
    """Who evaluated, for whom and with whose money, and the statement of independence."""

    evaluator: Line | None = Field(default=None, alias="uitvoerder")
    client: Line | None = Field(default=None, alias="opdrachtgever")
    funding: Line | None = Field(default=None, alias="financiering")
    statement: Text | None = Field(default=None, alias="verklaring")


class LocalReport(Part):
    """The local evaluation. `vastgesteldDoorRaad` null: the council did not adopt it."""

    title: Line | None = Field(default=None, alias="titel")
    start: Day | None = Field(default=None, alias="van")
    end: Day | None = Field(default=None, alias="tot")
    adopted: Day | None = Field(default=None, alias="vastgesteldDoorRaad")
    independence: Independence | None = Field(default=None, alias="onafhankelijkheid")
    sources: Annotated[list[ReportSource], NoneIsEmpty] = Field(default=[], alias="bronnen", max_length=200)
    heard: Annotated[list[Heard], NoneIsEmpty] = Field(default=[], alias="gehoord", max_length=200)
    measures: Annotated[list[EvaluatedMeasure], NoneIsEmpty] = Field(default=[], alias="onderdelen", max_length=1000)


class EvaluationFile(Document):
    """Outcomes per unit, ground and year, or per decision, and the local evaluation beside them.

    `aanwijzingen` absent: those of the register count.
    """

    ROOT: ClassVar[str] = "evaluatie"
    FRACTION_FIX: ClassVar[str | None] = "count in whole numbers; write a score with decimals between quotes"

    municipality: Municipality = Field(alias="gemeente")
    rows: Annotated[list[Outcomes], NoneIsEmpty] = Field(default=[], alias="uitkomsten", max_length=2000)
    cases: Annotated[list[DecidedCase], NoneIsEmpty] = Field(default=[], alias="besluiten", max_length=50_000)
    designations: Annotated[list[Designation], NoneIsEmpty] = Field(default=[], alias="aanwijzingen", max_length=1000)
    report: LocalReport | None = Field(default=None, alias="evaluatie")

    @model_validator(mode="after")
    def _consistent(self) -> EvaluationFile:
        if found := list(_contradictions(self)):
            raise PydanticCustomError(CONTRADICTION, "the file contradicts itself", {"findings": found})
        return self

    def said(self, name: str) -> bool:
        """Whether the file says something about this attribute, be it that there is none."""
        return name in self.model_fields_set


def _contradictions(file: EvaluationFile) -> Iterator[Finding]:
    seen: dict[Key, str] = {}
    places = [(f"uitkomsten.{at}", row.key) for at, row in enumerate(file.rows)]
    # Decisions add up among themselves, not to a row that was counted already.
    places += [(f"besluiten.{at}", key) for key, at in {case.key: at for at, case in enumerate(file.cases)}.items()]
    for place, key in places:
        if seen.setdefault(key, place) != place:
            yield Finding(place, f"{shown(key[0])}, {key[1]}, {key[3]} also stands in {seen[key]}", "count it once")
    yield from _objections(file)
    yield from _report(file.report)


def _objections(file: EvaluationFile) -> Iterator[Finding]:
    for at, row in enumerate(file.rows):
        if row.upheld is not None and row.upheld > (row.objections or 0):
            problem = f"{row.upheld} upheld of {row.objections or 0} objections"
            yield Finding(f"uitkomsten.{at}.bezwarenGegrond", problem, "correct one of the two")


def _report(report: LocalReport | None) -> Iterator[Finding]:
    if report is None:
        return
    known = {source.id for source in report.sources}
    for at, measure in enumerate(report.measures):
        for name, effect in (("ervaren", measure.perceived), ("gemeten", measure.measured)):
            for source in effect.sources if effect is not None else ():
                if source not in known:
                    place = f"evaluatie.onderdelen.{at}.{name}.bronnen"
                    yield Finding(place, f"{shown(source)} is no source of the report", "add it to bronnen")
    for at, heard in enumerate(report.heard):
        if heard.count is not None and heard.invited is not None and heard.count > heard.invited:
            problem = f"{heard.count} took part of {heard.invited} invited"
            yield Finding(f"evaluatie.gehoord.{at}.aantal", problem, "correct one of the two")
