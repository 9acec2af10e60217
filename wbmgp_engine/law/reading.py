"""From the text of a rule file to a Regulation, or to every fault of it with file, line, article, key and fix."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError

from wbmgp_engine.errors import Finding, RuleFileError
from wbmgp_engine.law.document import Regulation
from wbmgp_engine.law.faults import Fault, Path, faults_of, shown
from wbmgp_engine.law.wellformed import wellformed
from wbmgp_engine.law.yaml_reader import line_of, read_yaml

_LABELS = ("output", "name", "number", "id", "open_term")


def read_regulation(text: str | bytes, place: str, lenient: bool = False) -> Regulation:
    """Read one rule file; `place` is how messages call it.

    `lenient` is the conformance mode of `law run`: any `$schema`, no address or date needed, operations and keys of
    older schema versions taken. Raises RuleFileError with every fault found.
    """
    raw = read_yaml(text, place=place)
    if not isinstance(raw, dict):
        problem = f"the file holds {shown(raw)} where a regulation is needed"
        raise RuleFileError.one(place, problem, "write a mapping with $id, regulatory_layer and articles")
    try:
        regulation = Regulation.model_validate(raw, context={"lenient": lenient})
        faults = [] if lenient else wellformed(regulation)
    except ValidationError as error:
        faults = faults_of(error)
    if faults:
        raise RuleFileError([_finding(fault, raw, text, place) for fault in faults])
    return regulation


def yaml_path(raw: Any, path: Path) -> str:
    """The path as the format writes it: dotted, list items by their output, name or number.

    >>> yaml_path({"articles": [{"number": "3.1", "text": "…"}]}, ("articles", 0, "text"))
    'articles.3_1.text'
    """
    words = []
    for step in path:
        raw = _below(raw, step)
        words.append(_label(raw, step) if isinstance(step, int) else step)
    return ".".join(word.replace(".", "_") for word in words)


def _below(raw: Any, step: str | int) -> Any:
    if isinstance(step, int):
        return raw[step] if isinstance(raw, list) and step < len(raw) else None
    return raw.get(step) if isinstance(raw, dict) else None


def _label(item: Any, index: int) -> str:
    if isinstance(item, dict):
        label = next((item[key] for key in _LABELS if isinstance(item.get(key), str)), None)
        if label:
            return str(label)
    return str(index)


def _finding(fault: Fault, raw: Any, text: str | bytes, place: str) -> Finding:
    """The fault with its place: file and line, article, and the path of keys from there."""
    parts = [f"{place}:{line_of(text, fault.path)}"]
    path = fault.path
    if len(path) > 1 and path[0] == "articles" and isinstance(path[1], int):
        article = _below(raw["articles"], path[1])
        parts.append(f"article {_label(article, path[1])}")
        raw, path = article, path[2:]
    if path:
        parts.append(yaml_path(raw, path))
    return Finding(", ".join(parts), fault.problem, fault.fix)
