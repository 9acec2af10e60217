"""What happens in the fictional municipality: requests on days, read from `scenarios/gemeente/voorbeeldstad.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from wbmgp_api.identity.principal import Role
from wbmgp_engine.law.yaml_reader import read_yaml
from wbmgp_engine.scenarios import scenarios_root

_DAY = re.compile(r"dag (-?\d{1,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Request:
    """Something that somebody asks on a day, counted from the last. `about` is the name of the case or area in the story."""

    day: int
    who: str
    role: Role
    path: str
    about: str
    body: Any


@dataclass(frozen=True, slots=True)
class Story:
    """The municipality and its requests, in the order of their days; `ends`: the status of each case afterwards."""

    tenant: str
    requests: tuple[Request, ...]
    ends: Mapping[str, str]

    @classmethod
    def read(cls, today: date) -> Story:
        """The story as it would have happened until the day before this one."""
        told = _dated(_told(), today)
        asked = [
            *_proposed(told, "gebieden", "gebied"),
            *_proposed(told, "aanwijzingen", "aanwijzing"),
            *_proposed(told, "verordeningen", "verordening"),
            *_proposed(told, "registerverklaringen", "verklaring"),
            *_cases(told, today),
        ]
        ends = {case["kenmerk"]: case["status"] for case in told["zaken"]}
        return cls(told["gemeente"], tuple(sorted(asked, key=lambda one: one.day)), ends)


def town() -> str:
    """The code of the fictional municipality."""
    return str(_told()["gemeente"])


def _told() -> Any:
    path = scenarios_root() / "gemeente" / "voorbeeldstad.yaml"
    return read_yaml(path.read_bytes(), place=path.name)


def _dated(value: Any, today: date) -> Any:
    """The document with every `dag N` as the date it is."""
    if isinstance(value, dict):
        return {key: _dated(one, today) for key, one in value.items()}
    if isinstance(value, list):
        return [_dated(one, today) for one in value]
    found = _DAY.fullmatch(value) if isinstance(value, str) else None
    return value if found is None else (today + timedelta(int(found[1]))).isoformat()


def _proposed(told: Mapping[str, Any], places: str, one: str) -> Iterator[Request]:
    """What a register holds: proposed by one person, approved by another."""
    for step in told[places]:
        name = step[one]["id"]
        yield _by(told, step["dag"], step["wie"], places, name, step[one])
        if "stelt_vast" in step:
            yield _by(told, step["dag"], step["stelt_vast"], f"{places}/{{}}/_stel-vast", name, None)


def _cases(told: Mapping[str, Any], today: date) -> Iterator[Request]:
    for case in told["zaken"]:
        name, received = case["kenmerk"], (today + timedelta(case["dag"])).isoformat()
        given = {**told["aanvragen"][case["aanvraag"]], "situatie": told["situatie"]}
        home = {**given["woonruimte"], "adres": {**told["adres"], "huisnummer": case["huisnummer"]}}
        given |= {"kenmerk": name, "aanvraagdatum": received, "woonruimte": home}
        yield _by(
            told,
            case["dag"],
            case.get("wie", told["loket"]),
            "aanvragen",
            name,
            {"aanvraag": given, "ontvangen": received},
        )
        for day, who, act, said in case["stappen"]:
            words = told["woorden"][said] if isinstance(said, str) else said
            yield _by(told, day, who, f"aanvragen/{{}}/{act}", name, words)


def _by(told: Mapping[str, Any], day: int, who: str, path: str, about: str, body: Any) -> Request:
    return Request(day, who, Role(told["mensen"][who]), path, about, body)
