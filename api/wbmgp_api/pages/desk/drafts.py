"""What a form makes of an application before anybody keeps it: the facts as they were, with what was typed over them.

A draft may hold what cannot be; the engine says so, and the page is shown from the same draft. Nothing typed is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.desk.fields import (
    DAY,
    END,
    EUROS,
    NAMES,
    POSTCODE,
    TEXT,
    WHOLE,
    YES_NO,
    Field,
    Form,
    Row,
    chosen,
    rows_shown,
    rows_told,
    shown,
    text_of,
    told,
)

PEOPLE: Final = "huishouden"
STAYS: Final = "verblijf"
INCOMES: Final = "inkomen"
UNKNOWN: Final = "onbekend"
NONE: Final = "geen"
WITHHELD: Final = "niet_verstrekt"
_WITHHELD_AT: Final = "nietVerstrekt"
DWELLING: Final = tuple(
    Field(f"woonruimte.{path}", kind)
    for path, kind in (
        ("gebied", TEXT), ("adres.postcode", POSTCODE), ("adres.huisnummer", WHOLE), ("adres.huisletter", TEXT),
        ("adres.toevoeging", TEXT), ("adresseerbaarObject", TEXT), ("pand", TEXT), ("openbareRuimte", TEXT),
        ("verhuurder", TEXT), ("soort", TEXT), ("huurprijs", EUROS),
    )
)  # fmt: skip
DATA: Final = (
    Field("kenmerk", TEXT), Field("aanvraagdatum", DAY), Field("aanvraagsoort", chosen("huisvesting")), *DWELLING,
    Field("voorrang.kandidatenMetVoorrang", YES_NO),
)  # fmt: skip
TRAITS: Final = (Field("kenmerken", NAMES),)
PERSON: Final = (
    Field("rol", TEXT),
    Field("geboortedatum", DAY),
    Field("rechtmatigVerblijf", YES_NO),
    Field("bron.soort", TEXT),
)
STAY: Final = (
    Field("gemeente", TEXT), Field("vanaf", DAY), Field("tot", END), Field("bron.soort", TEXT),
    Field("bron.inOnderzoek", YES_NO),
)  # fmt: skip
INCOME: Final = (Field("soort", TEXT), Field("bron.soort", TEXT))
_LISTS: Final[Mapping[str, tuple[Field, ...]]] = {STAYS: STAY, INCOMES: INCOME}
_JUDGED: Final = ("oordeel", "motivering", "beslisser")


@dataclass(slots=True)
class Draft:
    """An application with what was typed over it; `was` says of the rows at a place where each stood in the known facts.

    `numbers`: the citizen service numbers by person, where the form is about them. `blank`: how many empty rows a form had.
    """

    application: dict[str, Any]
    was: dict[str, list[str]] = field(default_factory=dict)
    numbers: dict[str, str] | None = None
    blank: dict[str, int] = field(default_factory=dict)

    def rows(self, place: str, items: Sequence[Mapping[str, Any]], fields: Sequence[Field]) -> list[Row]:
        """The rows at a place, with the empty ones after them."""
        was = self.was.get(place) or [str(number) for number in range(len(items))]
        found = rows_shown(place, items, fields, was)
        for number in range(self.blank.get(place, 1)):
            found.append(Row(f"{place}.{len(items) + number}", "", shown({}, fields)))
        return found


class Somebody(NamedTuple):
    """A person of the household with the rows of one list; `empty` says what no row means."""

    place: str
    id: str
    role: str
    rows: list[Row]
    empty: str


def data_told(known: Mapping[str, Any], form: Form) -> Draft:
    """The application and the dwelling as the form says them, with the traits of the applicant."""
    now = told(known, DATA, lambda path: text_of(form, path))
    for number, person in enumerate(now[PEOPLE]):
        if person.get("rol") == "aanvrager":
            now[PEOPLE][number] = told(person, TRAITS, lambda path, at=number: text_of(form, f"{PEOPLE}.{at}.{path}"))  # type: ignore[misc]
    return Draft(_settled(now))


def data_shown(draft: Draft) -> dict[str, str]:
    """The texts of the application and the dwelling by place."""
    found = shown(draft.application, DATA)
    for number, person in enumerate(draft.application[PEOPLE]):
        if person.get("rol") == "aanvrager":
            traits = person.get("kenmerken") if "kenmerken" in person else None
            found[f"{PEOPLE}.{number}.kenmerken"] = "" if "kenmerken" not in person else NAMES.shown(traits)
    return found


def household_told(known: Mapping[str, Any], form: Form) -> Draft:
    """The people as the form says them, with their numbers; somebody new gets a name that nobody had."""
    people, was, numbers = [], [], {}
    taken = {str(one["id"]) for one in known[PEOPLE]}
    for at, before, said in rows_told(PEOPLE, known[PEOPLE], PERSON, form, ("bsn",)):
        if "id" not in said:
            said = {"id": _free(taken), **said}
        taken.add(said["id"])
        people.append(said)
        was.append(before)
        if number := text_of(form, f"{at}.bsn"):
            numbers[said["id"]] = number
    now = _settled({**known, PEOPLE: people})
    return Draft(now, {PEOPLE: was}, numbers, {PEOPLE: _blank(form, PEOPLE, len(people))})


def household_shown(draft: Draft) -> list[tuple[Row, str, str]]:
    """A row for each person with the id and the number."""
    people = draft.application[PEOPLE]
    rows = draft.rows(PEOPLE, people, PERSON)
    ids = [str(one.get("id", "")) for one in people] + [""] * (len(rows) - len(people))
    return [(row, name, (draft.numbers or {}).get(name, "")) for row, name in zip(rows, ids, strict=True)]


def lists_told(known: Mapping[str, Any], form: Form, key: str) -> Draft:
    """The residence or the income of everybody as the form says it. Whom the form does not name stays as they were."""
    draft = Draft({**known, PEOPLE: [dict(one) for one in known[PEOPLE]]})
    at = {text_of(form, name): name.removesuffix(".id") for name in form if _names_person(name)}
    for number, person in enumerate(draft.application[PEOPLE]):
        if person["id"] in at:
            _list_told(draft, person, key, form, at[person["id"]], f"{PEOPLE}.{number}.{key}")
    draft.application = _settled(draft.application)
    return draft


def lists_shown(draft: Draft, key: str) -> list[Somebody]:
    """Everybody with the rows of one list."""
    found = []
    withheld = draft.application.get(_WITHHELD_AT) or []
    for number, person in enumerate(draft.application[PEOPLE]):
        place = f"{PEOPLE}.{number}"
        empty = NONE if key in person and not person[key] else UNKNOWN
        empty = WITHHELD if f"{PEOPLE}.{person['id']}.{key}" in withheld else empty
        rows = draft.rows(f"{place}.{key}", person.get(key) or [], _LISTS[key])
        found.append(Somebody(place, person["id"], person.get("rol", ""), rows, empty))
    return found


def _list_told(draft: Draft, person: dict[str, Any], key: str, form: Form, at: str, place: str) -> None:
    before = person.get(key) or []
    found = [(was, said) for _, was, said in rows_told(f"{at}.{key}", before, _LISTS[key], form)]
    items = [_confirmed(_unjudged(before[int(was)], said) if was else said) for was, said in found]
    empty = text_of(form, f"{at}.{key}.leeg") or UNKNOWN
    draft.was[place], draft.blank[place] = [was for was, _ in found], _blank(form, f"{at}.{key}", len(items))
    path = f"{PEOPLE}.{person['id']}.{key}"
    if items:
        person[key] = items
    elif empty != NONE:
        person.pop(key, None)
    elif before or key not in person:
        person[key] = []
    _withhold(draft.application, path, withheld=not items and empty == WITHHELD)


def _unjudged(before: Mapping[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    """An income without its judgement, where that was about another kind."""
    if before.get("soort") == said.get("soort"):
        return said
    return {name: value for name, value in said.items() if name not in _JUDGED}


def _confirmed(said: dict[str, Any]) -> dict[str, Any]:
    """A stay that a document shows now is no longer one that the BRP has in research."""
    source = said.get("bron") or {}
    if source.get("soort") != "bewijsstuk" or "inOnderzoek" not in source:
        return said
    return {**said, "bron": {"soort": "bewijsstuk"}}


def _withhold(application: dict[str, Any], path: str, *, withheld: bool) -> None:
    listed = application.get(_WITHHELD_AT) or []
    if withheld == (path in listed):
        return
    application[_WITHHELD_AT] = [*listed, path] if withheld else [one for one in listed if one != path]


def _settled(application: dict[str, Any]) -> dict[str, Any]:
    """The application without `withheld` of a fact that is told now, or of somebody who is gone."""
    listed = application.get(_WITHHELD_AT)
    left = [path for path in listed or () if _withheld_still(application, path)]
    return application if not listed or left == listed else {**application, _WITHHELD_AT: left}


def _withheld_still(application: Mapping[str, Any], path: str) -> bool:
    first, *names = path.split(".")
    if first != PEOPLE or len(names) != 2:
        part, last = (application, first) if not names else (application.get(first) or {}, names[-1])
        return len(names) > 1 or last not in part
    people = {one.get("id"): one for one in application[PEOPLE]}
    return names[0] in people and names[1] not in people[names[0]]


def _names_person(name: str) -> bool:
    parts = name.split(".")
    return len(parts) == 3 and parts[0] == PEOPLE and parts[2] == "id"


def _blank(form: Form, place: str, filled: int) -> int:
    """How many empty rows to show: those that were there, and one more where somebody asked for it."""
    if text_of(form, "rij") != place:
        return 1
    there = len({name.split(".")[len(place.split("."))] for name in form if name.startswith(f"{place}.")} - {"leeg"})
    return max(1, there - filled + 1)


def _free(taken: set[str]) -> str:
    return next(name for name in _names() if name not in taken)


def _names() -> Iterator[str]:
    number = 0
    while True:
        number += 1
        yield f"p{number}"
