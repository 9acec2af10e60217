"""Requests made after the published description, right and wrong, in every role: never a 5xx, never another shape."""

from __future__ import annotations

import os
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.api.service.asking import BOOK, NOW, TENANT
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings

EXAMPLES: Final = int(os.environ.get("WBMGP_FUZZ", "10"))
"""Examples for each operation and role; `make torture` takes more."""

NAMES: Final = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip

NOTHING_IS_WRONG: Final = ("/toetsingen/_upload", "/toetsingen/_sjabloon")
"""Operations whose description allows any input: bytes, or none at all."""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> LocalIssuer:
    return LocalIssuer.at(tmp_path_factory.mktemp("uitgever") / "sleutel")


@pytest.fixture(scope="module")
def described(issuer: LocalIssuer) -> Any:
    tokens = Tokens(ISSUER, "wbmgp", frozenset({CLIENT}), issuer.keys, lambda: NOW)
    app = create(Service(Settings(), BOOK, tokens, lambda line: None))
    return schemathesis.openapi.from_asgi("/v1/openapi.json", app)


@pytest.mark.parametrize("role", [None, *Role], ids=lambda role: role or "niemand")
def test_no_request_breaks_the_service(role: Role | None, described: Any, issuer: LocalIssuer) -> None:
    headers = {} if role is None else {
        "Authorization": f"Bearer {issuer.token('fuzz', TENANT, frozenset({role}), 'wbmgp', NOW)}"
    }  # fmt: skip
    checks = [CHECKS.get_one(name) for name in NAMES]
    asked = 0
    for found in described.get_all_operations():
        operation = found.ok()
        for mode in GenerationMode:
            if mode is GenerationMode.NEGATIVE and operation.path in NOTHING_IS_WRONG:
                continue

            @seed(20261121)
            @settings(max_examples=EXAMPLES, deadline=None, database=None, suppress_health_check=list(HealthCheck))
            @given(case=operation.as_strategy(generation_mode=mode))
            def ask(case: Any) -> None:
                nonlocal asked
                asked += 1
                case.headers = {**(case.headers or {}), **headers}
                case.call_and_validate(checks=checks)

            ask()
    assert asked >= 5 * EXAMPLES
