"""What a council states and shows for each criterion of a request for designation. Whether it is enough is law, not here."""

from __future__ import annotations

from typing import Annotated, Any, Final, Literal

from pydantic import BeforeValidator, Field

from wbmgp_engine.errors import Unfit
from wbmgp_engine.facts.fields import Day, Line, Municipality, Name, NoneIsEmpty, NotNull, Part, Text

CriterionName = Literal[
    "noodzaak", "geschiktheid", "subsidiariteit", "proportionaliteit", "regionaleMogelijkheden", "instrumentkeuze"
]
EvidenceKind = Literal[
    "veiligheidsmonitor", "leefbaarometer", "politiecijfers", "enquete", "interviews", "onderzoek", "registratie",
    "anders",
]  # fmt: skip
_LARGEST: Final = 10**18
_LONGEST: Final = 2_000
MAX_ITEMS: Final = 200
# What people write where a text has to come, without signs and spaces.
_NO_TEXT: Final = frozenset({
    "nvt", "nietvantoepassing", "na", "nb", "nnb", "tbd", "tba", "tbc", "todo", "pm", "x", "xx", "xxx", "volgt",
    "komtnog", "tekstvolgt", "invullen", "nogintevullen", "nogaantevullen", "nogtebepalen", "geen", "leeg",
})  # fmt: skip


def _figure(value: Any) -> Any:
    """A whole number or text: a score with decimals stands as it is published, between quotes."""
    if value is None or (isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST):
        return value
    if not isinstance(value, str):
        raise Unfit("figure", "a figure is a whole number or text", "write it between quotes, as it was published")
    if "\x00" in value or len(value) > _LONGEST:
        raise Unfit(
            "figure_text", "a figure as text is short and plain",
            f"use at most {_LONGEST} characters, without NUL", most=_LONGEST,
        )  # fmt: skip
    return value


Figure = Annotated[int | str | None, BeforeValidator(_figure)]
Year = Annotated[int, Field(ge=1900, le=2100)]


class Evidence(Part):
    """One piece of evidence: the kind of source, its year, what it measures, the value, and what that is compared with."""

    kind: EvidenceKind = Field(alias="soort")
    year: Year | None = Field(default=None, alias="jaar")
    indicator: Text | None = None
    value: Figure = Field(default=None, alias="waarde")
    comparison: Figure = Field(default=None, alias="vergelijking")
    source: Text | None = Field(default=None, alias="bron")


class Reused(Part):
    """The earlier text that a criterion repeats: of which document, and of which date."""

    reference: Line | None = Field(default=None, alias="kenmerk")
    dated: Day | None = Field(default=None, alias="datum")


class Criterion(Part):
    """What a council puts forward for one criterion of article 6. A blank statement is none (`stated`).

    `overgenomenUit` absent or null: the text is new. `herbevestigdOp`: when an earlier text was confirmed again.
    """

    statement: Text | None = Field(default=None, alias="stelling")
    evidence: Annotated[list[Evidence], NoneIsEmpty] = Field(default=[], alias="bewijs", max_length=MAX_ITEMS)
    dated: Day | None = Field(default=None, alias="datum")
    reused: Reused | None = Field(default=None, alias="overgenomenUit")
    confirmed: Day | None = Field(default=None, alias="herbevestigdOp")

    @property
    def stated(self) -> bool:
        """Whether something is stated at all."""
        return bool(self.statement and self.statement.strip())

    @property
    def without_content(self) -> bool:
        """Whether only signs or a word that promises a text stand there ("n.v.t.", "tbd"); "…" is a text left out."""
        said = (self.statement or "").strip().casefold()
        letters = "".join(sign for sign in said if sign.isalnum())
        return bool(said) and said != "…" and (not letters or letters in _NO_TEXT)


class Alternative(Part):
    """A milder measure that was tried: what, when, with which result."""

    measure: Text = Field(alias="maatregel")
    period: Line | None = Field(default=None, alias="periode")
    result: Text | None = Field(default=None, alias="resultaat")


class Subsidiarity(Criterion):
    """Subsidiarity, with the milder measures that were tried. `[]` or null: none was."""

    alternatives: Annotated[list[Alternative], NoneIsEmpty] = Field(
        default=[], alias="alternatieven", max_length=MAX_ITEMS
    )


class RegionalFigures(Part):
    """Supply in the region, the size of the excluded group, waiting time; over which municipalities, by which source."""

    supply: Figure = Field(default=None, alias="aanbodPerJaar")
    excluded: Figure = Field(default=None, alias="uitgeslotenPerJaar")
    waiting_months: Figure = Field(default=None, alias="wachttijdMaanden")
    region: Annotated[list[Municipality], NoneIsEmpty] = Field(default=[], alias="regio", max_length=1000)
    source: Text | None = Field(default=None, alias="bron")


class RegionalPossibilities(Criterion):
    """Whether those who are kept out find suitable housing elsewhere in the region, with figures."""

    figures: RegionalFigures | None = Field(default=None, alias="cijfers")


class Criteria(Part):
    """The criteria of article 6. Absent: not known what the council puts forward; null: it puts nothing forward."""

    necessity: Criterion | None = Field(default=None, alias="noodzaak")
    suitability: Criterion | None = Field(default=None, alias="geschiktheid")
    subsidiarity: Subsidiarity | None = Field(default=None, alias="subsidiariteit")
    proportionality: Criterion | None = Field(default=None, alias="proportionaliteit")
    regional: RegionalPossibilities | None = Field(default=None, alias="regionaleMogelijkheden")
    instrument_choice: Criterion | None = Field(default=None, alias="instrumentkeuze")


# The attribute of each criterion, in the order of the article.
CRITERIA: Final[dict[CriterionName, str]] = {
    "noodzaak": "necessity", "geschiktheid": "suitability", "subsidiariteit": "subsidiarity",
    "proportionaliteit": "proportionality", "regionaleMogelijkheden": "regional",
    "instrumentkeuze": "instrument_choice",
}  # fmt: skip


class IntegralPlan(Part):
    """The plan for the area that the measure is part of."""

    title: Line | None = Field(default=None, alias="titel")
    adopted: Day | None = Field(default=None, alias="vastgesteldOp")


class ParallelMeasure(Part):
    """A measure taken beside the designation."""

    measure: Text = Field(alias="maatregel")
    period: Line | None = Field(default=None, alias="periode")


class Substantiation(Criteria):
    """The criteria for every part of the request, the plan for the area, and the measures beside it."""

    plan: IntegralPlan | None = Field(default=None, alias="integraalPlan")
    parallel: Annotated[list[ParallelMeasure], NoneIsEmpty] = Field(
        default=[], alias="flankerendeMaatregelen", max_length=MAX_ITEMS
    )


class GroupFigure(Part):
    """A figure on a group of people as published elsewhere: totals only, never a person."""

    group: Name = Field(alias="groep")
    indicator: Text | None = None
    count: Figure = Field(default=None, alias="aantal")
    total: Figure = Field(default=None, alias="totaal")
    year: Year | None = Field(default=None, alias="jaar")
    source: Text | None = Field(default=None, alias="bron")


class Justification(Part):
    """The four steps of an objective justification of indirect distinction: aim, suitability, no alternative, balance."""

    aim: Text | None = Field(default=None, alias="doel")
    suitability: Text | None = Field(default=None, alias="geschiktheid")
    no_alternative: Text | None = Field(default=None, alias="geenAlternatief")
    balance: Text | None = Field(default=None, alias="evenredigheid")

    @property
    def steps(self) -> dict[str, str | None]:
        """The four steps by their key; None for a step that is absent or blank."""
        said = {"doel": self.aim, "geschiktheid": self.suitability, "geenAlternatief": self.no_alternative,
                "evenredigheid": self.balance}  # fmt: skip
        return {key: text if text and text.strip() else None for key, text in said.items()}


class EqualTreatment(Part):
    """The section on equal treatment: figures on groups, and beside them the justification in four steps."""

    figures: Annotated[list[GroupFigure], NoneIsEmpty] = Field(default=[], alias="cijfers", max_length=MAX_ITEMS)
    justification: Justification | None = Field(default=None, alias="rechtvaardiging")
    note: Annotated[Text | None, NotNull] = Field(default=None, alias="toelichting")
