"""Declarations of a rule file in the short form that plans carry."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from wbmgp_engine.law.document import Field_, OpenTerm, Regulation
from wbmgp_engine.logic.plan import Declared

# `nullable` exists since this schema version; older files cannot declare it, so null is not held against them.
NULLABLE_SINCE = (0, 5, 8)


def of_field(field: Field_, *, knows_null: bool = True) -> Declared:
    """A parameter, input or output."""
    unit = field.type_spec.unit if field.type_spec is not None else None
    nullable = field.nullable or not knows_null
    return Declared(
        field.name,
        field.type,
        nullable,
        unit,
        _columns(field.extension("velden")),
        field.model_extra,
    )


def of_open_term(term: OpenTerm) -> Declared:
    """An open term; null is possible only where nothing has to fill it."""
    return Declared(term.id, term.type, not term.required)


def of_definition(name: str, raw: Any) -> tuple[Declared, Any]:
    """A definition with its value; `{value: 5, type_spec: …}` is a structured one, any other mapping is an object."""
    if not isinstance(raw, Mapping) or "value" not in raw:
        return Declared(name), raw
    specification = raw.get("type_spec")
    unit = specification.get("unit") if isinstance(specification, Mapping) else None
    return Declared(name, raw.get("type"), unit=unit), raw["value"]


def _columns(velden: Any) -> Mapping[str, Declared] | None:
    if not isinstance(velden, Mapping):
        return None
    return {name: _column(name, veld) for name, veld in velden.items()}


def _column(name: str, veld: Any) -> Declared:
    veld = veld if isinstance(veld, Mapping) else {}
    return Declared(
        name,
        veld.get("type"),
        bool(veld.get("nullable", False)),
        None,
        _columns(veld.get("x-velden")),
    )


def knows_null(regulation: Regulation) -> bool:
    """Whether the schema version of a file has the key `nullable`; a file without a version speaks the newest one."""
    version = re.search(r"v(\d+)\.(\d+)\.(\d+)", regulation.schema_ or "")
    return version is None or tuple(int(part) for part in version.groups()) >= NULLABLE_SINCE
