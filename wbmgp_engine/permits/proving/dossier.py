"""An application of which nothing is fixed: its facts as terms, the situation it brings included."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from wbmgp_engine.law.completeness import Complete
from wbmgp_engine.logic.symbolic.lifting import lifted
from wbmgp_engine.logic.symbolic.terms import Term, Terms
from wbmgp_engine.logic.symbolic.values import Record, Row, Rows, Scalar, Symbolic
from wbmgp_engine.permits.context import GIVEN, Context
from wbmgp_engine.permits.population import PopulationBinding
from wbmgp_engine.permits.proving.fields import (
    GROUNDS,
    KINDS,
    LANDLORDS,
    OPEN,
    TRAITS,
    Bounds,
    Field,
    application_fields,
    situation_fields,
)

ON: Final = "beslisdatum"
_NOTHING: Final = Context(GIVEN, Complete(True, True), frozenset(), (), None)
_ORDINANCE: Final = "situatie.verordening"


class Dossier:
    """The facts of any application within bounds, bound as `binding` binds one that brings its own situation."""

    def __init__(self, bounds: Bounds, terms: Terms) -> None:
        self.bounds, self.terms = bounds, terms
        own, around = application_fields(bounds), situation_fields(bounds)
        self.fields: Mapping[str, Field] = {ON: Field("date", always=True), **own, **around}
        self.on = terms.input(ON, "date", certain=True)
        bound = PopulationBinding(_NOTHING, own, terms).facts()
        later = {name: self._value(f"open.{name}") for name in OPEN}
        self.facts: Mapping[str, Symbolic] = {
            **bound,
            "aanwijzingen": self._designations(),
            **self._ordinance(),
            **later,
        }

    # Inputs --------------------------------------------------------------------------------------------------------

    def _input(self, name: str) -> Term:
        field = self.fields[name]
        return self.terms.input(name, field.kind, certain=field.always)

    def _value(self, name: str) -> Scalar:
        return Scalar(self._input(name))

    def _or_null(self, name: str) -> Scalar:
        """A value of which nothing said is the law's null."""
        term = self._input(name)
        return Scalar(term, self.terms.negation(self.terms.known(term)))

    def _listed(self, name: str, options: tuple[str, ...], condition: Term) -> tuple[Row, ...]:
        """Those of these texts that are ticked, where a condition holds."""
        ticked = ((self._input(f"{name}.{option}"), option) for option in options)
        return tuple(Row(self.terms.all_of((condition, tick)), lifted(option, self.terms)) for tick, option in ticked)

    # Situation -----------------------------------------------------------------------------------------------------

    def _designations(self) -> Rows:
        rows = (self._designation(place, ground) for place, ground in enumerate(self.bounds.designations))
        return Rows(tuple(rows), self.terms.true)

    def _designation(self, place: int, ground: str) -> Row:
        name, area = f"situatie.aanwijzingen.{place}", self._input("woonruimte.gebied")
        start = self._value(f"{name}.van")
        return Row(self._input(f"{name}.gegeven"), Record({
            "gebied": self._value(f"{name}.gebied"), "grond": lifted(ground, self.terms),
            "instrument": self._value(f"{name}.instrument"), "vroegst": start, "van": start,
            "tot": Scalar(self._input(f"{name}.tot"), self._input(f"{name}.zonderEinde")),
            "in_gebied": Scalar(self.terms.compare("equal", area, self._input(f"{name}.gebied"))),
        }))  # fmt: skip

    def _ordinance(self) -> Mapping[str, Symbolic]:
        there = self._input(f"{_ORDINANCE}.gegeven")
        absent = self.terms.negation(there)
        return {
            "verordening_van": Scalar(self._input(f"{_ORDINANCE}.van"), absent),
            "verordening_tot": self._or_null(f"{_ORDINANCE}.tot"),
            "categorieen": self._list("categorieen", tuple(map(self._category, range(self.bounds.categories)))),
            "inkomenstoets": self._value(f"{_ORDINANCE}.inkomenstoets"),
            "verblijfstoets": self._value(f"{_ORDINANCE}.verblijfstoets"),
            "voorrangskenmerken": self._list("voorrangskenmerken", self._ticked("voorrangskenmerken", TRAITS)),
            "gedragingen": self._list("gedragingen", self._ticked("gedragingen", ("a",))),
            "gedragingen_opgegeven": self._value(f"{_ORDINANCE}.gedragingen.gegeven"),
            "hardheidsclausule_opgenomen": self._or_null(f"{_ORDINANCE}.hardheidsclausule"),
            "latere_inwoning_geregeld": Scalar(
                self._input(f"{_ORDINANCE}.latereInwoning"),
                self.terms.any_of((absent, self._input(f"{_ORDINANCE}.latereInwoning.geen"))),
            ),
        }

    def _ticked(self, name: str, options: tuple[str, ...]) -> tuple[Row, ...]:
        return self._listed(f"{_ORDINANCE}.{name}", options, self.terms.true)

    def _list(self, name: str, rows: tuple[Row, ...]) -> Rows:
        """A list of the ordinance: not known where it was not given; without an ordinance it is empty."""
        absent = self.terms.negation(self._input(f"{_ORDINANCE}.gegeven"))
        return Rows(rows, self.terms.any_of((absent, self._input(f"{_ORDINANCE}.{name}.gegeven"))))

    def _category(self, place: int) -> Row:
        name = f"{_ORDINANCE}.categorieen.{place}"
        return Row(self._input(f"{name}.gegeven"), Record({
            "gronden": Rows(self._listed(f"{name}.gronden", GROUNDS, self.terms.true), self.terms.true),
            "verhuurder": self._restricted(f"{name}.verhuurder", LANDLORDS),
            "soort": self._restricted(f"{name}.soort", KINDS),
            "huurprijs_tot": self._or_null(f"{name}.huurprijsTot"),
        }))  # fmt: skip

    def _restricted(self, name: str, options: tuple[str, ...]) -> Rows:
        limited = self._input(f"{name}.beperkt")
        return Rows(self._listed(name, options, self.terms.true), limited, self.terms.negation(limited))
