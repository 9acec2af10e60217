"""What a rule file of this project must hold beyond the shapes of the grammar: names once, dates, identity, addresses.

Only what one file can show by itself; what needs other files or types is for the static checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from wbmgp_engine.law.document import Article, Execution, MachineReadable, OpenTerm, Regulation
from wbmgp_engine.law.faults import Fault, Path, is_name, shown
from wbmgp_engine.law.vocabulary import is_day

# Which identity a layer must show, and the form of each.
_IDENTITY = {
    "VERDRAG": ("tractatenblad_id",),
    "EU_VERORDENING": ("celex_nummer",),
    "EU_RICHTLIJN": ("celex_nummer",),
    "GRONDWET": ("bwb_id",),
    "WET": ("bwb_id",),
    "AMVB": ("bwb_id",),
    "MINISTERIELE_REGELING": ("bwb_id",),
    "PROVINCIALE_VERORDENING": ("provincie_code", "officiele_titel"),
    "WATERSCHAPS_VERORDENING": ("waterschap_code", "officiele_titel"),
    "GEMEENTELIJKE_VERORDENING": ("gemeente_code", "officiele_titel"),
}
# identity → the letters and the number of digits it is written with
_FORM = {"bwb_id": ("BWBR", 7), "gemeente_code": ("GM", 4), "provincie_code": ("PV", 2), "waterschap_code": ("WS", 4)}
_MARKING = frozenset({"about", "reason", "resolution", "resolved_by", "target", "legal_text_excerpt"})


def wellformed(regulation: Regulation) -> list[Fault]:
    """Every fault of one strictly read regulation, with index paths into the file."""
    faults = [*_root(regulation), *_dates(regulation), *_articles(regulation)]
    for index, article in enumerate(regulation.articles):
        if article.machine_readable is not None:
            path: Path = ("articles", index, "machine_readable")
            inside = _machine_readable(article.machine_readable)
            faults.extend(Fault((*path, *fault.path), fault.problem, fault.fix) for fault in inside)
    return faults


def _root(regulation: Regulation) -> Iterator[Fault]:
    if not (regulation.schema_ or "").endswith("/v0.8.0/schema.json"):
        yield Fault(("$schema",), f"{shown(regulation.schema_)} is not the schema read here", "name that of v0.8.0")
    if not is_name(regulation.id) or not regulation.id[0].isalpha() or regulation.id != regulation.id.lower():
        yield Fault(("$id",), f"{shown(regulation.id)} is no id", "use small letters, digits and _")
    for key in ("publication_date", "url", "valid_from"):
        if getattr(regulation, key) is None:
            yield Fault((), f"{key} is missing", f"add {key}")
    if regulation.url is not None:
        yield from _address(regulation.url, ("url",))
    yield from _identity(regulation)


def _identity(regulation: Regulation) -> Iterator[Fault]:
    for key in _IDENTITY.get(regulation.regulatory_layer, ()):
        if getattr(regulation, key) is None:
            yield Fault((), f"{key} is missing", f"it says which {regulation.regulatory_layer} this is: add {key}")
    for key, (letters, count) in _FORM.items():
        value = getattr(regulation, key)
        if value is not None and not _is_code(value, letters, count):
            yield Fault((key,), f"{shown(value)} is no {key}", f"write {letters} and {count} digits")


def _is_code(value: str, letters: str, count: int) -> bool:
    digits = value.removeprefix(letters)
    return value.startswith(letters) and len(digits) == count and digits.isascii() and digits.isdigit()


def _address(url: str, path: Path) -> Iterator[Fault]:
    scheme, _, rest = url.partition(":")
    web = scheme in ("http", "https") and rest.startswith("//") and rest[2:3] not in ("", "/")
    if not (web or (scheme == "urn" and rest)) or len(url.split()) != 1:
        yield Fault(path, f"{shown(url)} is no address", "write https://… or, where no public text exists, urn:…")


def _dates(regulation: Regulation) -> Iterator[Fault]:
    first, last, back = regulation.valid_from, regulation.valid_to, regulation.extension("werkt-terug-tot")
    if first and last and last < first:
        yield Fault(("valid_to",), f"{last} lies before valid_from {first}", "valid_to is the last day in force")
    if back is None:
        return
    if not isinstance(back, str) or not is_day(back):
        yield Fault(("x-werkt-terug-tot",), f"{shown(back)} is no date", "write a day that exists as 'YYYY-MM-DD'")
    elif first and back >= first:
        problem = f"{back} does not lie before valid_from {first}"
        yield Fault(("x-werkt-terug-tot",), problem, "name the earlier day it works back to, or delete the key")


def _articles(regulation: Regulation) -> Iterator[Fault]:
    numbers, outputs = set[str](), dict[str, str]()
    for index, article in enumerate(regulation.articles):
        path: Path = ("articles", index)
        if article.number in numbers:
            yield Fault((*path, "number"), f"article {article.number} stands here twice", "join the two")
        numbers.add(article.number)
        if article.url is None:
            yield Fault(path, "url is missing", "add url: the official text of the article")
        else:
            yield from _address(article.url, (*path, "url"))
        yield from _shared_outputs(article, outputs, path)


def _shared_outputs(article: Article, seen: dict[str, str], path: Path) -> Iterator[Fault]:
    for index, output in enumerate(article.outputs):
        where = seen.setdefault(output.name, article.number)
        if where != article.number:
            fix = "an output has one article in a regulation: rename one"
            place = (*path, "machine_readable", "execution", "output", index)
            yield Fault(place, f"article {where} also declares output {output.name}", fix)


def _machine_readable(part: MachineReadable) -> Iterator[Fault]:
    yield from _names(part)
    yield from _assignments(part.execution, ("execution",))
    for index, term in enumerate(part.open_terms):
        if term.default is not None:
            yield from _default(term, ("open_terms", index, "default"))
    outputs = {output.name for output in part.execution.output}
    for index, filled in enumerate(part.implements):
        if filled.open_term not in outputs:
            problem = f"no output of this article is called {filled.open_term}"
            yield Fault(("implements", index), problem, "name the output like the open term it fills")
    for index, marking in enumerate(part.markings):
        yield from _marking(marking, ("markings", index))


def _declared(part: MachineReadable) -> Iterable[tuple[str, Path]]:
    execution: Path = ("execution",)
    for name in part.definitions:
        yield name, ("definitions", name)
    for index, parameter in enumerate(part.execution.parameters):
        yield parameter.name, (*execution, "parameters", index)
    for index, item in enumerate(part.execution.input):
        yield item.name, (*execution, "input", index)
    for index, output in enumerate(part.execution.output):
        yield output.name, (*execution, "output", index)
    for index, term in enumerate(part.open_terms):
        yield term.id, ("open_terms", index)
    outputs = {output.name for output in part.execution.output}
    for index, action in enumerate(part.execution.actions):
        if action.output not in outputs:
            yield action.output, (*execution, "actions", index)


def _names(part: MachineReadable) -> Iterator[Fault]:
    seen: dict[str, Path] = {}
    for name, path in _declared(part):
        first = seen.setdefault(name, path)
        if not is_name(name):
            yield Fault(path, f"{shown(name)} is no name", "use letters, digits and _")
        elif name == "referencedate":
            yield Fault(path, "referencedate is the date of the question", "choose another name")
        elif first is not path and not _same_local(first, path):
            kind = first[-2]
            yield Fault(
                path, f"{name} already stands under {kind}", "a name is declared once in an article: rename one"
            )


def _same_local(first: Path, second: Path) -> bool:
    """Two assignments of one local: reported as such, not as two declarations."""
    return first[-2] == second[-2] == "actions"


def _assignments(execution: Execution, path: Path) -> Iterator[Fault]:
    assigned = set[str]()
    for index, action in enumerate(execution.actions):
        place = (*path, "actions", index)
        if action.output in assigned:
            yield Fault(place, f"{action.output} is assigned twice", "use IF in one action")
        if "value" not in action.model_fields_set:
            yield Fault(place, f"{action.output} gets no value", "add value")
        assigned.add(action.output)
    for index, output in enumerate(execution.output):
        if output.name not in assigned:
            problem = f"output {output.name} is never assigned"
            yield Fault((*path, "output", index), problem, f"add an action with output: {output.name}")


def _default(term: OpenTerm, path: Path) -> Iterator[Fault]:
    assert term.default is not None
    yield from _assignments(Execution(actions=term.default.actions), path)
    if term.id not in {action.output for action in term.default.actions}:
        yield Fault(path, f"no action gives {term.id}", f"add an action with output: {term.id}")


def _marking(marking: dict[str, Any], path: Path) -> Iterator[Fault]:
    for key in sorted(_MARKING - marking.keys()):
        yield Fault(path, f"{key} is missing", f"add {key}")
    for key in sorted(marking.keys() - _MARKING - {"accepted"}):
        yield Fault((*path, key), f"unknown key {key!r}", "delete it")
    if marking.get("accepted") is not True:
        yield Fault(path, "the marking is not accepted", "write the rule, or accept what it cannot say: accepted: true")
