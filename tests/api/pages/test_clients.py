"""What proves to the provider that it is us: a word in a file, a private key in a file, or nothing in development."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import ECKey, OKPKey, RSAKey

from tests.api.pages.browsing import ORIGIN, Town
from tests.api.pages.conftest import login_at, town_on
from tests.api.pages.openid import SECRET
from wbmgp_api.identity.provider import Provider, client_of, proof_in
from wbmgp_api.secret_files import keep_secret
from wbmgp_api.settings import Settings
from wbmgp_api.store.opened import open_store
from wbmgp_engine.errors import BadInput


@pytest.fixture
def towns(tmp_path: Path) -> Iterator[Town]:
    yield from town_on(open_store(f"sqlite:///{tmp_path}/zaken.db"))


def proven_by(town: Town, proof: Any) -> None:
    """Sign in with this proof instead."""
    at = login_at(town.provider, town.login.sessions.store, town.clock, proof).at
    assert isinstance(at, Provider) and isinstance(town.login.at, Provider)
    town.login.at.client = at.client


@pytest.mark.parametrize("kind", [RSAKey, ECKey])
def test_a_private_key_proves_it_and_does_not_leave(kind: Any, towns: Town, tmp_path: Path) -> None:
    made = kind.generate_key(2048) if kind is RSAKey else kind.generate_key("P-256")
    keep_secret(tmp_path / "sleutel", made.as_pem(private=True).decode())
    proof = proof_in(tmp_path / "sleutel")
    towns.provider.client_key = kind.import_key(made.as_pem(private=False))
    proven_by(towns, proof)
    browser = towns.browser()
    assert browser.sign_in().status_code == 303 and browser.signed_in
    (form,) = towns.provider.forms
    assert "client_secret" not in form
    assert form["client_assertion_type"] == "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"


@pytest.mark.parametrize("methods", [None, ["client_secret_basic"], ["client_secret_post"]])
def test_a_word_goes_where_the_provider_takes_it(towns: Town, methods: list[str] | None) -> None:
    towns.provider.said["token_endpoint_auth_methods_supported"] = methods
    assert towns.browser().sign_in().status_code == 303
    (form,) = towns.provider.forms
    assert ("client_secret" in form) is (methods == ["client_secret_post"])


@pytest.mark.parametrize("proof", ["ander woord", None])
def test_who_does_not_prove_it_gets_no_tokens(towns: Town, proof: str | None) -> None:
    proven_by(towns, proof)
    assert towns.browser().sign_in().status_code == 400
    assert towns.reasons() == ["geweigerd: code: invalid_client"]
    assert towns.provider.forms[0]["code_verifier"], "proof of the visitor goes along without a secret too"


@pytest.mark.parametrize(
    "text",
    ["", "twee woorden", "regel\neen", "-----BEGIN x", RSAKey.generate_key(2048).as_pem(private=False).decode(),
     ECKey.generate_key("P-384").as_pem(private=True).decode(), OKPKey.generate_key("Ed25519").as_pem(private=True).decode()],
)  # fmt: skip
def test_a_file_that_holds_no_secret(text: str, tmp_path: Path) -> None:
    keep_secret(tmp_path / "geheim", text)
    with pytest.raises(BadInput, match="holds no secret of a client"):
        proof_in(tmp_path / "geheim")


def test_a_secret_that_others_may_read_or_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "geheim"
    with pytest.raises(BadInput, match="cannot be read"):
        proof_in(path)
    keep_secret(path, f"{SECRET}\n")
    assert proof_in(path) == SECRET
    path.chmod(0o640)
    with pytest.raises(BadInput, match="others may read"):
        proof_in(path)


def test_who_we_are_is_what_the_settings_say(tmp_path: Path) -> None:
    keep_secret(tmp_path / "geheim", SECRET)
    found = client_of(Settings(pages=ORIGIN, login_client="paginas", login_secret=str(tmp_path / "geheim")))
    assert (found.name, found.proof, found.back) == ("paginas", SECRET, f"{ORIGIN}/terug")
    assert client_of(Settings(pages=ORIGIN, login_client="paginas")).proof is None
