"""Requests after the published description, right and wrong: each made once, and sent in every role to both databases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from typing import Any, Final

import requests
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.api.service.town import OWN, Town
from wbmgp_api.identity.principal import Role

NAMES: Final = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip
_PARAMETER: Final = re.compile(r"([^/]+)/\{([^}]+)\}")
_ROLES: Final[tuple[tuple[Role, ...], ...]] = ((), *((role,) for role in Role))


@schemathesis.serializer("application/zip")
def as_bytes(context: Any, value: Any) -> Any:
    """Any bytes at all: most are no zip."""
    return value if isinstance(value, bytes) else getattr(value, "data", b"")


@dataclass
class Fuzz:
    """Towns to ask, how often they were asked, and what they answered."""

    towns: Sequence[Town]
    asked: int = 0
    statuses: dict[int, int] = field(default_factory=dict)

    def operations(self) -> list[Any]:
        """Every operation of the description."""
        schema: Any = schemathesis.openapi.from_asgi("/v1/openapi.json", self.towns[0].desk.asking.client.app)
        return [found.ok() for found in schema.get_all_operations()]

    def try_all(self, operations: Sequence[Any], chance: int, examples: int) -> None:
        """Requests for these operations, in each mode; the first answer that breaks the description is raised."""
        checks = [CHECKS.get_one(name) for name in NAMES]
        for operation in operations:
            for mode in GenerationMode:
                self._try(operation, mode, chance, examples, checks)

    def _try(self, operation: Any, mode: GenerationMode, chance: int, examples: int, checks: list[Any]) -> None:
        number = count()

        @seed(chance)
        @settings(max_examples=examples, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy(generation_mode=mode))
        def ask(case: Any) -> None:
            real = next(number) % 2 == 1
            for town in self.towns:
                for made, got in self._sent(case, town, real):
                    made.validate_response(got, checks=checks)

        if not _nothing_is_wrong(operation, mode):
            ask()

    def _sent(self, case: Any, town: Town, real: bool) -> Iterator[tuple[Any, Any]]:
        """The case in every role; where it is `real`, about an object that is there, in the version that it has."""
        names = {name: town.own[kind] for kind, name in _PARAMETER.findall(case.operation.path)} if real else {}
        if names:
            case.path_parameters = {**(case.path_parameters or {}), **names}
        desk = town.desk
        for roles in _ROLES:
            if names:
                case.headers = {**(case.headers or {}), "If-Match": f'"{desk.versions.get(names.get("id", ""), 1)}"'}
            if roles:
                case.headers = {
                    **(case.headers or {}),
                    **desk.asking.as_(*roles, tenant=OWN, subject=f"fuzz-{roles[0]}"),
                }
            got = _send(case, desk.asking.client)
            self.asked += 1
            self.statuses[got.status_code] = self.statuses.get(got.status_code, 0) + 1
            if names and "etag" in got.headers:
                desk.versions[names["id"]] = int(got.headers["etag"].strip('"'))
            yield case, got


def _send(case: Any, client: Any) -> Any:
    """As the library would send it, over a client that stays open: opening one costs more than an answer."""
    told = case.as_transport_kwargs(base_url="http://testserver/v1")
    parts = {
        name: told[name] for name in ("method", "url", "headers", "params", "data", "json", "cookies") if name in told
    }
    made = requests.Request(**parts).prepare()
    return client.request(made.method, made.url, content=made.body, headers=dict(made.headers))


def _nothing_is_wrong(operation: Any, mode: GenerationMode) -> bool:
    """Whether the description allows any input, bytes or none at all, so that no wrong one can be made."""
    body = operation.body and not any(one.media_type == "application/json" for one in operation.body)
    told = [*operation.query, *operation.path_parameters, *operation.headers]
    return mode is GenerationMode.NEGATIVE and not told and (bool(body) or not operation.body)
