"""What a call passes on is what the called article asks for."""

from __future__ import annotations

from collections.abc import Iterator

from wbmgp_engine.law.checks.view import View, name_of, short
from wbmgp_engine.law.document import Input, Parameter
from wbmgp_engine.law.faults import nearest
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.scope import Unresolved, parse_reference
from wbmgp_engine.law.types.static_type import ANY, StaticType, of_field, of_literal
from wbmgp_engine.law.versions import SCOPE_KEYS

Found = tuple[Path, str, str]


def passed_parameters(view: View, item: Input, target: View) -> Iterator[Found]:
    """Parameters that the called article does not know, misses, or takes as another type; paths below the input."""
    known = {parameter.name: parameter for parameter in target.execution.parameters}
    if item.source.regulation is None:
        yield from _passed_whole(view, item, known)
        return
    passed = item.source.parameters
    for name, raw in passed.items():
        path = ("source", "parameters", name)
        if name not in known:
            fix = nearest(name, known) if known else "delete it"
            yield path, f"takes no parameter {short(name)} in article {target.article.number}", fix
        else:
            yield from _passed(item, known[name], raw, _type_of(view, raw), path)
    for name, parameter in known.items():
        if name not in passed and (parameter.required or name in SCOPE_KEYS):
            problem = f"needs parameter {short(name)} in article {target.article.number}"
            yield ("source", "parameters"), problem, f"pass {short(name)}"


def _passed_whole(view: View, item: Input, known: dict[str, Parameter]) -> Iterator[Found]:
    """Another article of the same law gets the parameters of this one, all of them and no others."""
    own = {parameter.name: parameter for parameter in view.execution.parameters}
    if item.source.parameters:
        problem = "gets the parameters of this article whole, so these are not read"
        yield ("source", "parameters"), problem, "delete them"
    for name, parameter in known.items():
        if name not in own:
            if parameter.required or name in SCOPE_KEYS:
                problem = f"needs parameter {short(name)}, which this article does not have to hand on"
                yield ("source",), problem, f"declare {short(name)} as parameter here"
            continue
        yield from _passed(item, parameter, f"${name}", of_field(own[name]), ("source",))


def _passed(item: Input, parameter: Parameter, raw: str, given: StaticType, path: Path) -> Iterator[Found]:
    wanted, name = of_field(parameter), short(parameter.name)
    if not wanted.matches(given) or (wanted.kind, given.kind) == ("date", "string"):
        problem = f"takes {name} as {wanted.kind}, not {name_of(raw)} of type {given.kind}"
        yield path, problem, "pass a value of that type; numbers go through a definition"
    elif wanted.unit != given.unit and None not in (wanted.unit, given.unit):
        yield path, f"takes {name} in {wanted.unit}, not {name_of(raw)} in {given.unit}", "convert it first"
    if given.nullable and not wanted.nullable:
        if not parameter.required:
            problem = f"does not take null for {name}, and {name_of(raw)} can be null"
            yield path, problem, "test it, or pass another value"
        elif not item.nullable:
            problem = f"is not run when {name_of(raw)} is null, so this input can be null"
            yield ("nullable",), problem, "declare the input nullable: true, and test it"


def _type_of(view: View, raw: str) -> StaticType:
    names = parse_reference(raw)
    if names is None:
        return of_literal(raw)
    found = view.scope.resolve(names)
    return ANY if isinstance(found, Unresolved) else found
