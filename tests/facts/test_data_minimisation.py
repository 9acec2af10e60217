"""What the engine must not hold has no place to stand: no name for it anywhere, and no key that is let in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, get_args

import pytest

from tests.facts.samples import EXAMPLE, refusal, replaced
from wbmgp_engine.facts import Application
from wbmgp_engine.facts.fields import CircumstanceKind, IncomeKind, Part, Role

PROTECTED = """
nationaliteit nationaliteiten nationality nationalities staatsburgerschap citizenship paspoort passport
herkomst origin afkomst ancestry descent etniciteit etnisch ethnicity ethnic ras race huidskleur colour color
geboorteland geboorteplaats birthplace birthcountry land country migratieachtergrond migratie migration taal language
religie religion geloof belief levensovertuiging kerk
geslacht sekse gender sex geaardheid orientation transgender
bsn burgerservicenummer naam name voornaam achternaam surname
bedrag amount hoogte salaris salary loon wage wages euro eurocents inkomensbedrag bruto netto
politie police antecedent antecedenten feiten offence offences veroordeling conviction overlast nuisance strafblad
risico risk score
""".split()

ALLOWED = {"rent", "huurprijs", "rent_below", "huurprijsTot"}  # the rent of a dwelling is no amount of income


def parts(root: type[Part]) -> Iterator[type[Part]]:
    """A model and every model below it."""
    yield root
    for field in root.model_fields.values():
        for inner in _models_in(field.annotation):
            yield from parts(inner)


def _models_in(annotation: Any) -> Iterator[type[Part]]:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


NAMES = sorted(
    {
        name
        for part in parts(Application)
        for key, field in part.model_fields.items()
        for name in (key, field.alias or key)
    }
)


def words(name: str) -> set[str]:
    """The words in a camelCase or underscored name."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+|\d+", name)}


def test_the_walk_sees_the_whole_contract() -> None:
    assert {"rechtmatigVerblijf", "lawful_residence", "huurprijsTot", "toelichting", "minderIngrijpend", "e"} <= set(
        NAMES
    )
    assert len({part.__name__ for part in parts(Application)}) >= 15


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ALLOWED])
def test_no_field_is_named_after_what_may_not_be_held(name: str) -> None:
    assert not words(name) & set(PROTECTED)
    assert name.lower() not in PROTECTED


@pytest.mark.parametrize("kind", [IncomeKind, CircumstanceKind, Role])
def test_no_value_is_named_after_it_either(kind: type[StrEnum]) -> None:
    assert not {word for item in kind for word in words(item.value)} & set(PROTECTED)


@pytest.mark.parametrize("key", PROTECTED)
def test_an_application_with_such_a_key_is_refused_wherever_it_stands(key: str) -> None:
    places = ["woonruimte.", "huishouden.0.", "huishouden.0.inkomen.0.", "onderzoek.", "hardheid.", ""]
    lines = refusal(replaced(EXAMPLE, {place + key: "x" for place in places}))
    assert sorted(line.partition(": is not a known key → ")[0] for line in lines) == sorted(
        place + key for place in places
    )


def test_no_free_object_lets_anything_through() -> None:
    schema = Application.model_json_schema()
    objects = [schema, *schema["$defs"].values()]
    assert all(item["additionalProperties"] is False for item in objects if item.get("type") == "object")


def test_an_income_has_no_number() -> None:
    income = Application.model_json_schema()["$defs"]["Income"]
    assert set(income["properties"]) == {"soort", "oordeel", "motivering", "beslisser", "bron"}
    assert "integer" not in str(income) and "number" not in str(income)
