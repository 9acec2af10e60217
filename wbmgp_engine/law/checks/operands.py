"""Types of operands (rules T1 to T3 of the grammar), and comparisons that can never be true."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import View, name_of, short
from wbmgp_engine.law.types.inference import Operand, Site
from wbmgp_engine.law.types.scope import parse_reference
from wbmgp_engine.law.types.static_type import StaticType

_ORDERING = frozenset({"GREATER_THAN", "LESS_THAN", "GREATER_THAN_OR_EQUAL", "LESS_THAN_OR_EQUAL"})
_EQUALITY = frozenset({"EQUALS", "NOT_EQUALS"})
_MEMBERSHIP = frozenset({"IN", "NOT_IN"})
_NUMBERS = ("number", "amount")
_YES_NO = ("boolean",)
_DAY = ("date",)
# operation | operands | kinds that may stand there
_TABLE: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("SUBTRACT MULTIPLY DIVIDE MIN MAX", "values", _NUMBERS),
    ("ROUND CEIL FLOOR", "value", _NUMBERS),
    ("AND OR", "conditions", _YES_NO),
    ("NOT", "value", _YES_NO),
    ("AGE", "date_of_birth reference_date", _DAY),
    ("DATE_DIFF", "from to", _DAY),
    ("DATE_DIFF", "in", ("string",)),
    ("DATE_ADD DAY_OF_WEEK DATE_PART START_OF", "date", _DAY),
    ("DATE_ADD", "years months weeks days", _NUMBERS),
    ("DATE", "year month day", _NUMBERS),
)
_WANTED = {(name, key): kinds for names, keys, kinds in _TABLE for name in names.split() for key in keys.split()}
_COMBINED = {"AND": _YES_NO, "OR": _YES_NO, "MIN": _NUMBERS, "MAX": _NUMBERS}
_ADDABLE = ("number", "amount", "string", "array")


def operand_types(view: View) -> Iterator[Finding]:
    """Operands of a type that the operation does not take."""
    for assignment in view.assignments:
        for site in assignment.survey.sites:
            yield from _check(site)(view, site)


def _check(site: Site) -> Callable[[View, Site], Iterator[Finding]]:
    name = site.operation.operation
    if name in _ORDERING:
        return _ordered
    if name in _EQUALITY:
        return _equal
    if name in _MEMBERSHIP:
        return _member
    return {"ADD": _added, "IF": _chosen, "SWITCH": _chosen, "FOREACH": _looped}.get(name, _plain)


def _plain(view: View, site: Site) -> Iterator[Finding]:
    for operand in site.operands:
        kinds = _WANTED.get((site.operation.operation, operand.role.split(".")[0]))
        if kinds is not None:
            yield from _takes(view, site, operand, kinds)


def _takes(view: View, site: Site, operand: Operand, kinds: tuple[str, ...]) -> Iterator[Finding]:
    if operand.type.is_known and operand.type.kind not in kinds:
        problem = f"{site.operation.operation} takes {_some(kinds)}, not {_said(operand)}"
        yield view.finding(_path(site, operand), problem, f"give {_some(kinds)}")


def _ordered(view: View, site: Site) -> Iterator[Finding]:
    subject, value = _pair(site)
    for operand in (subject, value):
        if operand.type.is_known and operand.type.kind not in (*_NUMBERS, "date"):
            problem = f"{site.operation.operation} orders numbers or dates, not {_said(operand)}"
            yield view.finding(_path(site, operand), problem, "compare two numbers or two dates")
            return
    if subject.type.is_known and value.type.is_known and subject.type.is_numeric != value.type.is_numeric:
        problem = f"{site.operation.operation} compares {_said(subject)} with {_said(value)}"
        yield view.finding(site.path, problem, "compare two numbers or two dates")


def _equal(view: View, site: Site) -> Iterator[Finding]:
    subject, value = _pair(site)
    yield from _comparable(view, site, subject, value, value.type, site.path)


def _comparable(
    view: View, site: Site, subject: Operand, value: Operand, of_value: StaticType, path: tuple[str, ...]
) -> Iterator[Finding]:
    """Two different types are never equal, and neither is a word outside the closed list of the other."""
    if not subject.type.matches(of_value):
        verb = "looks for" if site.operation.operation in _MEMBERSHIP else "compares"
        preposition = "in" if site.operation.operation in _MEMBERSHIP else "with"
        other = f"{name_of(value.expression)} of type {of_value.kind}"
        problem = f"{site.operation.operation} {verb} {_said(subject)} {preposition} {other}"
        yield view.finding(path, problem, "these are never equal: compare like with like")
    elif not subject.type.meets(of_value):
        closed, word = (value, subject) if parse_reference(subject.expression) is None else (subject, value)
        listed = (of_value if closed is value else subject.type).values or ()
        problem = f"{name_of(closed.expression)} is never {name_of(word.expression)}"
        yield view.finding(path, problem, f"its values are {short(', '.join(sorted(listed)))}")


def _member(view: View, site: Site) -> Iterator[Finding]:
    subject = next(iter(site.roles("subject")), None)
    if subject is None:
        return
    for value in site.roles("values") or site.roles("value"):
        listed = value.type
        if value.role in ("values", "value") and listed.kind == "array":
            listed = listed.element or StaticType()
        yield from _comparable(view, site, subject, value, listed, _path(site, value))


def _added(view: View, site: Site) -> Iterator[Finding]:
    known = [operand for operand in site.operands if operand.type.is_known]
    for operand in known:
        if operand.type.kind not in _ADDABLE:
            yield from _takes(view, site, operand, _ADDABLE)
            return
    if known and (odd := next((item for item in known if not known[0].type.matches(item.type)), None)):
        problem = f"ADD joins {_said(known[0])} and {_said(odd)}"
        yield view.finding(site.path, problem, "add numbers to numbers, text to text, lists to lists")


def _chosen(view: View, site: Site) -> Iterator[Finding]:
    for operand in site.operands:
        if operand.role.endswith(".when"):
            yield from _takes(view, site, operand, _YES_NO)
    branches = [operand for operand in site.operands if not operand.role.endswith(".when") and operand.type.is_known]
    odd = next((item for item in branches[1:] if not item.type.matches(branches[0].type)), None)
    if odd is not None:
        problem = f"the branches of {site.operation.operation} are {_said(branches[0])} and {_said(odd)}"
        yield view.finding(_path(site, odd), problem, "give every branch the same type")


def _looped(view: View, site: Site) -> Iterator[Finding]:
    combine = site.operation.operands.get("combine")
    for operand in site.roles("filter"):
        yield from _takes(view, site, operand, _YES_NO)
    for operand in site.roles("body"):
        if combine in _COMBINED:
            yield from _takes(view, site, operand, _COMBINED[combine])
        elif combine == "ADD":
            yield from _takes(view, site, operand, _ADDABLE)


def _pair(site: Site) -> tuple[Operand, Operand]:
    nothing = Operand("", None, StaticType())
    return next(iter(site.roles("subject")), nothing), next(iter(site.roles("value")), nothing)


def _path(site: Site, operand: Operand) -> tuple[str, ...]:
    return (*site.path, *operand.role.split("."))


def _said(operand: Operand) -> str:
    return f"{name_of(operand.expression)} of type {operand.type.kind}"


def _some(kinds: tuple[str, ...]) -> str:
    named = [f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}" for kind in kinds if kind != "amount"]
    return " or ".join(named)
