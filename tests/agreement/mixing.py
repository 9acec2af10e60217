"""Many applications from few drawn parts: a household, a dwelling, what officials bring, each combined with the others.

Hypothesis draws the parts and a seed; what is mixed from them is a hundred times faster than drawing each application.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any, Final

from hypothesis import strategies as st

from tests.properties import strategies as parts
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.situation import Situation
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.law.register import load_register, municipalities

Json = dict[str, Any]
_POOL: Final = 12


@dataclass(frozen=True, repr=False)
class Mixed:
    """Applications in one situation, the day on which all are decided, and the seed that mixed them."""

    situation: Json
    on: date
    applications: tuple[Application, ...]
    seed: int

    @property
    def parsed(self) -> Situation | None:
        """The situation as the engine reads it; None where it is the register that tells."""
        return None if not self.situation else Situation.model_validate_json(_json(self.situation))


def _json(data: Json) -> str:
    import json

    return json.dumps(data)


@st.composite
def mixed(draw: st.DrawFn, version: str, count: int) -> Mixed:
    """So many applications in one situation under a version of the law, with households of one to six persons."""
    on = draw(parts.decision_days(version))
    base = on - timedelta(days=60)
    people = [draw(parts.persons(base, "", "partner")) for _ in range(_POOL)]
    applicants = [draw(parts.persons(base, "p0", "aanvrager")) for _ in range(_POOL)]
    dwellings = [draw(parts.dwellings) for _ in range(_POOL)]
    screenings = [draw(parts.screenings([f"p{number}" for number in range(6)])) for _ in range(_POOL)]
    rest = [draw(parts.maybe_priorities) | draw(parts.maybe_hardships) for _ in range(_POOL)]
    situation, seed = draw(parts.situations(on, running=draw(st.booleans()))), draw(st.integers(0, 2**32))
    pools = Pools(applicants, people, dwellings, screenings, rest)
    made = (pools.application(Random(seed * count + number), base, situation, number) for number in range(count))
    return Mixed(situation, on, tuple(filter(None, made)), seed)


def registered(drawn: Mixed, lawbook: Lawbook) -> Mixed:
    """The same applications in municipalities and on days of the register, in and beside its areas."""
    chance, codes = Random(drawn.seed), municipalities(lawbook.files)
    made = []
    for application in drawn.applications:
        code = chance.choice([*codes, "GM0001"])
        data = application.to_json() | {"gemeente": code, "woonruimte": _somewhere(chance, lawbook, code)}
        del data["situatie"]
        try:
            made.append(Application.model_validate(data))
        except BadInput:
            continue
    return Mixed({}, drawn.on, tuple(made), drawn.seed)


def _somewhere(chance: Random, lawbook: Lawbook, code: str) -> Json:
    """A dwelling in a designated unit, by name, postcode or object, or elsewhere."""
    register = load_register(lawbook, code)
    units = register.designations if register is not None else ()
    unit = chance.choice(units) if units else None
    found: Json = {"verhuurder": chance.choice(["corporatie", "particulier"])}
    found["gebied"] = unit.gebied if unit is not None and chance.random() < 0.7 else "elders"
    if unit is not None and unit.postcodes and chance.random() < 0.5:
        postcode = chance.choice([*sorted(unit.postcodes), "1234AB"])
        found["adres"] = {"postcode": postcode, "huisnummer": 1}
    if unit is not None and unit.objecten and chance.random() < 0.5:
        found["adresseerbaarObject"] = chance.choice([*sorted(unit.objecten), "0" * 16])
    return found


@dataclass(frozen=True)
class Pools:
    """Parts of applications; each application is one of each, by chance."""

    applicants: list[Json]
    people: list[Json]
    dwellings: list[Json]
    screenings: list[Json]
    rest: list[Json]

    def application(self, chance: Random, base: date, situation: Json, number: int) -> Application | None:
        """One application of a day within two months; None where the parts contradict each other."""
        others = [
            chance.choice(self.people) | {"id": f"p{place}", "rol": chance.choice(["partner", "kind", "medebewoner"])}
            for place in range(1, chance.choice([1, 1, 2, 2, 3, 4, 5, 6]))
        ]
        household = [chance.choice(self.applicants), *others]
        data = {
            "kenmerk": f"a{number}", "gemeente": parts.HERE, "aanvraagdatum": str(base + timedelta(days=chance.randrange(61))),
            "woonruimte": chance.choice(self.dwellings) | {"gebied": chance.choice([parts.AREA] * 5 + ["elders", "ergens"])},
            "aanvraagsoort": chance.choice(["huisvesting"] * 6 + ["latere_inwoning"]),
            "huishouden": household, "situatie": situation, **chance.choice(self.rest),
        }  # fmt: skip
        if chance.random() < 0.75:
            data["onderzoek"] = _of(chance.choice(self.screenings), [person["id"] for person in household])
        if chance.random() < 0.3:
            data["uitzondering15"] = chance.random() < 0.5
        try:
            return Application.model_validate(data)
        except BadInput:
            return None


def _of(screening: Json, names: list[str]) -> Json:
    """A screening with certificates of these persons only."""
    if "vog" not in screening:
        return screening
    return screening | {"vog": {name: answer for name, answer in screening["vog"].items() if name in names}}
