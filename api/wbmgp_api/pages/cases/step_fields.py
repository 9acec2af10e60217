"""The fields of a step as a page draws them, with the choices that the law gives on that day."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from wbmgp_api.cases.evidence import ITEMS
from wbmgp_api.cases.objecting import REASONS
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.terms import waivers
from wbmgp_api.pages.cases import step_words as words
from wbmgp_api.pages.cases.fields import YES, Field
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_api.pages.names import name_of
from wbmgp_api.store.case_tables import OUTCOMES
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.withdrawals import withdrawal_law

JUDGEMENTS: Final = ("gegrond", "ongegrond", "niet_ontvankelijk")
RULINGS: Final = ("ongegrond", "niet_ontvankelijk", "zelf_voorzien")
_TODAY: Final = N_("Leeg: vandaag.")


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a field needs to be drawn: the law of the day, the language, what was filled in, and papers chosen beforehand."""

    office: Office
    today: date
    tongue: Tongue
    said: Mapping[str, list[str]]
    papers: tuple[str, ...] = ()

    def field(self, key: str) -> Field:
        """A field of a step, filled with what was said."""
        made = _DRAWN[key](self)
        given = tuple(self.said.get(made.name, ()))
        if not self.said:
            return made
        return made._replace(value=given[0] if given else "", values=given)

    def _(self, text: str) -> str:
        return self.tongue.gettext(text)


def _text(
    name: str, label: str, help_: str = "", rows: int = 4, *, required: bool = False
) -> Callable[[Drawing], Field]:
    return lambda d: Field(name, "area", d._(label), help=d._(help_) if help_ else "", required=required, rows=rows)


def _day(name: str, label: str, help_: str = "", *, required: bool = False) -> Callable[[Drawing], Field]:
    return lambda d: Field(name, "day", d._(label), help=d._(help_) if help_ else "", required=required)


def _named(
    name: str, label: str, kind: str, values: tuple[str, ...], *, required: bool, help_: str = ""
) -> Callable[[Drawing], Field]:
    def drawn(d: Drawing) -> Field:
        options = tuple((one, name_of(d.tongue, kind, one)) for one in values)
        return Field(name, "choices", d._(label), options, d._(help_) if help_ else "", required=required)

    return drawn


def _of_law(
    name: str, label: str, found: Callable[[Drawing], list[tuple[str, str]]], table: Mapping[str, str]
) -> Callable[[Drawing], Field]:
    """Choices that the law gives: each with the article as a hint."""

    def drawn(d: Drawing) -> Field:
        options = tuple((value, d._(table.get(value, value.replace("_", " "))), source) for value, source in found(d))
        return Field(name, "choices", d._(label), options, required=True)

    return drawn


def _waivers(d: Drawing) -> list[tuple[str, str]]:
    return [(one.grond, one.bron) for one in waivers(d.office.terms, d.today)]


def _withdrawal(part: str) -> Callable[[Drawing], list[tuple[str, str]]]:
    def found(d: Drawing) -> list[tuple[str, str]]:
        try:
            law: Any = withdrawal_law(d.office.lawbook, d.today)
        except LawLookupError:
            return []
        return [(one.waarde, one.bron) for one in getattr(law, part)]

    return found


def _papers(d: Drawing) -> Field:
    options = tuple((item.id, name_of(d.tongue, "paper", item.id)) for item in ITEMS)
    help_ = d._(
        N_("Vink aan wat u wilt hebben. De vragen van de laatste toetsing aan de aanvrager komen er vanzelf bij.")
    )
    return Field("stukken", "checks", d._(N_("Welke stukken?")), options, help_, values=d.papers)


def _reasons(d: Drawing) -> Field:
    options = tuple((one, name_of(d.tongue, "reason", one)) for one in REASONS)
    help_ = d._(N_("Vink aan wat u in het bezwaar leest. Weet u het niet, laat dit dan leeg."))
    return Field("redenen", "checks", d._(N_("Waarop steunt het bezwaar?")), options, help_)


def _deleted(d: Drawing) -> Field:
    return Field(
        "verwijderd",
        "check",
        d._(N_("Het dossier is bij de gemeente en onze eigen kopie is verwijderd")),
        ((YES, ""),),
        required=True,
    )


_DRAWN: Final[Mapping[str, Callable[[Drawing], Field]]] = {
    words.NOTE: _text("toelichting", N_("Toelichting"), rows=3),
    words.REASON: _text("toelichting", N_("Waarom?"), N_("Uw collega's en de aanvrager moeten dit kunnen volgen."), required=True),
    words.DAY: _day("datum", N_("Op welke dag gebeurde dit?"), _TODAY),
    words.UNTIL: _day("uiterlijk", N_("Uiterlijk op welke dag?"), required=True),
    words.SINCE: _day("van", N_("Vanaf welke dag staat de termijn stil?"), required=True),
    words.BACK: _day("tot", N_("Op welke dag loopt de termijn weer?"), required=True),
    words.LIMIT: _day("uiterlijk", N_("Noemde de rechter een laatste dag?"), N_("Leeg: de rechter noemde geen dag.")),
    words.PAPERS: _papers, words.REASONS: _reasons, words.DELETED: _deleted,
    words.WAIVER: _of_law("grond", N_("Op welke grond wordt niemand gehoord?"), _waivers, words.WAIVED),
    words.GROUND: _of_law("grond", N_("Op welke grond?"), _withdrawal("gronden"), words.WITHDRAWN),
    words.VIEW: _of_law("zienswijze", N_("Kon de houder eerst zijn zienswijze geven?"), _withdrawal("zienswijze"), words.WITHDRAWN),
    words.GROUNDS: _text("gronden", N_("Wat staat er in het bezwaar?"), N_("De redenen van de bezwaarmaker, in zijn eigen woorden."), 6, required=True),
    words.RECEIVED: _day("ontvangen", N_("Op welke dag kwam het binnen?"), _TODAY),
    words.POSTED: _day("verzonden", N_("Op welke dag is het gepost?"), N_("Alleen als het per post kwam.")),
    words.JUDGEMENT: _named("oordeel", N_("Uw oordeel over het bezwaar"), "judgement", JUDGEMENTS, required=True),
    words.RULING: _named("oordeel", N_("Wat besliste de rechter?"), "judgement", RULINGS, required=True),
    words.OUTCOME: _named("uitkomst", N_("Nieuwe uitkomst"), "outcome", OUTCOMES, required=False,
                          help_=N_("Alleen als een ander besluit in de plaats komt van het eerste.")),
    words.MOTIVATION: _text("motivering", N_("Motivering"), N_("Ga in op wat de bezwaarmaker zegt. Dit komt in de brief."), 6, required=True),
    words.EXCUSE: _text("verschoonbaar", N_("Waarom is het niet te verwijten dat het bezwaar te laat is?"), N_("Alleen als het bezwaar te laat kwam en u het toch behandelt."), 3),
}  # fmt: skip
