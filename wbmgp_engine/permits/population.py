"""Applications as columns, bound to the names the rules use: what `binding` does for one, for a whole population.

A column is named as the field of the Aanvraag (contract), with the place of an element in its path:
`huishouden.0.geboortedatum`. Empty is unknown. What an application tells by a text or a list that is filled in
(reasons, a signature, circumstances) is a truth here, and empty is no. The applicant is person 0.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.terms import Kind, Term, Terms
from wbmgp_engine.logic.symbolic.values import Record, Row, Rows, Scalar, Symbolic
from wbmgp_engine.permits.binding import of_ordinance, of_place
from wbmgp_engine.permits.context import Context

Fields = Mapping[str, Symbolic]
Lists = tuple[frozenset[str] | None, frozenset[str] | None]
BY_ROLE: Final = -1
_NO_LISTS: Final[Lists] = (None, None)


class PopulationBinding:
    """The facts of a population in one context, as terms over the columns it has; one it has not is unknown.

    `size`: every household has so many persons; None: nobody knows who belongs to it; `BY_ROLE`: somebody is there
    where a `rol` is. `always` names columns that are never empty. `lists` holds, for each designation of the context
    in its order, the postcodes and the objects (BAG) that it is known to consist of.
    """

    def __init__(
        self,
        context: Context,
        columns: Collection[str],
        terms: Terms,
        *,
        size: int | None = BY_ROLE,
        always: Collection[str] = (),
        lists: Sequence[Lists] = (),
    ) -> None:
        self.context, self.columns, self.terms = context, frozenset(columns), terms
        self.size, self.always, self.lists = size, frozenset(always), lists or [_NO_LISTS] * len(context.designations)

    def facts(self) -> Fields:
        """Every fact the rules can ask for: fixed by the context, or a term over the columns."""
        return {
            "aanvraagsoort": self._text("aanvraagsoort"), "aanvraagdatum": self._day("aanvraagdatum"),
            "verhuurder": self._text("woonruimte.verhuurder"), "soort_woonruimte": self._text("woonruimte.soort"),
            "huurprijs": self._value("woonruimte.huurprijs", "number"), "uitzondering15": self._truth("uitzondering15"),
            "personen": Rows(tuple(self._persons()), self.terms.false if self.size is None else self.terms.true),
            "hardheidsoordelen": Rows(tuple(self._hardships()), self.terms.true),
            **self._context(), **self._applicant(), **self._priority(), **self._screening(),
        }  # fmt: skip

    # Columns -------------------------------------------------------------------------------------------------------

    def _column(self, name: str, kind: Kind) -> Term:
        if name not in self.columns:
            return self.terms.unknown(kind)
        return self.terms.input(name, kind, certain=name in self.always)

    def _places(self, name: str, *, least: int = 0) -> range:
        """The places of the elements that the columns below a name have room for."""
        below = (
            column.removeprefix(f"{name}.").partition(".")[0]
            for column in self.columns
            if column.startswith(f"{name}.")
        )
        return range(max([least, *(int(place) + 1 for place in below if place.isdigit())]))

    def _value(self, name: str, kind: Kind) -> Scalar:
        return Scalar(self._column(name, kind))

    def _text(self, name: str) -> Scalar:
        return self._value(name, "string")

    def _day(self, name: str) -> Scalar:
        return self._value(name, "date")

    def _truth(self, name: str) -> Scalar:
        return self._value(name, "boolean")

    def _said(self, name: str) -> Scalar:
        """A truth of which empty is no."""
        return Scalar(self.terms.surely(self._column(name, "boolean")))

    def _or_null(self, name: str, kind: Kind) -> Scalar:
        """A value of which empty is the law's null: nothing was judged."""
        term = self._column(name, kind)
        return Scalar(term, self.terms.negation(self.terms.known(term)))

    def _there(self, name: str, kind: Kind = "string") -> Term:
        return self.terms.known(self._column(name, kind))

    # Facts ---------------------------------------------------------------------------------------------------------

    def _context(self) -> Fields:
        """Designations and ordinance are fixed; whether a dwelling lies in a designated unit differs from row to row."""
        place = of_place(self.context)
        fixed = {name: lifted(value, self.terms) for name, value in (place | of_ordinance(self.context)).items()}
        designations = [
            Record({
                **{name: lifted(value, self.terms) for name, value in found.items()},
                "in_gebied": Scalar(self._inside(item.area, *lists)),
            })
            for item, found, lists in zip(self.context.designations, place["aanwijzingen"], self.lists, strict=True)
        ]  # fmt: skip
        rows = tuple(Row(self.terms.true, item) for item in designations)
        return {
            **fixed,
            "aanwijzingen": Rows(rows, self.terms.true),
            "gemeente_code": lifted(self.context.scope, self.terms),
        }

    def _inside(self, area: str, postcodes: frozenset[str] | None, objects: frozenset[str] | None) -> Term:
        """As `register.locate`: by the object, else by the postcode, else by the unit that the application names."""
        terms, cases = self.terms, list[tuple[Term, Term]]()
        for name, listed in (("woonruimte.adresseerbaarObject", objects), ("woonruimte.adres.postcode", postcodes)):
            if listed is not None:
                found = self._column(name, "string")
                cases.append((terms.known(found), terms.one_of(found, listed)))
        named = terms.compare("equal", self._column("woonruimte.gebied", "string"), terms.constant(area))
        return terms.choose(cases, named)

    def _household(self) -> range:
        if self.size == BY_ROLE:
            return self._places("huishouden", least=1)
        return range(self.size or 0)

    def _persons(self) -> Iterator[Row]:
        for place in self._household():
            name = f"huishouden.{place}"
            sure = not place or self.size != BY_ROLE
            there = self.terms.true if sure else self._there(f"{name}.rol")
            yield Row(there, Record(self._person(name, applicant=not place)))

    def _person(self, name: str, *, applicant: bool) -> Fields:
        return {
            "id": lifted(name, self.terms),
            "aanvrager": lifted(applicant, self.terms),
            **self._born(name),
            **self._resident(name),
            "inkomen": self._incomes(f"{name}.inkomen"),
            "vog": self._text(f"{name}.vog"),
        }

    def _born(self, name: str) -> Fields:
        """A date of birth, or the first and last day it can be."""
        born = self._column(f"{name}.geboortedatum", "date")
        first, last = (self._else(f"{name}.geboortedatum{edge}", born) for edge in ("Vroegst", "Laatst"))
        if last is not born:  # nobody is born after the application
            applied = self._column("aanvraagdatum", "date")
            last = self.terms.choose([(self.terms.compare("less", applied, last), applied)], last)
        return {
            "geboortedatum": Scalar(born),
            "geboortedatum_vroegst": Scalar(first),
            "geboortedatum_laatst": Scalar(last),
        }

    def _resident(self, name: str) -> Fields:
        """Since when somebody has lived in the region without a break, or between which days that began; or not at all."""
        since, nowhere = self._column(f"{name}.ingezeteneVanaf", "date"), self._said(f"{name}.geenIngezetene").term
        first, last = (self._else(f"{name}.ingezeteneVanaf{edge}", since) for edge in ("Vroegst", "Laatst"))
        perhaps = self.terms.any_of((nowhere, self._said(f"{name}.misschienGeenIngezetene").term))
        return {
            "ingezetene_vanaf": Scalar(since, nowhere),
            "ingezetene_vanaf_vroegst": Scalar(first, nowhere),
            "ingezetene_vanaf_laatst": Scalar(last, perhaps),
        }

    def _else(self, name: str, otherwise: Term) -> Term:
        found = self._column(name, otherwise.kind)
        return self.terms.choose([(self.terms.known(found), found)], otherwise)

    def _incomes(self, name: str) -> Rows:
        """Kinds of income; that there is none is said by `inkomen.geen`, and nothing said is unknown."""
        rows = tuple(self._income(f"{name}.{place}") for place in self._places(name))
        none = self._said(f"{name}.geen").term
        return Rows(rows, self.terms.any_of((none, *(row.counts for row in rows))))

    def _income(self, name: str) -> Row:
        fields = {
            "soort": self._text(f"{name}.soort"),
            "oordeel": self._or_null(f"{name}.oordeel", "string"),
            "gemotiveerd": self._said(f"{name}.gemotiveerd"),
            "beslisser_genoemd": self._said(f"{name}.ondertekend"),
            "telt_mee": Scalar(self.terms.unknown("boolean")),
        }
        return Row(self._there(f"{name}.soort"), Record(fields))

    def _applicant(self) -> Fields:
        lawful = self._column("huishouden.0.rechtmatigVerblijf", "boolean")
        name = "huishouden.0.kenmerken"
        traits = tuple(
            Row(self._there(f"{name}.{place}"), self._text(f"{name}.{place}")) for place in self._places(name)
        )
        none = self._said(f"{name}.geen").term
        return {
            "rechtmatig_verblijf": Scalar(lawful),
            "verblijf_opgegeven": Scalar(self.terms.known(lawful)),
            "kenmerken": Rows(traits, self.terms.any_of((none, *(row.counts for row in traits)))),
        }

    def _hardships(self) -> Iterator[Row]:
        for place in self._places("hardheid"):
            name = f"hardheid.{place}"
            fields = {
                "grond": self._or_null(f"{name}.grond", "string"),
                "oordeel": self._or_null(f"{name}.oordeel", "string"),
                "gemotiveerd": self._said(f"{name}.gemotiveerd"),
                "beslisser_genoemd": self._said(f"{name}.ondertekend"),
                "beroep": self._or_null(f"{name}.beroep", "boolean"),
                "omstandigheden_genoemd": self._said(f"{name}.omstandigheden"),
            }
            yield Row(self._said(f"{name}.gegeven").term, Record(fields))

    def _priority(self) -> Fields:
        return {
            "kandidaten_met_voorrang": self._truth("voorrang.kandidatenMetVoorrang"),
            "voorrang_oordeel": self._or_null("voorrang.oordeel", "string"),
            "voorrang_gemotiveerd": self._said("voorrang.gemotiveerd"),
            "voorrang_beslisser_genoemd": self._said("voorrang.ondertekend"),
        }

    def _screening(self) -> Fields:
        certificates = (self._there(f"huishouden.{place}.vog") for place in self._household())
        return {
            "woonverklaring": self._text("onderzoek.woonverklaring"),
            "woonverklaring_ontvangen": Scalar(self._there("onderzoek.woonverklaring")),
            "vog_ontvangen": Scalar(self.terms.any_of(certificates)),
            "voorschriften_genoemd": self._said("onderzoek.voorschriften"),
            "gehoord": self._said("onderzoek.gehoord"),
            **{f"weging_{letter}": self._said(f"onderzoek.weging.{letter}") for letter in "abcde"},
        }
