"""One fact has one type in every law that reads it: the register binds it once, by its name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.landscape import Landscape
from wbmgp_engine.law.checks.view import EXECUTION, View, short
from wbmgp_engine.law.types.inference import Path
from wbmgp_engine.law.types.static_type import StaticType, of_field


def one_fact_one_type(landscape: Landscape) -> Iterator[Finding]:
    """Register inputs and their fields that another file declares with another type, unit or nullability."""
    first: dict[Path, tuple[StaticType, View]] = {}
    for view in (view for living in landscape for view in living.views):
        for item in view.execution.input:
            if item.source.is_register:
                for path, found in _flattened((item.name,), of_field(item)):
                    known, where = first.setdefault(path, (found, view))
                    if known != found:
                        yield _differs(view, item.name, path, (found, known), where)


def _differs(view: View, name: str, path: Path, types: tuple[StaticType, StaticType], where: View) -> Finding:
    place = (*EXECUTION, "input", name, *(step for field in path[1:] for step in ("x-velden", field)))
    article = f"{where.file}, article {where.article.number}"
    problem = f"{short('.'.join(path))} is {types[0]} here, but {types[1]} in {article}"
    return view.finding(place, problem, "one fact has one type: declare it alike")


def _flattened(path: Path, found: StaticType) -> Iterator[tuple[Path, StaticType]]:
    """The type by itself, then each of its fields; a file declares the fields that it reads."""
    yield path, replace(found, fields=None, element=None, values=None)
    fields: Mapping[str, StaticType] = found.fields or (found.element.fields if found.element else None) or {}
    for name, field in fields.items():
        yield from _flattened((*path, name), field)
