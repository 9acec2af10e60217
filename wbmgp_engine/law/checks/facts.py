"""Every fact says who supplies it, on which ground we may ask, and how we ask; a judgement also what it may be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, get_args

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import EXECUTION, View, name_of, short
from wbmgp_engine.law.document import FieldType, Input, Origin, Parameter
from wbmgp_engine.law.types.inference import Path, Site, Use

_SUPPLIERS = ("BELANGHEBBENDE", "REGISTER", "DOSSIER", "OORDEEL", "KANAAL")
_TYPES = get_args(FieldType)
_ROLES = {"TIJDVAK": "BELANGHEBBENDE", "GEVRAAGD_BESLUIT": "BELANGHEBBENDE", "BESLUIT": "DOSSIER"}
# Reasons are given to us, or they stay with the mayor, whose judgement we hold the outcome of.
_REASONS = ("verplicht", "bij_de_burgemeester")
_MAX_DEPTH = 32


def undeclared_facts(view: View) -> Iterator[Finding]:
    """Register inputs, their fields and judgement parameters without supplier, ground, question or options."""
    for item in view.execution.input:
        path = (*EXECUTION, "input", item.name)
        extra = item.model_extra or {}
        if item.source.is_register:
            yield from _origin(view, extra.get("x-origin"), path)
            yield from _question(view, extra, path)
            yield from _judgement(view, extra, path)
        yield from _options(view, extra, path)
        yield from _fields(view, item, path)
    for parameter in view.execution.parameters:
        path = (*EXECUTION, "parameters", parameter.name)
        if _is_judgement(parameter):
            yield from _parameter(view, parameter, path)
        if parameter.origin is not None:
            yield from _origin_of_grammar(view, parameter.origin, (*path, "origin"))
        yield from _options(view, parameter.model_extra or {}, path)
        yield from _fields(view, parameter, path)


def elements_without_fields(view: View) -> Iterator[Finding]:
    """Arrays whose elements are read although nothing says which fields an element has."""
    said = set[str]()
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            if site.operation.operation == "FOREACH" and _reads_fields(assignment.survey.uses, site):
                for operand in site.roles("collection"):
                    name = name_of(operand.expression)
                    if operand.type.kind == "array" and operand.type.element is None and name not in said:
                        said.add(name)
                        problem = f"elements of {name} are read, but nothing says which fields they have"
                        yield view.finding((*site.path, "collection"), problem, f"declare x-velden for {name}")


def _reads_fields(uses: list[Use], site: Site) -> bool:
    element = site.operation.operands.get("as", "item")
    inside = (use for use in uses if use.path[: len(site.path)] == site.path)
    return any(use.names[0] == element and len(use.names) > 1 for use in inside)


def _is_judgement(parameter: Parameter) -> bool:
    extra = parameter.model_extra or {}
    written = extra.get("x-origin")
    of_extension = written.get("waarde") if isinstance(written, Mapping) else None
    return "OORDEEL" in (parameter.origin.waarde if parameter.origin else None, of_extension)


def _origin_of_grammar(view: View, origin: Origin, path: Path) -> Iterator[Finding]:
    """What the grammar asks of `origin`: a register with REGISTER only, a role with its own supplier only."""
    if origin.grondslag is None:
        yield view.finding(path, "the origin names no ground", "add grondslag: law#article")
    if (origin.register_ is not None) is not (origin.waarde == "REGISTER"):
        problem = f"register is {_shown(origin.register_)} with waarde {origin.waarde}"
        yield view.finding((*path, "register"), problem, "name the law of the register with REGISTER, and only there")
    if origin.rol is not None and origin.waarde != _ROLES[origin.rol]:
        problem = f"rol {origin.rol} does not go with waarde {origin.waarde}"
        yield view.finding((*path, "rol"), problem, f"it goes with {_ROLES[origin.rol]}")


def _parameter(view: View, parameter: Parameter, path: Path) -> Iterator[Finding]:
    extra = parameter.model_extra or {}
    origin = {**(parameter.origin.model_dump(by_alias=True, exclude_none=True) if parameter.origin else {})}
    written = extra.get("x-origin")
    yield from _origin(view, {**origin, **(written if isinstance(written, Mapping) else {})}, path)
    yield from _question(view, extra, path)
    yield from _judgement(view, {**extra, "x-origin": {"waarde": "OORDEEL"}}, path)


def _origin(view: View, origin: Any, path: Path) -> Iterator[Finding]:
    path = (*path, "x-origin")
    if not isinstance(origin, Mapping):
        fix = "add x-origin: {waarde, leverancier, grondslag}"
        yield view.finding(path, "the fact does not say who supplies it, nor on which ground", fix)
        return
    if origin.get("waarde") not in _SUPPLIERS:
        problem = f"waarde is {_shown(origin.get('waarde'))}"
        yield view.finding((*path, "waarde"), problem, f"use one of {', '.join(_SUPPLIERS)}")
    if not _is_text(origin.get("leverancier")):
        yield view.finding((*path, "leverancier"), "the fact does not say who supplies it", "add leverancier")
    ground = origin.get("grondslag")
    if not _is_text(ground):
        yield view.finding((*path, "grondslag"), "the fact does not say on which ground we may ask it", "add grondslag")
    elif not _is_ground(ground):
        problem = f"grondslag is {_shown(ground)}"
        yield view.finding((*path, "grondslag"), problem, "write law#article, with lid n after it where there is one")


def _question(view: View, extra: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    texts = extra.get("x-vraag")
    missing = [key for key in ("nl", "en") if not _is_text(texts.get(key) if isinstance(texts, Mapping) else None)]
    if missing:
        problem = f"there is no question in {' and '.join(missing)}"
        yield view.finding((*path, "x-vraag"), problem, "add x-vraag: {nl, en}")


def _judgement(view: View, extra: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """What may be answered, and that reasons are obligatory, for a judgement and for nothing else."""
    origin, judgement = extra.get("x-origin"), extra.get("x-oordeel")
    path = (*path, "x-oordeel")
    if not isinstance(origin, Mapping) or origin.get("waarde") != "OORDEEL":
        if judgement is not None:
            yield view.finding(path, "only a judgement has options", "set waarde to OORDEEL, or delete x-oordeel")
        return
    yield from _listed(view, judgement.get("opties") if isinstance(judgement, Mapping) else None, (*path, "opties"))
    if not isinstance(judgement, Mapping) or judgement.get("motivering") not in _REASONS:
        problem = "the judgement does not say who gives reasons"
        yield view.finding((*path, "motivering"), problem, f"write {' or '.join(_REASONS)}")


def _options(view: View, extra: Mapping[str, Any], path: Path) -> Iterator[Finding]:
    """The few words that a fact can be, where it says so."""
    if "x-opties" in extra:
        yield from _listed(view, extra["x-opties"], (*path, "x-opties"))


def _listed(view: View, options: Any, path: Path) -> Iterator[Finding]:
    if not isinstance(options, list) or not options or not all(map(_is_text, options)):
        yield view.finding(path, "there is no list of what the answer may be", "list the answers as text")
    elif len(set(options)) < len(options):
        yield view.finding(path, "an answer is listed twice", "list each answer once")


def _fields(view: View, item: Input | Parameter, path: Path) -> Iterator[Finding]:
    velden = item.extension("velden")
    if velden is not None:
        if item.type not in ("array", "object"):
            yield view.finding((*path, "x-velden"), f"a {item.type} has no fields", "declare it array or object")
        yield from _velden(view, velden, (*path, "x-velden"), 0)


def _velden(view: View, velden: Any, path: Path, depth: int) -> Iterator[Finding]:
    if not isinstance(velden, Mapping) or not velden:
        yield view.finding(path, "x-velden is no mapping of names to fields", "write name: {type: …}")
        return
    if depth >= _MAX_DEPTH:
        yield view.finding(path[:8], f"fields nest deeper than {_MAX_DEPTH}", "keep facts flat")
        return
    for name, veld in velden.items():
        yield from _veld(view, veld, (*path, name), depth)


def _veld(view: View, veld: Any, path: Path, depth: int) -> Iterator[Finding]:
    if not isinstance(veld, Mapping) or veld.get("type") not in _TYPES:
        kind = _shown(veld.get("type")) if isinstance(veld, Mapping) else "absent"
        yield view.finding(path, f"the type of the field is {kind}", f"use one of {', '.join(_TYPES)}")
        return
    if not isinstance(veld.get("nullable", False), bool):
        yield view.finding((*path, "nullable"), f"nullable is {_shown(veld['nullable'])}", "write true or false")
    if veld.keys() & {"x-origin", "x-vraag"}:
        yield from _origin(view, veld.get("x-origin"), path)
        yield from _question(view, veld, path)
    yield from _judgement(view, veld, path)
    yield from _options(view, veld, path)
    if "x-velden" in veld:
        if veld["type"] not in ("array", "object"):
            yield view.finding((*path, "x-velden"), f"a {veld['type']} has no fields", "declare it array or object")
        yield from _velden(view, veld["x-velden"], (*path, "x-velden"), depth + 1)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_ground(ground: Any) -> bool:
    law, sign, article = str(ground).partition("#")
    return bool(sign and law.strip() and article.strip()) and "#" not in article


def _shown(value: Any) -> str:
    return "absent" if value is None else short(repr(value) if isinstance(value, str) else str(value))
