"""The judgements of mayor and aldermen as a form: hardship, priority, the exceptions of article 15, and the weighing of a case.

A gate of the answer says that a judgement is needed; what is asked of the weighing stands in the rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.cases import fields, pleading, speaking
from wbmgp_api.pages.cases.advice import Gate
from wbmgp_api.pages.cases.answering import Said
from wbmgp_api.pages.cases.fields import Field
from wbmgp_api.pages.cases.speaking import Source
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.errors import LawLookupError
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.citation_of import cited
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.proportionality import ENTRY, open_parts
from wbmgp_engine.permits.question import Output, ask
from wbmgp_engine.permits.texts import GROUND

HARDSHIP: Final = "hardheidsclausule"
PARTS: Final = ("oordeel", "motivering", "beslisser")
_REASONS: Final = N_("Waarom? Noem de omstandigheden die u hebt gewogen, ook die voor de aanvrager.")
_BY: Final = N_("Wie oordeelt (naam of functie)")
_UNFAIR: Final = (
    ("onbillijk", N_("Ja, een weigering is heel onbillijk: de vergunning wordt verleend")),
    ("niet_onbillijk", N_("Nee, een weigering is niet heel onbillijk")),
)  # fmt: skip
_PRIORITY: Final = (
    ("verlenen", N_("Aan deze aanvrager")), ("aan_ander", N_("Aan de woningzoekende met voorrang")),
)  # fmt: skip


class Part(NamedTuple):
    """A part of the weighing that the rules know: where it rests, and the fields with its question and what was written."""

    id: str
    source: Source
    fields: tuple[Field, ...]


class Judgement(NamedTuple):
    """A judgement to give or to change: of which gate, on which ground, with what was put forward for it."""

    gate: str
    title: str
    fields: tuple[Field, ...]
    pleaded: bool
    circumstances: tuple[Mapping[str, Any], ...]
    given: bool


def hardship(application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What is known of the hardship clause, one entry for each ground."""
    known = application.get("hardheid") or []
    return [dict(one) for one in ([known] if isinstance(known, dict) else known)]


def judgements(application: Mapping[str, Any], gates: Iterable[Gate], tongue: Tongue, said: Said) -> list[Judgement]:
    """The judgements that gates ask for, and those on hardship that were given: they can be changed until the decision."""
    waiting = list(gates)
    grounds = dict.fromkeys(one.ground for one in waiting if one.id == HARDSHIP and one.ground)
    grounds |= dict.fromkeys(str(one["grond"]) for one in hardship(application) if one.get("grond"))
    found = [_hardship(ground, application, tongue, said) for ground in grounds]
    if any(one.id == "voorrang" for one in waiting) or (application.get("voorrang") or {}).get("oordeel"):
        found.append(_priority(application, tongue, said))
    if any(one.field == "uitzondering15" for one in waiting):
        found.append(_exception(tongue, said))
    return found


def _hardship(ground: str, application: Mapping[str, Any], tongue: Tongue, said: Said) -> Judgement:
    known = _of_ground(hardship(application), ground) or {}
    title = tongue.say(N_("Hardheid bij: %(ground)s"), ground=GROUND[ground][tongue.language])
    asked = tongue.gettext(N_("Is een weigering heel onbillijk voor deze aanvrager?"))
    place = f"hardheid.{ground}"
    made = (*pleading.asked(place, known, tongue, said), *_fields(place, asked, _UNFAIR, known, tongue, said))
    return Judgement(
        HARDSHIP, title, made, bool(known.get("beroep")), tuple(known.get("omstandigheden") or ()), _whole(known)
    )


def _priority(application: Mapping[str, Any], tongue: Tongue, said: Said) -> Judgement:
    known = application.get("voorrang") or {}
    asked = tongue.gettext(N_("Aan wie geeft u de woning?"))
    made = _fields("voorrang", asked, _PRIORITY, known, tongue, said)
    return Judgement("voorrang", tongue.gettext(N_("Voorrang")), made, False, (), _whole(known))


def _exception(tongue: Tongue, said: Said) -> Judgement:
    asked = N_(
        "Verbiedt artikel 15 lid 3 of 5 Huisvestingswet 2014 om hier te weigeren? Welk geval het is, schrijft u niet op."
    )
    one = Field("uitzondering15", "choices", tongue.gettext(asked), fields.yes_no(tongue), required=True)
    title = tongue.gettext(N_("Uitzondering van artikel 15 Huisvestingswet 2014"))
    return Judgement("samenloop", title, (one._replace(value=fields.first(said, one.name)),), False, (), False)


def _fields(
    place: str, asked: str, options: Sequence[tuple[str, str]], known: Mapping[str, Any], tongue: Tongue, said: Said
) -> tuple[Field, ...]:
    judged, reasons, by = (f"{place}.{name}" for name in PARTS)
    choices = tuple((value, tongue.gettext(text)) for value, text in options)
    was = {name: fields.was(said, f"{place}.{name}", known.get(name)) for name in PARTS}
    return (
        Field(judged, "choices", asked, choices, value=was["oordeel"], required=True),
        Field(reasons, "area", tongue.gettext(_REASONS), value=was["motivering"], required=True, rows=5),
        Field(by, "text", tongue.gettext(_BY), value=was["beslisser"], required=True),
    )


def weighing(
    lawbook: Lawbook, on: date, application: Mapping[str, Any], tongue: Tongue, said: Said
) -> tuple[Part, ...]:
    """The parts of the weighing that a refusal of this application still lacks, and those that were written before.

    None where the rules of that day ask for no record.
    """
    record = application.get("evenredigheid") or {}
    lacks = {one.id for one in open_parts(assess(Application.model_validate(application), lawbook=lawbook, on=on))}
    return tuple(
        _part(spec, speaking.source(cited(one.legal_basis, on).to_json()), record, tongue, said)
        for one in _known(lawbook, on, application["gemeente"])
        if (spec := one.extension("onderdeel")) and (spec["id"] in lacks or spec["id"] in record)
    )


def _known(lawbook: Lawbook, on: date, municipality: str) -> Sequence[Output]:
    try:
        return ask(lawbook, on, {"gemeente_code": municipality}, ENTRY).outputs
    except LawLookupError:
        return ()


def _part(spec: Mapping[str, Any], of: Source, record: Mapping[str, Any], tongue: Tongue, said: Said) -> Part:
    place, known = f"evenredigheid.{spec['id']}", record.get(spec["id"]) or {}
    text = Field(
        f"{place}.tekst", "area", spec[tongue.language], rows=2, required=True,
        value=fields.was(said, f"{place}.tekst", known.get("tekst")),
    )  # fmt: skip
    source = Field(
        f"{place}.bron", "text", tongue.gettext(N_("Waaruit blijkt dat? (stuk, onderzoek of gesprek)")), required=True,
        value=fields.was(said, f"{place}.bron", known.get("bron")),
    )  # fmt: skip
    return Part(spec["id"], of, (text, source))


def author(application: Mapping[str, Any], tongue: Tongue, said: Said) -> Field:
    """Who weighed: one name may stand for the whole record."""
    known = (application.get("evenredigheid") or {}).get("auteur")
    name = "evenredigheid.auteur"
    asked = tongue.gettext(N_("Wie heeft dit gewogen (naam of functie)"))
    return Field(name, "text", asked, value=fields.was(said, name, known), required=True)


def judged(application: Mapping[str, Any], given: Said) -> dict[str, Any]:
    """The application with the judgements and the weighing that a form says; what it is silent on stays as it was."""
    told: dict[str, Any] = deepcopy(dict(application))
    places = {name.rpartition(".")[0] for name in given if name.endswith(".oordeel")}
    grounds = {name.split(".")[1] for name in given if name.startswith("hardheid.") and name.count(".") == 2}
    if entries := list(_with_hardship(hardship(told), sorted(grounds), given)) if grounds else []:
        told["hardheid"] = entries
    if "voorrang" in places:
        told["voorrang"] = {**(told.get("voorrang") or {}), **_said("voorrang", PARTS, given)}
    if (exception := fields.boolean(fields.first(given, "uitzondering15"))) is not None:
        told["uitzondering15"] = exception
    if record := _record(told.get("evenredigheid") or {}, given):
        told["evenredigheid"] = record
    return told


def half(given: Said) -> list[str]:
    """The fields of a judgement that was begun and not finished: it has an outcome, its reasons and a name."""
    places = {name.rpartition(".")[0] for name in given if name.endswith((".oordeel", ".motivering"))}
    found = []
    for place in sorted(places):
        said = _said(place, PARTS, given)
        found += [f"{place}.{name}" for name in PARTS if said and name not in said]
    return found


def _with_hardship(known: list[dict[str, Any]], grounds: Sequence[str], given: Said) -> Iterator[dict[str, Any]]:
    for ground in grounds:
        own = _of_ground(known, ground)
        was = own or {}
        if own is not None:
            known.remove(own)
        if said := _said(f"hardheid.{ground}", PARTS, given) | pleading.told(f"hardheid.{ground}", was, given):
            yield {**was, "grond": ground, **said}
        elif was:
            yield was
    yield from known


def _of_ground(known: Sequence[dict[str, Any]], ground: str) -> dict[str, Any] | None:
    """The entry of a ground; a single one that names none is of the ground that is asked about."""
    named = next((one for one in known if one.get("grond") == ground), None)
    return known[0] if named is None and len(known) == 1 and not known[0].get("grond") else named


def _record(known: Mapping[str, Any], given: Said) -> dict[str, Any]:
    found = dict(known)
    parts = {name.split(".")[1] for name in given if name.startswith("evenredigheid.") and name.count(".") == 2}
    for part in sorted(parts):
        said = _said(f"evenredigheid.{part}", ("tekst", "bron"), given)
        if said:
            found[part] = {**(found.get(part) or {}), **said}
    return found | _said("evenredigheid", ("auteur",), given)


def _said(place: str, names: Sequence[str], given: Said) -> dict[str, Any]:
    found = {name: fields.first(given, f"{place}.{name}") for name in names}
    return {name: text for name, text in found.items() if text}


def _whole(known: Mapping[str, Any]) -> bool:
    return all(known.get(name) for name in PARTS)
