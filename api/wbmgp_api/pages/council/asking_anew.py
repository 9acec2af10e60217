"""A new simulation: begun from a worked scenario, an earlier one or a text, changed in a form, gone through, and started.

What somebody is writing travels with the form, so nothing is lost by an error and nothing has to be kept here.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases.refusals import KeyReused
from wbmgp_api.counter import known_id
from wbmgp_api.edge.long_work import at_length
from wbmgp_api.edge.problems import Problem
from wbmgp_api.pages.council import scenario_forms as forms
from wbmgp_api.pages.council.scenario_text import read, write
from wbmgp_api.pages.council.simulating import ASKERS, LIST, simulator
from wbmgp_api.pages.visiting import Fault, Visit, faults_of, status_of
from wbmgp_api.pages.visitors import Form
from wbmgp_api.simulations import asking
from wbmgp_api.simulations.bounds import BOUNDS, HOUSEHOLDS, MOST_ITEMS, MOST_SIGNS, MOST_WORK, wanted, work
from wbmgp_api.simulations.shipped import examples, places
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.words import bad_input
from wbmgp_engine.errors import BadInput, Finding

NEW: Final = f"{LIST}/nieuw"
_WHOLE: Final = Finding("", "", "")
_FORM, _TEXT = "council/scenario.html", "council/scenario_text.html"


async def begin(visit: Visit) -> Response:
    """What to begin with, or the form of what was chosen: a worked scenario (`voorbeeld`) or an earlier one (`van`)."""
    simulating = simulator(visit)
    every = examples(simulating)
    chosen = next((one for one in every if one.id == visit.query.get("voorbeeld")), None)
    if chosen is not None:
        return _form(visit, dict(chosen.document))
    if "van" in visit.query:
        key = known_id(visit.query["van"])
        seen = await visit.do(partial(asking.look, visit.office, visit.who, key))
        return _form(visit, read(seen.kept.scenario))
    return visit.show("council/new_simulation.html", examples=every, bounds=_bounds())


async def go_on(visit: Visit) -> Response:
    """What the button of the form asks: another option, the text, the form, a look beforehand, or the start."""
    does = visit.said("actie")
    if visit.said("wijze") == "tekst":
        return await _of_text(visit, does)
    try:
        document = forms.filled(read(visit.said("basis")), visit.form)
        if does == "erbij":
            return _form(visit, forms.with_another(document, visit.say("Nieuwe variant")))
        if does == "wijzig":
            return _form(visit, document)
        if does == "tekst":
            return _text(visit, write(document))
        return await _ask(visit, write(document), document)
    except (BadInput, Problem) as problem:
        return _form_again(visit, problem)
    except (AttributeError, TypeError):
        # What the form rests on travels in it: of another shape it is not what we sent.
        raise Problem(400, "form_unreadable") from None


async def _of_text(visit: Visit, does: str) -> Response:
    upload = visit.files.get("bestand")
    try:
        text = visit.form.get("scenario", [""])[0] if upload is None else upload.decode("utf-8")
    except UnicodeDecodeError:
        return _text(visit, visit.said("scenario"), bad_input("no_utf8", "scenario"))
    try:
        if does == "formulier" and upload is None:
            await at_length(partial(wanted, simulator(visit), text))
            return _form(visit, read(text))
        return await _ask(visit, text, None)
    except (BadInput, Problem) as problem:
        return _text(visit, text, problem)


async def _ask(visit: Visit, text: str, document: dict[str, Any] | None) -> Response:
    """Look at a scenario, or start it. BadInput with everything that is wrong with it."""
    simulating = simulator(visit)
    if len(text) > MOST_SIGNS:
        raise bad_input("text_too_long", "scenario", most=MOST_SIGNS)
    what = await at_length(partial(wanted, simulating, text))
    if visit.said("actie") == "nagaan":
        found = read(text)
        fits = {"work": work(found, 1 + len(forms.options_of(found))), "title": what.title}
        return _form(visit, document, fits=fits) if document is not None else _text(visit, text, fits=fits)
    key = f"{visit.said('sleutel')[:64] or secrets.token_hex(8)}-{sha256(text.encode()).hexdigest()[:32]}"
    try:
        seen = await visit.do(partial(asking.ask, visit.office, visit.acting(*ASKERS), what, key))
    except KeyReused:  # pragma: no cover -- the key holds the text
        raise Problem(422, "key_reused") from None
    return visit.to(f"{LIST}/{seen.kept.id}")


def _form(visit: Visit, document: dict[str, Any], *, fits: Mapping[str, Any] | None = None) -> Response:
    return visit.show(_FORM, **_around(visit, document, forms.shown(document)), fits=fits)


def _form_again(visit: Visit, problem: BadInput | Problem) -> Response:
    """The form as it was sent, with everything that is wrong on top."""
    try:
        document = read(visit.said("basis"))
    except BadInput:
        document = {}
    known = forms.fields(len(forms.options_of(document))) | {"scenario": ""}
    faults = [
        Fault(fault.field, fault.text if fault.field or not problem.findings else f"{_where(one.place)}{fault.text}")
        for fault, one in zip(faults_of(problem, visit.lang, known), problem.findings or [_WHOLE], strict=True)
    ]
    values = _around(visit, document, {**forms.shown(document), **visit.form})
    return visit.show(_FORM, status_of(problem), faults=faults, **values, fits=None)


def _text(
    visit: Visit, text: str, problem: BadInput | Problem | None = None, *, fits: Mapping[str, Any] | None = None
) -> Response:
    faults: list[Fault] = []
    if problem is not None:
        places = [one.place for one in problem.findings]
        found = faults_of(problem, visit.lang, dict.fromkeys(("scenario", *places), "scenario"))
        faults = [
            Fault("scenario", f"{_where(place)}{fault.text}") for place, fault in zip(places, found, strict=False)
        ] or found
    return visit.show(
        _TEXT, 200 if problem is None else status_of(problem), faults=faults, text=text, fits=fits, bounds=_bounds(),
        key=_key(visit),
    )  # fmt: skip


def _where(place: str) -> str:
    """Where something stands in the text; empty for the whole of it."""
    path = place.removeprefix("scenario").strip(".")
    return f"{path}: " if path else ""


def _around(visit: Visit, document: Mapping[str, Any], said: Form) -> dict[str, Any]:
    """What the form shows beside its fields: areas to choose from, the assumptions, and the bounds."""
    simulating = simulator(visit)
    options = [
        {"at": at, "id": one.get("id", ""), "editable": forms.editable(one)}
        for at, one in enumerate(forms.options_of(document))
    ]
    own = document.get("aannamen") if isinstance(document.get("aannamen"), dict) else {}
    return {
        "said": {name: values[0] if values else "" for name, values in said.items()}, "lists": said, "options": options,
        "places": _places(simulating, document), "basis": write(document), "assumed": list(own or {}),
        "assumptions": _assumptions(visit), "bounds": _bounds(), "key": _key(visit), "region": document.get("regio", ""),
        "behaviours": [(one, visit.say("Letter %(letter)s", letter=one)) for one in forms.BEHAVIOURS],
    }  # fmt: skip


def _places(simulating: Simulating, document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The areas that the municipality of a scenario can ask to designate."""
    found = places(simulating, str(document.get("regio", "")))
    return [(one.id, one.name) for one in found if one.municipality == document.get("gemeente")]


def _assumptions(visit: Visit) -> list[dict[str, Any]]:
    from wbmgp_engine.simulation.options.parameters import parameters, units

    counted = units()
    return [
        {"name": name, "text": one.text[visit.lang], "value": one.value, "low": one.low, "high": one.high,
         "unit": counted[one.unit].text[visit.lang]}
        for name, one in parameters().items()
    ]  # fmt: skip


def _bounds() -> dict[str, Any]:
    return {
        **BOUNDS,
        **{name: (0, most) for name, most in MOST_ITEMS.items()},
        "work": MOST_WORK,
        "ordinary": HOUSEHOLDS,
    }


def _key(visit: Visit) -> str:
    """The same for every time that this form is sent."""
    return visit.said("sleutel") or secrets.token_hex(16)
