"""The forms of what a municipality keeps itself. What a decision does not tell stays empty, and so not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from wbmgp_api.pages.council import request_forms as forms
from wbmgp_api.pages.council.request_fields import GROUNDS, Field
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visitors import Form

Json = dict[str, Any]
_UNITS: Final = (("complex", N_("Complex")), ("straat", N_("Straat")), ("gebied", N_("Gebied")))
_INSTRUMENTS: Final = (("politiegegevens", N_("Politiegegevens")), ("vog", N_("Verklaring omtrent het gedrag")))
_TESTED: Final = (("aanvrager", N_("De aanvrager")), ("een_meerderjarige", N_("Een meerderjarige in het huishouden")))
_LANDLORDS: Final = (("corporatie", N_("Woningcorporaties")), ("particulier", N_("Particuliere verhuurders")))
_KINDS: Final = (
    ("zelfstandig", N_("Zelfstandige woningen")),
    ("onzelfstandig", N_("Kamers en andere onzelfstandige woonruimte")),
)
_NOT_AFTER: Final = N_("Deze dag telt niet meer mee.")
_INSTRUMENT: Final = "instrument-artikel-10"
_AREA: Final = "gebied"
_MOST: Final = 20
_REPEATED: Final = re.compile(r"c([0-9]{1,2})-")
# Of the whole, and so of no field.
_WHOLE: Final = dict.fromkeys(("aanwijzing", "verordening", "verklaring", "versie"), "")


@dataclass(frozen=True)
class RecordForm:
    """The fields of one kind of thing, with how the parts that are no plain field are written and read."""

    fields: tuple[Field, ...]
    places: Mapping[str, str] = field(default_factory=dict)
    repeated: tuple[Field, ...] = ()

    def shown(self, content: Mapping[str, Any]) -> Form:
        """What the fields hold."""
        said = forms.shown(content, self.fields)
        if "gebied" in content:
            said[_AREA] = [f"{content['gebied']['id']}/{content['gebied']['versie']}"]
        if isinstance(content.get("gronden"), list):
            said["gronden"] = [one["grond"] for one in content["gronden"]]
            said[_INSTRUMENT] = [one["instrument"] for one in content["gronden"] if "instrument" in one]
        for at, one in enumerate(content.get("categorieen", []) if self.repeated else []):
            said |= {f"c{at}-{name}": values for name, values in forms.shown(one, self.repeated).items()}
        return said

    def filled(self, before: Mapping[str, Any], said: Form) -> Json:
        """The document that the form makes of what was there."""
        made = forms.filled(before, self.fields, said)
        made.pop(_INSTRUMENT, None)
        if _AREA in said:
            name, _, version = said[_AREA][0].rpartition("/")
            made["gebied"] = {"id": name, "versie": int(version) if version.isdigit() else 0}
        if any(one.path == ("gronden",) for one in self.fields):
            made["gronden"] = list(_grounds(said))
        if self.repeated:
            made["categorieen"] = list(self._categories(before, said))
        return made

    def groups(self, said: Form) -> list[str]:
        """The beginnings of the names of the repeated fields: of each that is there, and of one more."""
        if not self.repeated:
            return []
        there = {int(found[1]) for name in said if (found := _REPEATED.match(name))}
        return [f"c{at}-" for at in range(min(max(there, default=-1) + 2, _MOST))]

    def told(self, content: Mapping[str, Any]) -> list[tuple[Field, list[str]]]:
        """What a version says, field by field; nothing of what it leaves open."""
        said = self.shown(content)
        found = [(one, said.get(one.id, [])) for one in self.fields]
        for name in self.groups(said)[:-1]:
            found += [(one, said.get(f"{name}{one.id}", [])) for one in self.repeated]
        return [(one, values) for one, values in found if values]

    def _categories(self, before: Mapping[str, Any], said: Form) -> Iterator[Json]:
        there = before.get("categorieen", [])
        for at, name in enumerate(self.groups(said)):
            mine: Form = {key.removeprefix(name): values for key, values in said.items() if key.startswith(name)}
            made = forms.filled(there[at] if at < len(there) else {}, self.repeated, mine)
            if made:
                yield made | {"gronden": made.get("gronden", [])}


def _grounds(said: Form) -> Iterator[Json]:
    instrument = next((one for one in said.get(_INSTRUMENT, []) if one), None)
    for ground in said.get("gronden", []):
        yield {"grond": ground} | ({"instrument": instrument} if ground == "artikel_10" and instrument else {})


DESIGNATION: Final = RecordForm(
    (
        Field(("naam",), N_("Naam"), required=True), Field((_AREA,), N_("Gebied"), "choice", N_("Het gebied zoals het in deze versie is getekend."), required=True),
        Field(("soort",), N_("Soort"), "choice", options=_UNITS, required=True), Field(("gronden",), N_("Gronden"), "checks", options=GROUNDS, required=True),
        Field((_INSTRUMENT,), N_("Instrument bij artikel 10"), "choice", options=_INSTRUMENTS),
        Field(("van",), N_("Van"), "day", required=True), Field(("tot",), N_("Tot"), "day", _NOT_AFTER),
        Field(("verlenging",), N_("Nummer van de verlenging"), "figure", N_("0 is de eerste termijn.")),
        Field(("besluit", "kenmerk"), N_("Kenmerk van het besluit"), required=True), Field(("besluit", "datum"), N_("Datum van het besluit"), "day"),
        Field(("besluit", "vindplaats"), N_("Vindplaats")),
    ),
    _WHOLE | {"gebied": _AREA, "gronden": "gronden"},
)  # fmt: skip
ORDINANCE: Final = RecordForm(
    (
        Field(("citeertitel",), N_("Citeertitel"), required=True), Field(("vindplaats",), N_("Vindplaats"), help=N_("Zoals een nummer van het Gemeenteblad."), required=True),
        Field(("van",), N_("Van"), "day", required=True), Field(("tot",), N_("Tot"), "day", _NOT_AFTER, none=N_("Tot zij wordt vervangen")),
        Field(("inkomenstoets",), N_("Wie moet inkomen hebben?"), "choice", options=_TESTED),
        Field(("verblijfstoets",), N_("Wie moet lang in de regio wonen?"), "choice", options=_TESTED),
        Field(("regio",), N_("Gemeenten in de regio"), "lines", N_("Een code per regel, zoals GM0599.")),
        Field(("voorrangskenmerken",), N_("Kenmerken die voorrang geven"), "lines", N_("Een kenmerk per regel.")),
        Field(("gedragingen",), N_("Gedragingen bij artikel 10"), "checks", options=tuple((one, one) for one in "abcdefghi"), none=N_("De verordening kiest geen gedragingen")),
        Field(("hardheidsclausule",), N_("Hardheidsclausule"), "yes"),
    ),
    _WHOLE | {f"categorieen.{at}": f"c{at}-gronden" for at in range(_MOST)} | {"categorieen": "c0-gronden"},
    (
        Field(("gronden",), N_("Gronden"), "checks", options=GROUNDS), Field(("verhuurder",), N_("Welke verhuurders"), "checks", options=_LANDLORDS),
        Field(("soort",), N_("Soort woonruimte"), "checks", options=_KINDS), Field(("huurprijsTot",), N_("Huurprijs tot, in eurocenten"), "figure"),
    ),
)  # fmt: skip
_STATED: Final = (
    Field(("omvat",), N_("Waarvan niets ontbreekt"), "checks", options=(("aanwijzingen", N_("Aanwijzingen")), ("verordeningen", N_("Verordeningen"))), required=True),
    Field(("van",), N_("Van"), "day", required=True), Field(("tot",), N_("Tot"), "day", N_("De eerste dag waarover niets wordt verklaard."), required=True),
    Field(("orgaan",), N_("Welk orgaan dit verklaart"), help=N_("Een functie, geen naam van een persoon."), required=True),
    Field(("grond",), N_("Waarop het berust"), "text", N_("Wat is nagegaan, en waar dat te vinden is."), required=True),
)  # fmt: skip
STATEMENT: Final = RecordForm(_STATED, _WHOLE)
