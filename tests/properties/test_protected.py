"""No attribute of a person that must play no part can be expressed, at any level of an application."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.properties.asking import few
from tests.properties.strategies import VERSIONS, applications
from wbmgp_engine import Application
from wbmgp_engine.errors import BadInput

PROTECTED = (
    "nationaliteit", "geslacht", "gender", "geloof", "religie", "levensovertuiging", "politiekeGezindheid", "ras", "etniciteit",
    "herkomst", "afkomst", "migratieachtergrond", "geboorteland", "seksueleGerichtheid", "handicap", "bsn", "naam", "bedrag",
    "risico", "score", "politiegegevens", "gedragingen", "antecedenten", "leefbaarometer",
)  # fmt: skip
# What is Dutch for one thing there and for another elsewhere: the ordinance names the behaviours that may be used.
MEANT = {("situatie", "verordening", "gedragingen")}


def _objects(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to every object inside a document."""
    if isinstance(value, dict):
        yield way
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield from _objects(item, (*way, key))


def _with(data: Any, way: tuple[Any, ...], attribute: str) -> Any:
    copied = target = deepcopy(data)
    for step in way:
        target = target[step]
    target[attribute] = "x"
    return copied


@pytest.mark.parametrize("attribute", PROTECTED)
@few
@given(data=st.data())
def test_a_protected_attribute_is_refused_wherever_it_stands(attribute: str, data: st.DataObject) -> None:
    asked = data.draw(applications(data.draw(st.sampled_from([*VERSIONS]))))
    asked.data["evenredigheid"] = {"doel": {"tekst": "x"}}
    for way in _objects(asked.data):
        if (*way, attribute) in MEANT:
            continue
        with pytest.raises(BadInput) as refused:
            Application.model_validate(_with(asked.data, way, attribute))
        assert any(attribute in finding.place for finding in refused.value.findings), way


def _fields(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        yield from schema.get("properties", {})
        for item in schema.values():
            yield from _fields(item)
    elif isinstance(schema, list):
        for item in schema:
            yield from _fields(item)


def test_the_schema_of_an_application_names_none_of_them() -> None:
    names = {name.lower() for name in _fields(Application.model_json_schema())}
    assert len(names) > 50
    assert names & {attribute.lower() for attribute in PROTECTED} == {"gedragingen"}
