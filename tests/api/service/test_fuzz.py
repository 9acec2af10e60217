"""Requests made after the published description, right and wrong, in every role: never a 5xx, never another shape."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from typing import Any, Final, cast

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import GenerationMode
from schemathesis.checks import CHECKS

from tests.api.service.asking import BOOK, NOW, TENANT
from tests.api.store.samples import MASTER
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import Store, open_store
from wbmgp_api.store.recording import Recorder
from wbmgp_engine.law.hashing import content_hash

EXAMPLES: Final = int(os.environ.get("WBMGP_FUZZ", "5"))
"""Examples for each operation and role; `make torture` takes more."""

NAMES: Final = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance",
)  # fmt: skip

NOTHING_IS_WRONG: Final = ("/toetsingen/_upload", "/toetsingen/_sjabloon", "/regelboeken/_toets", "/regelboeken")
"""Operations whose description allows any input: bytes, or none at all."""


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> LocalIssuer:
    return LocalIssuer.at(tmp_path_factory.mktemp("uitgever") / "sleutel")


@schemathesis.serializer("application/zip")
def as_bytes(context: Any, value: Any) -> Any:
    """Any bytes at all: most are no zip."""
    return value if isinstance(value, bytes) else getattr(value, "data", b"")


class Lasting:
    """A store that stays open: each request here starts a service and ends it."""

    def __init__(self, store: Store) -> None:
        self.write, self.read = store.write, store.read

    def close(self) -> None:
        """Not yet."""


@pytest.fixture(scope="module")
def described(issuer: LocalIssuer, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    tokens = Tokens(ISSUER, "wbmgp", frozenset({CLIENT}), issuer.keys, lambda: NOW)
    store = open_store(f"sqlite:///{tmp_path_factory.mktemp('zaken')}/zaken.db")
    recorder = Recorder("wbmgp.example", MASTER, "0.1.0", content_hash({}), secrets.token_bytes)
    app = create(
        Service(Settings(), BOOK, tokens, lambda line: None, cast(Store, Lasting(store)), recorder=recorder, names=b"n" * 32)
    )  # fmt: skip
    yield schemathesis.openapi.from_asgi("/v1/openapi.json", app)
    store.close()


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
