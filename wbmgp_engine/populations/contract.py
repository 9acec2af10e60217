"""The columns a population may have, and what may stand in them. `docs/population.md` says the same in words.

A column is named as the field of the Aanvraag; `#` stands for the place of an element, from 0 on. Empty is unknown,
but in a column of the kind `said`, where empty is no.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final, Literal, NamedTuple, get_args

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.consideration import HardshipGround
from wbmgp_engine.facts.dwelling import DwellingKind, Landlord
from wbmgp_engine.facts.fields import AREA, FORMS, IDENTIFIER, MUNICIPALITY, OBJECT, IncomeKind, Role
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.faults import nearest

Kind = Literal["text", "date", "number", "truth"]
MOST_PERSONS: Final = 100
MOST_ITEMS: Final = 200
KEY: Final = "kenmerk"


class Column(NamedTuple):
    """A column of the contract: its kind; the codes it may hold; or the form of its texts."""

    kind: Kind
    codes: tuple[str, ...] = ()
    form: str = ""
    required: bool = False


def _codes(literal: object) -> tuple[str, ...]:
    return tuple(get_args(literal))


_TEXT, _DATE, _NUMBER, _TRUTH = Column("text"), Column("date"), Column("number"), Column("truth")
_POSTCODE: Final = r"^[1-9][0-9]{3}[A-Z]{2}$"
_JUDGED: Final = {"gemotiveerd": _TRUTH, "ondertekend": _TRUTH}
_INCOME: Final = {
    "soort": Column("text", tuple(kind.value for kind in IncomeKind)), "oordeel": Column("text", ("telt_mee", "telt_niet")), **_JUDGED,
}  # fmt: skip
_HARDSHIP: Final = {
    "gegeven": _TRUTH, "grond": Column("text", _codes(HardshipGround)), "beroep": _TRUTH, "omstandigheden": _TRUTH,
    "oordeel": Column("text", ("onbillijk", "niet_onbillijk")), **_JUDGED,
}  # fmt: skip
_PERSON: Final = {
    "rol": Column("text", tuple(role.value for role in Role)),
    **{f"geboortedatum{edge}": _DATE for edge in ("", "Vroegst", "Laatst")},
    **{f"ingezetene{edge}": _DATE for edge in ("Vanaf", "VanafVroegst", "VanafLaatst")},
    "geenIngezetene": _TRUTH, "misschienGeenIngezetene": _TRUTH, "inkomen.geen": _TRUTH,
    **{f"inkomen.#.{name}": column for name, column in _INCOME.items()},
    "vog": Column("text", ("overgelegd", "niet_overgelegd")),
}  # fmt: skip
CONTRACT: Final = {
    KEY: Column("text", required=True),
    "gemeente": Column("text", form=MUNICIPALITY, required=True),
    "aanvraagdatum": Column("date", required=True),
    "aanvraagsoort": Column("text", ("huisvesting", "latere_inwoning")),
    "uitzondering15": _TRUTH,
    "woonruimte.gebied": Column("text", form=AREA, required=True),
    "woonruimte.adres.postcode": Column("text", form=_POSTCODE),
    "woonruimte.adresseerbaarObject": Column("text", form=OBJECT),
    "woonruimte.verhuurder": Column("text", _codes(Landlord)),
    "woonruimte.soort": Column("text", _codes(DwellingKind)),
    "woonruimte.huurprijs": _NUMBER,
    **{f"huishouden.#.{name}": column for name, column in _PERSON.items()},
    "huishouden.0.rechtmatigVerblijf": _TRUTH,
    "huishouden.0.kenmerken.geen": _TRUTH,
    "huishouden.0.kenmerken.#": Column("text", form=IDENTIFIER),
    **{f"hardheid.#.{name}": column for name, column in _HARDSHIP.items()},
    "voorrang.kandidatenMetVoorrang": _TRUTH,
    "voorrang.oordeel": Column("text", ("verlenen", "aan_ander")),
    **{f"voorrang.{name}": column for name, column in _JUDGED.items()},
    "onderzoek.woonverklaring": Column("text", ("verlenen", "verlenen_met_voorschriften", "weigeren")),
    "onderzoek.voorschriften": _TRUTH,
    "onderzoek.gehoord": _TRUTH,
    **{f"onderzoek.weging.{letter}": _TRUTH for letter in "abcde"},
}  # fmt: skip
WORDS: Final = FORMS | {_POSTCODE: "write four digits and two capitals without a space, such as 3082AA"}
_PLACE: Final = re.compile(r"(?<=\.)(?:0|[1-9][0-9]*)(?=\.|$)")
_MOST: Final = {"huishouden": MOST_PERSONS}


@cache
def column_of(name: str) -> Column | None:
    """What the contract says of a column; None for one that it does not know."""
    if name in CONTRACT or "#" in name:
        return None if "#" in name else CONTRACT[name]
    for pattern in (_PLACE.sub("#", name), re.sub(r"^(huishouden\.0\.kenmerken)\.(0|[1-9][0-9]*)$", r"\1.#", name)):
        if "#" in pattern and (found := CONTRACT.get(pattern)) is not None and _has_room(name):
            return found
    return None


def _has_room(name: str) -> bool:
    first = name.partition(".")[0]
    return all(int(place) < (_MOST.get(first, MOST_ITEMS)) for place in _PLACE.findall(name))


def check_names(names: Iterable[str], *, municipality: bool) -> None:
    """Refuse columns that the contract does not know, and a population without those it needs.

    `municipality`: it is given beside the population.
    """
    found = [*_unknown(given := list(names)), *_missing(given, municipality=municipality)]
    if found:
        raise BadInput(found)


def _unknown(names: Iterable[str]) -> Iterator[Finding]:
    for name in names:
        if column_of(name) is None:
            fix = f"{nearest(_PLACE.sub('#', name), CONTRACT)}; the columns stand in docs/population.md"
            yield Finding(f"column {shown(name)}", "is not in the contract", fix)


def _missing(names: list[str], *, municipality: bool) -> Iterator[Finding]:
    needed = [name for name, column in CONTRACT.items() if column.required]
    for name in (*needed, "huishouden.0.rol"):
        if name not in names and not (name == "gemeente" and municipality):
            fix = "add it, or give --municipality" if name == "gemeente" else "add it"
            yield Finding(f"column {name}", "is missing", fix)
