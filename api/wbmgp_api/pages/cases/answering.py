"""A missing fact as a field of a form, and what somebody filled in as a change of the application.

A fact that no single field can hold honestly (a history of residence, a register of the municipality) is told on the
page that is made for it; what the mayor tells is asked of the mayor.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from wbmgp_api.pages.cases import fields
from wbmgp_api.pages.cases.advice import Question
from wbmgp_api.pages.cases.fields import NONE, Field
from wbmgp_api.pages.languages import N_, Tongue
from wbmgp_engine.permits.texts import value_in_words

Said = Mapping[str, Sequence[str]]
_SOURCES: Final = {
    "opgave": N_("De aanvrager zegt het"), "bewijsstuk": N_("Een bewijsstuk"), "brp": N_("De basisregistratie personen"),
}  # fmt: skip
_INCOMES: Final = {
    "dienstbetrekking": N_("Loon uit werk"), "zelfstandige": N_("Eigen bedrijf"), "vut": N_("VUT-uitkering"), "aow": N_("AOW"),
    "pensioen": N_("Pensioen"), "studiefinanciering": N_("Studiefinanciering"),
    "aanspraak_studiefinanciering": N_("Recht op studiefinanciering"), "bijstand": N_("Bijstand"), "wia": N_("WIA-uitkering"),
    "wajong": N_("Wajong-uitkering"), "ww": N_("WW-uitkering"), "ziektewet": N_("Ziektewet-uitkering"), "anders": N_("Ander inkomen"),
}  # fmt: skip
_JUDGED_INCOME: Final = ("telt_mee", "telt_niet")
_CHOICES: Final = {
    "woonruimte.verhuurder": ("corporatie", "particulier"), "woonruimte.soort": ("zelfstandig", "onzelfstandig"),
}  # fmt: skip
_CERTIFICATE: Final = ("overgelegd", "niet_overgelegd")
_YES_NO: Final = ("rechtmatigVerblijf", "kandidatenMetVoorrang", "uitzondering15")
_RESIDENCE: Final = N_("Vul het verblijf in op de tijdlijn")
_MAYOR: Final = N_("Vraag de burgemeester om de uitkomst")
_REGISTER: Final = N_("Bekijk de gegevens van de zaak")
_RULES: Final = N_("Regelbeheer legt dit vast in het register van de gemeente")
_OWN_PAGES: Final = {"verblijf": _RESIDENCE, "inkomen": _REGISTER}


class Asked(NamedTuple):
    """A missing fact with the fields that answer it, or with the page where it is told."""

    question: Question
    fields: tuple[Field, ...]
    href: str = ""
    where: str = ""


def asked(
    question: Question, application: Mapping[str, Any], traits: Sequence[str], case: str, tongue: Tongue, said: Said
) -> Asked:
    """How a missing fact is asked for. `traits`: those that the ordinance names; `said`: what was filled in before."""
    found = _fields(question, application, traits, tongue)
    if not found:
        return Asked(question, (), *_elsewhere(question.path, case, tongue))
    return Asked(question, tuple(_filled(one, said) for one in found))


def _elsewhere(path: str, case: str, tongue: Tongue) -> tuple[str, str]:
    last = path.rpartition(".")[2]
    if last in _OWN_PAGES:
        return f"/zaken/{case}/{last}", tongue.gettext(_OWN_PAGES[last])
    if path.startswith("onderzoek."):
        return f"/zaken/{case}/stap/vraag-onderzoek", tongue.gettext(_MAYOR)
    if path.startswith("situatie."):
        return "/raad/vastgelegd", tongue.gettext(_RULES)
    return f"/zaken/{case}/gegevens", tongue.gettext(_REGISTER)


def _fields(
    question: Question, application: Mapping[str, Any], traits: Sequence[str], tongue: Tongue
) -> tuple[Field, ...]:
    path, label = question.path, question.text
    last = path.rpartition(".")[2]
    if last in _YES_NO and _unknown(application, path):
        return (Field(path, "choices", label, fields.yes_no(tongue)),)
    if path in _CHOICES:
        return (Field(path, "choices", label, _options(_CHOICES[path], tongue)),)
    if path == "woonruimte.huurprijs":
        return (Field(path, "text", label, help=tongue.gettext(N_("In euro's per maand, zoals 650 of 650,50."))),)
    if last == "geboortedatum":
        return (Field(path, "text", label, help=tongue.gettext(N_("Zoals 25-5-1971; alleen het jaar mag ook."))),)
    if last == "inkomen":
        return _income(path, label, application, tongue)
    if last == "kenmerken" and traits:
        nothing = (NONE, tongue.gettext(N_("Geen van deze")))
        return (Field(path, "checks", label, (*_options(traits, tongue), nothing)),)
    if path.startswith("onderzoek.vog."):
        return (Field(path, "choices", label, _options(_CERTIFICATE, tongue)),)
    return ()


def _income(path: str, label: str, application: Mapping[str, Any], tongue: Tongue) -> tuple[Field, ...]:
    """The kinds of income; where they are known, the judgement on those that nobody judged yet."""
    told = _person(application, path).get("inkomen")
    if told is not None:
        open_items = [(place, one) for place, one in enumerate(told) if one.get("oordeel") is None]
        return tuple(field for place, one in open_items for field in _judgement(f"{path}.{place}", one, tongue))
    nothing = (NONE, tongue.gettext(N_("Geen inkomen")))
    return (
        Field(path, "checks", label, (*_named(_INCOMES, tongue), nothing)),
        Field(f"{path}.bron", "select", tongue.gettext(N_("Waaruit blijkt dat?")), _named(_SOURCES, tongue)),
    )


def _judgement(path: str, item: Mapping[str, Any], tongue: Tongue) -> tuple[Field, ...]:
    kind = value_in_words(item["soort"], tongue.language)
    return (
        Field(f"{path}.oordeel", "choices", tongue.say(N_("Telt het inkomen “%(kind)s” mee?"), kind=kind), _options(_JUDGED_INCOME, tongue)),
        Field(f"{path}.motivering", "area", tongue.gettext(N_("Waarom?"))),
        Field(f"{path}.beslisser", "text", tongue.gettext(N_("Wie oordeelt (naam of functie)"))),
    )  # fmt: skip


def _options(values: Sequence[str], tongue: Tongue) -> tuple[tuple[str, ...], ...]:
    return tuple((one, _capital(value_in_words(one, tongue.language))) for one in values)


def _named(table: Mapping[str, str], tongue: Tongue) -> tuple[tuple[str, ...], ...]:
    return tuple((value, tongue.gettext(text)) for value, text in table.items())


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _filled(field: Field, said: Said) -> Field:
    """A field with what was filled in before an error."""
    given = tuple(said.get(field.name, ()))
    return field._replace(value=given[0] if given else "", values=given)


def _unknown(application: Mapping[str, Any], path: str) -> bool:
    """Whether a fact has no value: where it has one and is asked for all the same, the law leaves something else open."""
    parent, _, last = path.rpartition(".")
    if parent.startswith("huishouden."):
        return _person(application, path).get(last) is None
    return (application.get(parent) or {} if parent else application).get(last) is None


def _person(application: Mapping[str, Any], path: str) -> Mapping[str, Any]:
    name = path.split(".")[1]
    return next((one for one in application["huishouden"] if one["id"] == name), {})


def changes(shown: Sequence[Asked], said: Said, application: Mapping[str, Any], tongue: Tongue) -> dict[str, Any]:
    """What was filled in, by path. A field that was left open changes nothing. Raises BadInput."""
    found: dict[str, Any] = {}
    for one in shown:
        names = [field.name for field in one.fields]
        if any("".join(said.get(name, ())).strip() for name in names if not name.endswith(".bron")):
            found[one.question.path] = _value(one, said, application, tongue)
    return found


def _value(one: Asked, said: Said, application: Mapping[str, Any], tongue: Tongue) -> Any:
    path, last = one.question.path, one.question.path.rpartition(".")[2]
    given = [text.strip() for text in said.get(path, ()) if text.strip()]
    if last == "inkomen" and not one.fields[0].name.endswith(".oordeel"):
        return _incomes(given, said, path)
    if last == "inkomen":
        return _judged(path, said, application)
    if last == "kenmerken":
        return [text for text in given if text != NONE]
    read: Callable[[str], Any] = fields.partial_day
    if last in _YES_NO:
        read = fields.boolean
    elif last == "huurprijs":
        return fields.cents(given[0], path, tongue)
    return read(given[0])


def _incomes(given: Sequence[str], said: Said, path: str) -> list[dict[str, Any]]:
    source = next(iter(said.get(f"{path}.bron", ())), "")
    more = {"bron": {"soort": source}} if source else {}
    return [{"soort": kind, **more} for kind in given if kind != NONE]


def _judged(path: str, said: Said, application: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The known incomes, each with the judgement on it that was filled in."""
    found = []
    for place, item in enumerate(_person(application, path)["inkomen"]):
        parts = {name: "".join(said.get(f"{path}.{place}.{name}", ())).strip() for name in _JUDGEMENT}
        found.append({**item, **{name: text for name, text in parts.items() if text}})
    return found


_JUDGEMENT: Final = ("oordeel", "motivering", "beslisser")
