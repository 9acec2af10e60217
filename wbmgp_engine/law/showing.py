"""An article in words, for people who review the rules: the summary, what it needs, what it decides, and how."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.document import Action, Article, Operation, Regulation
from wbmgp_engine.law.lawbook import Lawbook

DEFAULT_LAW = "wet_bijzondere_maatregelen_grootstedelijke_problematiek"

_INFIX = {
    "ADD": "+", "SUBTRACT": "−", "MULTIPLY": "×", "DIVIDE": "÷", "EQUALS": "=", "GREATER_THAN": ">",
    "LESS_THAN": "<", "GREATER_THAN_OR_EQUAL": "≥", "LESS_THAN_OR_EQUAL": "≤",
}  # fmt: skip


# The words around a rule; the names of outputs and facts are Dutch in both.
_SAID = {
    "nl": {
        "head": "{name} artikel {number}, geldt vanaf {start}{end}", "to": ", tot {day}", "constants": "Constanten",
        "open": "Aan anderen overgelaten", "facts": "Feiten en vragen aan andere artikelen", "rules": "Regels",
        "fact": "feit, van {who}", "caller": "wie vraagt", "from": "uit {law}", "own": "deze wet", "all": "alle van",
        "any": "een van", "not": "niet", "if": "als", "then": "dan", "else": "anders", "in": "is een van",
        "text": "Tekst gewijzigd per {day}: {what}. De uitkomst verandert er niet door. Officiële tekst: {url}",
        "some": "enige", "every": "elke", "each": "elk", "for": "voor", "of": "in", "where": ", waarbij",
    },
    "en": {
        "head": "{name} article {number}, in force from {start}{end}", "to": ", to {day}", "constants": "Constants",
        "open": "Left to others", "facts": "Facts and calls", "rules": "Rules",
        "fact": "fact, supplied by {who}", "caller": "the caller", "from": "from {law}", "own": "this act", "all": "all of",
        "any": "any of", "not": "not", "if": "if", "then": "then", "else": "else", "in": "is one of",
        "text": "Text changed on {day}: {what}. No outcome changes. Official text: {url}",
        "some": "some", "every": "every", "each": "each", "for": "for", "of": "in", "where": ", where",
    },
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


def describe(regulation: Regulation, article: Article, on: date, language: Literal["nl", "en"] = "nl") -> str:
    """The article as text, with Dutch or English words around its rules, and what its own text changed up to a date."""
    return "\n".join(_Shown(language).lines(regulation, article, on)) + "\n"


def in_words(regulation: Regulation, article: Article, on: date, language: Literal["nl", "en"] = "nl") -> str:
    """The same without its heading: our summary, what it needs, and its rules."""
    return "\n".join(_Shown(language).body(regulation, article, on))


class _Shown:
    def __init__(self, language: Literal["nl", "en"]) -> None:
        self._language = language
        self._said = _SAID[language]

    def lines(self, regulation: Regulation, article: Article, on: date) -> Iterator[str]:
        said = self._said
        name = regulation.extension("afkorting") or regulation.id
        end = said["to"].format(day=regulation.valid_to) if regulation.valid_to else ""
        yield said["head"].format(name=name, number=article.number, start=regulation.valid_from, end=end)
        yield f"{article.url}"
        yield ""
        yield from self.body(regulation, article, on)

    def body(self, regulation: Regulation, article: Article, on: date) -> Iterator[str]:
        said = self._said
        yield article.text.strip()
        yield from self._later_texts(regulation, article, on)
        if article.machine_readable is None:
            return
        rules = article.machine_readable
        constants = (f"{key} = {_words(_constant(value))}" for key, value in rules.definitions.items())
        left = (f"{term.id}: {term.description or ''} ({term.delegated_to})" for term in rules.open_terms)
        yield from _section(said["constants"], constants)
        yield from _section(said["open"], left)
        yield from _section(said["facts"], (f"{item.name}: {self._from(item)}" for item in rules.execution.input))
        yield from _section(
            said["rules"], (line for action in rules.execution.actions for line in self._action(action))
        )

    def _later_texts(self, regulation: Regulation, article: Article, on: date) -> Iterator[str]:
        """Later texts of the same rules: changes of words that change no outcome (`x-tekstversies`)."""
        for item in regulation.extension("tekstversies") or ():
            if item["artikel"] == article.number and item["vanaf"] <= on.isoformat():
                url = (article.url or "").replace(str(regulation.valid_from), item["vanaf"])
                yield self._said["text"].format(day=item["vanaf"], what=item[self._language], url=url)

    def _from(self, item: Any) -> str:
        if item.source.is_register:
            who = (item.extension("origin") or {}).get("leverancier", self._said["caller"])
            return f"{item.description or ''} ({self._said['fact'].format(who=who)})"
        return self._said["from"].format(law=item.source.regulation or self._said["own"])

    def _action(self, action: Action) -> Iterator[str]:
        basis = action.legal_basis
        where = f"   [art. {basis.article}{f' lid {basis.paragraph}' if basis.paragraph else ''}]" if basis else ""
        lines = self._expression(action.value).split("\n")
        yield f"{action.output} := {lines[0]}{where}"
        yield from (f"    {line}" for line in lines[1:])

    def _expression(self, value: Any) -> str:
        if not isinstance(value, Operation):
            return _words(value)
        said, operands = self._said, value.operands
        match value.operation:
            case "AND" | "OR":
                return (
                    said["all" if value.operation == "AND" else "any"] + "\n" + self._indented(operands["conditions"])
                )
            case "NOT":
                return f"{said['not']} {self._expression(operands['value'])}"
            case "IF":
                return self._cases(operands)
            case "IN":
                listed = _words(operands.get("values", operands.get("value")))
                return f"{self._expression(operands['subject'])} {said['in']} {listed}"
            case "FOREACH":
                return self._each(operands)
            case name if name in _INFIX:
                parts = operands.get("values") or [operands.get("subject"), operands.get("value")]
                return f" {_INFIX[name]} ".join(self._expression(part) for part in parts)
        inside = ", ".join(f"{key} {self._expression(part)}" for key, part in operands.items())
        return f"{value.operation.lower()}({inside})"

    def _cases(self, operands: dict[str, Any]) -> str:
        said = self._said
        cases = "\n".join(
            f"{said['if']} {self._expression(case['when'])}\n  {said['then']} {self._expression(case['then'])}"
            for case in operands["cases"]
        )
        return f"{cases}\n{said['else']} {self._expression(operands.get('default'))}"

    def _each(self, operands: dict[str, Any]) -> str:
        said = self._said
        combine = said[{"OR": "some", "AND": "every"}.get(operands.get("combine", ""), "each")]
        kept = f"{said['where']} {self._expression(operands['filter'])}" if "filter" in operands else ""
        over = f"{said['for']} {combine} {operands.get('as', 'item')} {said['of']} {_words(operands['collection'])}"
        return f"{over}{kept}:\n" + self._indented([operands["body"]])

    def _indented(self, items: list[Any]) -> str:
        return "\n".join("  - " + self._expression(item).replace("\n", "\n    ") for item in items)


def _section(title: str, lines: Iterator[str]) -> Iterator[str]:
    found = list(lines)
    if found:
        yield from ("", title, *(f"  {line}" for line in found))


def _constant(value: Any) -> Any:
    return value["value"] if isinstance(value, dict) and "value" in value else value


def _words(value: Any) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_words(item) for item in value) + "]"
    if value is None or isinstance(value, bool):
        return str(value).lower()
    return str(value).removeprefix("$")
