"""What the forms show of a draft, and which field a fault belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any, Final

from wbmgp_api.identifiers import is_bsn
from wbmgp_api.pages.desk import drafts
from wbmgp_api.pages.desk.answered import answered_now
from wbmgp_api.pages.desk.drafts import Draft
from wbmgp_api.pages.desk.fields import Form
from wbmgp_api.pages.desk.timeline import figure
from wbmgp_api.pages.visiting import Visit
from wbmgp_api.words import fault
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.fields import IncomeKind, Role
from wbmgp_engine.law.register import municipalities
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.places import municipality_in_words
from wbmgp_engine.permits.texts import value_in_words

_FIRST: Final = {"verblijf": "vanaf", "inkomen": "soort"}
_YEARS_ASKED: Final = "artikel_8"


async def household(visit: Visit, draft: Draft) -> dict[str, Any]:
    """The people, a row each."""
    return {"people": drafts.household_shown(draft), "roles": [one.value for one in Role]}


async def income(visit: Visit, draft: Draft) -> dict[str, Any]:
    """The kinds of income of everybody."""
    return {
        "people": drafts.lists_shown(draft, drafts.INCOMES),
        "kinds": [(one.value, value_in_words(one.value, visit.lang)) for one in IncomeKind],
    }


async def data(visit: Visit, draft: Draft) -> dict[str, Any]:
    """The dwelling and the application."""
    values = drafts.data_shown(draft)
    traits = next((place for place in values if place.startswith(drafts.PEOPLE)), None)
    return {"values": values, "traits": traits}


async def residence(visit: Visit, draft: Draft) -> dict[str, Any]:
    """The stays of everybody, and the line of time as far as the engine can read them."""
    made = await visit.do(partial(_answer, visit, draft))
    found = None if made is None else figure(made, visit.lang)
    ground = None if made is None else next((one for one in made.grounds if one.id == _YEARS_ASKED), None)
    return {
        "people": drafts.lists_shown(draft, drafts.STAYS), "figure": found if found and found.drawn else None,
        "ground": ground, "earliest": None if made is None else made.earliest_date, "places": places(visit, draft.application),
    }  # fmt: skip


def _answer(visit: Visit, draft: Draft) -> Assessment | None:
    """What the engine says of the draft; None where it holds what cannot be."""
    try:
        made = answered_now(visit.office, draft.application)
    except BadInput:
        return None
    _ = made.earliest_date
    return made


def places(visit: Visit, application: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The municipalities that can be chosen by name: the own one, those of the region, and those of the rule book."""
    book = visit.office.lawbook
    region = (application.get("situatie") or {}).get("regio") or []
    codes = dict.fromkeys([visit.who.tenant, *region, *municipalities(book.files)])
    return [(code, municipality_in_words(book, code, "{name}")) for code in codes]


def fields(draft: Draft) -> dict[str, str]:
    """The field of each place of the application that a fault can name."""
    found = {drafts.PEOPLE: f"{drafts.PEOPLE}.0.rol", "woonruimte": "woonruimte.adres.postcode"}
    found |= {one.path: one.path for one in drafts.DATA}
    found["burgerservicenummers"] = f"{drafts.PEOPLE}.0.bsn"
    for number, person in enumerate(draft.application[drafts.PEOPLE]):
        place = f"{drafts.PEOPLE}.{number}"
        found[place] = f"{place}.rol"
        for path in (*(one.path for one in drafts.PERSON), "bsn"):
            found[f"{place}.{path}"] = f"{place}.{path}"
        for key, first in _FIRST.items():
            found[f"{place}.{key}"] = f"{place}.{key}.leeg"
            for at in range(len(person.get(key) or [])):
                row = f"{place}.{key}.{at}"
                found[row] = f"{row}.{first}"
                found |= {
                    f"{row}.{one.path}": f"{row}.{one.path}"
                    for one in (drafts.STAY if key == drafts.STAYS else drafts.INCOME)
                }
    return found


def coded(form: Form, known: list[tuple[str, str]]) -> dict[str, list[str]]:
    """The form with the code of a municipality where somebody chose or typed its name."""
    codes = {text.casefold(): code for code, name in known for text in (name, f"{name} ({code})")}
    return {
        name: [codes.get(one.strip().casefold(), one) for one in said] if name.endswith(".gemeente") else list(said)
        for name, said in form.items()
    }


def bad_numbers(draft: Draft) -> Iterator[Finding]:
    """The citizen service numbers that are none."""
    for at, one in enumerate(draft.application[drafts.PEOPLE]):
        number = (draft.numbers or {}).get(one["id"], "")
        if number and not is_bsn(number):
            yield fault("bsn", f"{drafts.PEOPLE}.{at}.bsn")
