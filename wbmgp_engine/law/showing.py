"""An article in words, for people who review the rules: the summary, what it needs, what it decides, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.document import Action, Article, Operation, Regulation
from wbmgp_engine.law.lawbook import Lawbook

DEFAULT_LAW = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"

_INFIX = {
    "ADD": "+", "SUBTRACT": "−", "MULTIPLY": "×", "DIVIDE": "÷", "EQUALS": "=", "GREATER_THAN": ">",
    "LESS_THAN": "<", "GREATER_THAN_OR_EQUAL": "≥", "LESS_THAN_OR_EQUAL": "≤",
}  # fmt: skip


def find_article(lawbook: Lawbook, name: str, on: date) -> tuple[Regulation, Article]:
    """The version of an article on a date: `8` of the Wbmgp, or `law_id:article`, or `abbreviation:article`."""
    law, _, number = ("", "", name) if name[:1].isdigit() else name.partition(":")
    law_id = _law_id(lawbook, law.strip(), on)
    regulation = lawbook.regulation(law_id, on)
    for article in regulation.articles:
        if article.number == number.strip():
            return regulation, article
    known = ", ".join(article.number for article in regulation.articles)
    raise BadInput.one("article", f"{law_id} has no article {number[:40]!r} on {on}", f"use one of {known}")


def _law_id(lawbook: Lawbook, name: str, on: date) -> str:
    if not name:
        return DEFAULT_LAW
    known = {law.casefold(): law for law in lawbook.laws}
    known.update({str(item.extension("afkorting")).casefold(): item.id for item in lawbook.regulations()})
    if name.casefold() not in known:
        raise BadInput.one(
            "article", f"{name[:60]!r} is not in the rule book", f"use one of {', '.join(sorted(lawbook.laws))}"
        )
    return known[name.casefold()]


def describe(regulation: Regulation, article: Article) -> str:
    """The article as text."""
    return "\n".join(_lines(regulation, article)) + "\n"


def _lines(regulation: Regulation, article: Article) -> Iterator[str]:
    name = regulation.extension("afkorting") or regulation.id
    ending = f", to {regulation.valid_to}" if regulation.valid_to else ""
    yield f"{name} article {article.number}, in force from {regulation.valid_from}{ending}"
    yield f"{article.url}"
    yield ""
    yield article.text.strip()
    if article.machine_readable is None:
        return
    rules = article.machine_readable
    yield from _section(
        "Constants", (f"{key} = {_words(_constant(value))}" for key, value in rules.definitions.items())
    )
    yield from _section(
        "Left to others", (f"{term.id}: {term.description or ''} ({term.delegated_to})" for term in rules.open_terms)
    )
    yield from _section("Facts and calls", (f"{item.name}: {_from(item)}" for item in rules.execution.input))
    yield from _section("Rules", (line for action in rules.execution.actions for line in _action(action)))


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *(f"  {line}" for line in found))


def _constant(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _from(item: Any) -> str:
    if item.source.is_register:
        origin = item.extension("origin") or {}
        return f"{item.description or ''} (fact, supplied by {origin.get('leverancier', 'the caller')})"
    return f"from {item.source.regulation or 'this act'}"


def _action(action: Action) -> Iterator[str]:
    basis = action.legal_basis
    where = f"   [art. {basis.article}{f' lid {basis.paragraph}' if basis.paragraph else ''}]" if basis else ""
    lines = _expression(action.value).split("\n")
    yield f"{action.output} := {lines[0]}{where}"
    yield from (f"    {line}" for line in lines[1:])


def _expression(value: Any) -> str:
    if not isinstance(value, Operation):
        return _words(value)
    operands = value.operands
    match value.operation:
        case "AND" | "OR":
            word = "all of" if value.operation == "AND" else "any of"
            return f"{word}\n" + _indented(operands["conditions"])
        case "NOT":
            return f"not {_expression(operands['value'])}"
        case "IF":
            cases = "\n".join(
                f"if {_expression(case['when'])}\n  then {_expression(case['then'])}" for case in operands["cases"]
            )
            return f"{cases}\nelse {_expression(operands.get('default'))}"
        case "IN":
            return (
                f"{_expression(operands['subject'])} is one of {_words(operands.get('values', operands.get('value')))}"
            )
        case "FOREACH":
            return _each(operands)
        case name if name in _INFIX:
            parts = operands.get("values") or [operands.get("subject"), operands.get("value")]
            return f" {_INFIX[name]} ".join(_expression(part) for part in parts)
    inside = ", ".join(f"{key} {_expression(part)}" for key, part in operands.items())
    return f"{value.operation.lower()}({inside})"


def _each(operands: dict[str, Any]) -> str:
    combine = {"OR": "some", "AND": "every"}.get(operands.get("combine", ""), "each")
    kept = f", where {_expression(operands['filter'])}" if "filter" in operands else ""
    return f"for {combine} {operands.get('as', 'item')} in {_words(operands['collection'])}{kept}:\n" + _indented(
        [operands["body"]]
    )


def _indented(items: list[Any]) -> str:
    return "\n".join("  - " + _expression(item).replace("\n", "\n    ") for item in items)


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_words(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return str(value).removeprefix("$")
