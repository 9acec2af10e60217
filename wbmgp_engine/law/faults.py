"""What pydantic found wrong, said in plain words: the path, the problem and the fix."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from pydantic import ValidationError, ValidationInfo
from pydantic_core import ErrorDetails, PydanticCustomError

Path = tuple[str | int, ...]


class Fault(NamedTuple):
    """One thing wrong: the path below the element at hand, the problem, and the fix."""

    path: Path
    problem: str
    fix: str = ""


def faulty(faults: list[Fault]) -> PydanticCustomError:
    """The error that carries faults through pydantic to the reader of the file."""
    text = "; ".join(f"{fault.problem} ({fault.fix})" if fault.fix else fault.problem for fault in faults)
    return PydanticCustomError("faults", "{text}", {"text": text, "faults": faults})


def fault(problem: str, fix: str = "", *path: str | int) -> PydanticCustomError:
    """The same for a single fault."""
    return faulty([Fault(path, problem, fix)])


def faults_of(error: ValidationError) -> list[Fault]:
    """Every fault in a validation error, with whole paths."""
    return [found for details in error.errors(include_url=False) for found in _described(details)]


def is_lenient(info: ValidationInfo) -> bool:
    """Whether this validation runs in the conformance mode of `law run`."""
    return bool(info.context and info.context.get("lenient"))


def is_name(text: str) -> bool:
    """Whether the text is letters, digits and _, not beginning with a digit."""
    return text.isascii() and text.isidentifier()


def shown(raw: Any) -> str:
    """A value as a message shows it: short, and lists and mappings by their kind."""
    if isinstance(raw, (dict, list)):
        return ("a mapping" if isinstance(raw, dict) else "a list") if raw else repr(raw)
    text = "null" if raw is None else str(raw).lower() if isinstance(raw, bool) else repr(raw)
    if not isinstance(raw, (str, bool, type(None))):
        text = str(raw)
    return text if len(text) <= 60 else text[:57] + "…"


def nearest(name: Any, known: Iterable[str]) -> str:
    """The fix for an unknown word: the known word most like it, or all of them."""
    import difflib  # only a faulty file pays for it

    words = sorted(known)
    by_folded = {word.casefold(): word for word in words}
    close = difflib.get_close_matches(str(name).casefold(), by_folded, n=1, cutoff=0.7)
    return f"did you mean {by_folded[close[0]]}?" if close else f"use one of {', '.join(words)}"


_WANTED = {
    "string_type": "text, in quotes if it looks like a number",
    "bool_type": "true or false",
    "int_type": "a whole number",
    "is_instance_of": "a number",
    "decimal_type": "a number",
    "list_type": "a list",
    "dict_type": "a mapping",
    "model_type": "a mapping",
    "model_attributes_type": "a mapping",
}


def _described(details: ErrorDetails) -> list[Fault]:
    path, kind, raw = tuple(details["loc"]), details["type"], details["input"]
    context: Mapping[str, Any] = details.get("ctx", {})
    if kind == "faults":
        return [Fault((*path, *inner.path), inner.problem, inner.fix) for inner in context["faults"]]
    if kind == "missing":
        return [Fault(path[:-1], f"{path[-1]} is missing", f"add {path[-1]}")]
    if kind == "extra_forbidden":
        return [Fault(path, f"unknown key {path[-1]!r}", "delete it, or see the grammar of rule files for its name")]
    if kind in _WANTED:
        return [Fault(path, f"{shown(raw)} is not {_WANTED[kind].partition(',')[0]}", f"write {_WANTED[kind]}")]
    if kind == "literal_error":
        return [
            Fault(path, f"{shown(raw)} is not allowed here", f"use {str(context['expected']).replace(chr(39), '')}")
        ]
    return [Fault(path, f"{shown(raw)}: {details['msg']}")]
