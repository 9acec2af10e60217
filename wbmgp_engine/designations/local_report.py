"""The local evaluation: what lacks to let others verify it, differences beside a comparison area, effect per article.

Nothing here says that a measure works: a difference between two areas shows no cause, and that stands beside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from wbmgp_engine.designations.evaluation import Gap, Words
from wbmgp_engine.facts.evaluation import EvaluatedMeasure, Heard, LocalReport, Measurement

_UNKNOWN: Final = "onbekend"


@dataclass(frozen=True, slots=True)
class Difference:
    """How an indicator changed in the area and in the comparison area, and the difference between the two; exact."""

    area: str
    ground: str
    measurement: Measurement
    in_area: Decimal | None
    in_comparison: Decimal | None

    @property
    def between(self) -> Decimal | None:
        """The change in the area less that in the comparison area; None when a figure is missing or is no number."""
        if self.in_area is None or self.in_comparison is None:
            return None
        return self.in_area - self.in_comparison

    def to_json(self) -> dict[str, Any]:
        """The row as JSON; decimals as text, so that nothing is rounded."""
        found = self.measurement
        return {
            "gebied": self.area, "grond": self.ground, "indicator": found.indicator,
            "vergelijkingsgebied": found.comparison_area, "van": found.before.year, "tot": found.after.year,
            "veranderingGebied": _text(self.in_area), "veranderingVergelijking": _text(self.in_comparison),
            "verschil": _text(self.between),
        }  # fmt: skip


def differences(report: LocalReport) -> list[Difference]:
    """The table of differences of every measurement."""
    return [
        Difference(
            measure.area, measure.ground, item, _change(item.before.area, item.after.area),
            _change(item.before.comparison, item.after.comparison),
        )
        for measure in report.measures
        for item in measure.measurements
    ]  # fmt: skip


def effect_per_article(report: LocalReport) -> dict[str, dict[str, dict[str, int]]]:
    """Per ground how many units have which finding: perceived, measured and the verdict, apart."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for measure in report.measures:
        counts = found.setdefault(measure.ground, {name: Counter() for name in ("ervaren", "gemeten", "oordeel")})
        counts["ervaren"][measure.perceived.finding if measure.perceived else _UNKNOWN] += 1
        counts["gemeten"][measure.measured.finding if measure.measured else _UNKNOWN] += 1
        counts["oordeel"][measure.verdict or _UNKNOWN] += 1
    return {ground: {name: dict(count) for name, count in counts.items()} for ground, counts in sorted(found.items())}


def report_gaps(report: LocalReport | None, measured: Sequence[tuple[str, str]]) -> list[Gap]:
    """What the report lacks. `measured`: the units and grounds of the register, which it should be about."""
    if report is None:
        return [_gap("geen_rapport", "evaluatie")]
    return [*_whole(report), *_heard(report.heard), *_measures(report), *_not_covered(report, measured)]


def _whole(report: LocalReport) -> Iterator[Gap]:
    if report.adopted is None:
        yield _gap("niet_vastgesteld", "evaluatie.vastgesteldDoorRaad")
    if report.start is None or report.end is None:
        yield _gap("geen_periode", "evaluatie.van")
    if not report.sources:
        yield _gap("geen_bronnen", "evaluatie.bronnen")
    if not report.heard:
        yield _gap("niemand_gehoord", "evaluatie.gehoord")
    said = report.independence
    if said is None or not (said.statement and said.statement.strip()):
        yield _gap("geen_onafhankelijkheid", "evaluatie.onafhankelijkheid.verklaring")
    for name, value in (("uitvoerder", said and said.evaluator), ("financiering", said and said.funding)):
        if not value:
            yield _gap("niet_genoemd", f"evaluatie.onafhankelijkheid.{name}", what=name)


def _heard(heard: Sequence[Heard]) -> Iterator[Gap]:
    for at, group in enumerate(heard):
        place = f"evaluatie.gehoord.{at}"
        # Without what was asked, or of how many, nobody can check what was answered.
        if not (group.questionnaire and group.questionnaire.strip()) or not group.count:
            yield _gap("niet_verifieerbaar", place, group=group.group)
        if not group.selection:
            yield _gap("selectie_onbekend", f"{place}.selectie", group=group.group)
        if group.held is None:
            yield _gap("datum_onbekend", f"{place}.datum", group=group.group)
        if group.method in (None, _UNKNOWN):
            yield _gap("methode_onbekend", f"{place}.methode", group=group.group)
        if group.invited is None:
            yield _gap("respons_onbekend", f"{place}.uitgenodigd", group=group.group)


def _measures(report: LocalReport) -> Iterator[Gap]:
    for at, measure in enumerate(report.measures):
        place, unit = f"evaluatie.onderdelen.{at}", f"{measure.area}, {measure.ground}"
        if measure.perceived is None:
            yield _gap("geen_ervaren_effect", f"{place}.ervaren", unit=unit)
        if measure.measured is None:
            yield _gap("geen_gemeten_effect", f"{place}.gemeten", unit=unit)
        if measure.verdict is None:
            yield _gap("geen_oordeel", f"{place}.oordeel", unit=unit)
        yield from _measured(measure, place, unit)


def _measured(measure: EvaluatedMeasure, place: str, unit: str) -> Iterator[Gap]:
    claims = measure.measured is not None and measure.measured.finding in ("positief", "negatief")
    compared = any(item.comparison_area and item.after.comparison is not None for item in measure.measurements)
    if claims and not compared:
        yield _gap("geen_vergelijking", f"{place}.metingen", unit=unit)
    if claims and measure.measured is not None and not measure.measured.sources:
        yield _gap("effect_zonder_bron", f"{place}.gemeten.bronnen", unit=unit)


def _not_covered(report: LocalReport, measured: Sequence[tuple[str, str]]) -> Iterator[Gap]:
    covered = {(item.area, item.ground) for item in report.measures}
    for area, ground in measured:
        if (area, ground) not in covered:
            yield _gap("niet_geevalueerd", "evaluatie.onderdelen", unit=f"{area}, {ground}")


def _change(before: int | str | None, after: int | str | None) -> Decimal | None:
    first, last = _number(before), _number(after)
    return None if first is None or last is None else last - first


def _number(value: int | str | None) -> Decimal | None:
    """A figure as it was published, with a comma or a point; None for what is no plain number."""
    text = str(value).strip().replace(",", ".") if value is not None else ""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and abs(found.adjusted()) < 20 else None


def _text(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _gap(rule: str, place: str, **said: object) -> Gap:
    return Gap(rule, place, {language: text.format(**said) for language, text in GAP[rule].items()})


GAP: Final[Mapping[str, Words]] = {
    "geen_rapport": {"nl": "Er is geen lokale evaluatie bij.", "en": "There is no local evaluation with it."},
    "niet_vastgesteld": {
        "nl": "De raad heeft de evaluatie niet vastgesteld; zij hoort bij een verzoek om verlenging.",
        "en": "The council did not adopt the evaluation; it goes with a request to extend.",
    },
    "geen_periode": {"nl": "De periode van de evaluatie ontbreekt.", "en": "The period of the evaluation is missing."},
    "geen_bronnen": {"nl": "Er zijn geen bronnen genoemd.", "en": "No sources are named."},
    "niemand_gehoord": {"nl": "Er staat niet wie is gehoord.", "en": "It does not say who was heard."},
    "geen_onafhankelijkheid": {
        "nl": "De verklaring over onafhankelijkheid ontbreekt.",
        "en": "The statement of independence is missing.",
    },
    "niet_genoemd": {"nl": "Niet genoemd: {what}.", "en": "Not named: {what}."},
    "niet_verifieerbaar": {
        "nl": "Niet verifieerbaar: bij {group} ontbreekt de vragenlijst of het aantal deelnemers.",
        "en": "Not verifiable: for {group} the questionnaire or the number of participants is missing.",
    },
    "selectie_onbekend": {
        "nl": "Hoe {group} is gekozen, is niet bekend.",
        "en": "How {group} was selected is not known.",
    },
    "datum_onbekend": {"nl": "Wanneer {group} is gehoord, is niet bekend.", "en": "When {group} was heard is not known."},
    "methode_onbekend": {"nl": "Hoe {group} is gehoord, is niet bekend.", "en": "How {group} was heard is not known."},
    "respons_onbekend": {
        "nl": "Hoeveel van {group} zijn uitgenodigd, is niet bekend; daardoor ook de respons niet.",
        "en": "How many of {group} were invited is not known; so neither is the response.",
    },
    "geen_ervaren_effect": {"nl": "{unit}: het ervaren effect ontbreekt.", "en": "{unit}: the perceived effect is missing."},
    "geen_gemeten_effect": {"nl": "{unit}: het gemeten effect ontbreekt.", "en": "{unit}: the measured effect is missing."},
    "geen_oordeel": {
        "nl": "{unit}: het oordeel ontbreekt; het mag ook niet_aantoonbaar zijn.",
        "en": "{unit}: the verdict is missing; it may be niet_aantoonbaar.",
    },
    "geen_vergelijking": {
        "nl": "{unit}: er is een gemeten effect, maar geen meting naast een vergelijkingsgebied.",
        "en": "{unit}: an effect was measured, but no measurement stands beside a comparison area.",
    },
    "effect_zonder_bron": {
        "nl": "{unit}: het gemeten effect noemt geen bron.",
        "en": "{unit}: the measured effect names no source.",
    },
    "niet_geevalueerd": {
        "nl": "{unit}: staat wel in het register, niet in de evaluatie.",
        "en": "{unit}: is in the register, not in the evaluation.",
    },
}  # fmt: skip
