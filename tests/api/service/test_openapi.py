"""The published description, walked after the API Design Rules, and compared with the one that is kept."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from jsonschema_rs import Draft202012Validator

from tests.api.service.asking import Asking
from wbmgp_engine.version import VERSION

KEPT: Final = Path(__file__).parents[3] / "docs" / "openapi.json"
WORDS: Final = {
    "aanvragen", "toetsingen", "aanwijzingstoetsingen", "adrescontroles", "gedragingentoetsen", "bewijsstukken",
    "besluiten", "brieven", "bezwaren", "spoor", "aanwijzingen", "aanwijzingsverzoeken", "gebieden", "regelboeken",
    "simulaties", "logboek", "uitkomst", "burgerservicenummers", "mandaten", "registerverklaringen",
    "verordeningen", "maten", "rapport", "dossier", "verzoek", "vera", "zgw", "verwerkingen", "brp-antwoorden",
}  # fmt: skip
METHODS: Final = ("get", "post", "put", "patch", "delete")


@pytest.fixture
def published(asking: Asking) -> dict[str, Any]:
    got = asking.client.get("/v1/openapi.json")
    assert got.status_code == 200
    found: dict[str, Any] = got.json()
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method in METHODS:
            if method in item:
                yield path, method, item[method]


def properties(node: Any, place: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every property of every schema."""
    if isinstance(node, dict):
        listed = node.get("properties")
        # A Feature has a property that is called properties: its schema is no list of properties.
        if isinstance(listed, dict) and all(isinstance(schema, dict) for schema in listed.values()):
            for name, schema in listed.items():
                yield place, name, schema
        for key, below in node.items():
            if key not in ("examples", "example", "enum"):
                yield from properties(below, f"{place}/{key}")
    elif isinstance(node, list):
        for index, below in enumerate(node):
            yield from properties(below, f"{place}/{index}")


def taken() -> Iterator[dict[str, Any]]:
    """Applications that the service takes: the one that the README sends first, and what may be written otherwise."""
    first = json.loads((KEPT.parents[1] / "scenarios" / "voorbeeld-aanvraag.json").read_text(encoding="utf-8"))
    yield first
    yield first | {"hardheid": [first["hardheid"]]}
    yield first | {
        "hardheid": None,
        "nietVerstrekt": None,
        "huishouden": [first["huishouden"][0] | {"kenmerken": None}],
    }


@pytest.mark.parametrize("given", list(taken()))
def test_what_the_service_takes_fits_the_description(asking: Asking, published: dict[str, Any], given: Any) -> None:
    assert asking.client.post("/v1/toetsingen?alternatieven=false", json=given).status_code == 200
    described = {"$ref": "#/components/schemas/Aanvraag", "components": published["components"]}
    assert [one.message for one in Draft202012Validator(described).iter_errors(given)] == []


def test_it_is_the_one_that_is_kept(published: dict[str, Any]) -> None:
    text = json.dumps(published, indent=1, ensure_ascii=False) + "\n"
    if os.environ.get("WBMGP_GOLDEN") == "write":
        KEPT.write_text(text, encoding="utf-8")
    assert KEPT.read_text(encoding="utf-8") == text, (
        "run it with WBMGP_GOLDEN=write and tell the change in CHANGELOG.md"
    )


def test_version_contact_and_server(published: dict[str, Any]) -> None:
    assert published["openapi"].startswith("3.")
    info = published["info"]
    assert re.fullmatch(r"\d+\.\d+\.\d+", info["version"]) and info["version"] == VERSION
    assert set(info["contact"]) == {"name", "email", "url"}
    assert [server["url"] for server in published["servers"]] == ["/v1"]


def test_paths_are_plural_dutch_and_in_kebab_case(published: dict[str, Any]) -> None:
    for path, _, _ in operations(published):
        steps = path.strip("/").split("/")
        for number, step in enumerate(steps):
            if step.startswith("{"):
                assert re.fullmatch(r"\{[a-z][a-zA-Z]*\}", step), path
            elif step.startswith("_"):
                assert number == len(steps) - 1, path
                assert re.fullmatch(r"_[a-z]+(-[a-z]+)*", step), path
            else:
                assert step in WORDS, path
                assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", step), path
        assert not path.endswith("/")


def test_parameters_are_camel_case_and_name_nobody(published: dict[str, Any]) -> None:
    for path, _, operation in operations(published):
        for parameter in operation.get("parameters", []):
            assert parameter["in"] in ("path", "query", "header"), path
            if parameter["in"] != "header":
                assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", parameter["name"]), path
            assert not re.search(r"bsn|naam|geboorte", parameter["name"], re.IGNORECASE), path


def test_names_are_camel_case_and_dates_are_dates(published: dict[str, Any]) -> None:
    schemas = published["components"]["schemas"]
    assert all(re.fullmatch(r"[A-Z][A-Za-z0-9]*", name) for name in schemas)
    for place, name, schema in properties(schemas):
        assert re.fullmatch(r"[a-z][a-z\d]*([A-Z][a-z\d]*)*", name), f"{place}/{name}"
        partial = "YYYY" in json.dumps(schema) or "pattern" in schema
        if re.search(r"(datum|Datum)$", name) and not partial:
            assert '"format": "date"' in json.dumps(schema), f"{place}/{name}"


def test_every_answer_tells_the_version_and_every_error_is_a_problem(published: dict[str, Any]) -> None:
    for path, _, operation in operations(published):
        answers = operation["responses"]
        assert (
            "400" in answers and "default" in answers and "422" not in set(answers) - set(ALLOWED_422.get(path, ()))
        ), path
        for status, answer in answers.items():
            assert "API-Version" in answer["headers"], (path, status)
            assert ("Retry-After" in answer["headers"]) == (status == "default"), (path, status)
            if status[0] not in "23":
                assert list(answer["content"]) == ["application/problem+json"], (path, status)


ALLOWED_422: Final = {"/aanvragen": ["422"], "/aanvragen/{id}/besluiten": ["422"]}


def test_every_operation_is_described_in_dutch_and_bound_to_roles(published: dict[str, Any]) -> None:
    for path, method, operation in operations(published):
        assert operation.get("summary") and operation.get("description"), (path, method)
        assert operation.get("operationId"), (path, method)


def test_no_part_of_what_is_told_has_a_default_that_says_there_is_none(published: dict[str, Any]) -> None:
    """A client that fills in defaults would turn what nobody knows into "none", and a person be refused for it."""
    told = [
        name
        for name in published["components"]["schemas"]
        if name.startswith(("Aanvraag", "Aanwijzingsverzoek", "Plaats"))
    ]
    assert "AanvraagPerson" in told
    for name in told:
        for field, described in published["components"]["schemas"][name].get("properties", {}).items():
            assert described.get("default", "given") not in (None, []), (name, field)
    person = published["components"]["schemas"]["AanvraagPerson"]["properties"]
    assert all("Weglaten: niet bekend" in person[name]["description"] for name in ("verblijf", "inkomen", "kenmerken"))


def test_no_schema_leads_nowhere(published: dict[str, Any]) -> None:
    text = json.dumps(published)
    for name in set(re.findall(r'"#/components/schemas/([^"]+)"', text)):
        assert name in published["components"]["schemas"], name
    for name in published["components"]["schemas"]:
        assert f'"#/components/schemas/{name}"' in text, f"{name} is not used"
    assert "HTTPValidationError" not in text


def test_anybody_may_read_it(asking: Asking) -> None:
    got = asking.client.get("/v1/openapi.json")
    assert got.headers["access-control-allow-origin"] == "*"
    assert got.headers["api-version"] == VERSION


def test_it_tells_who_gives_a_token_and_what_it_holds(published: dict[str, Any]) -> None:
    (scheme,) = published["components"]["securitySchemes"].values()
    assert (scheme["type"], scheme["scheme"], scheme["bearerFormat"]) == ("http", "bearer", "JWT")
    for said in ("WBMGP_ISSUER", "/.well-known/openid-configuration", "docs/login.md", "wbmgp token"):
        assert said in scheme["description"]
    for claim in ("iss", "aud", "azp", "client_id", "sub", "jti", "iat", "exp", "gemeente", "rollen"):
        assert f"`{claim}`" in scheme["description"]
    asked = {role for _, _, said in operations(published) for role in said.get("x-rollen", [])}
    assert all(role in scheme["description"] for role in asked) and len(asked) > 5


def test_it_tells_the_language_of_errors(published: dict[str, Any]) -> None:
    for path, _, operation in operations(published):
        assert "Accept-Language" in {one["name"] for one in operation["parameters"]}, path
        for status in ("400", "default"):
            assert "Content-Language" in operation["responses"][status]["headers"], path
