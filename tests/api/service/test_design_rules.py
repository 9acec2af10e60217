"""The rules of `.spectral.yaml`, each held here without node: the same names, the same statements."""

from __future__ import annotations

import copy
import json
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any, Final

import pytest
import yaml

from tests.api.service.test_openapi import KEPT, operations

FILE: Final = KEPT.parents[1] / ".spectral.yaml"
CAMEL: Final = r"[a-z][a-z\d]*([A-Z][a-z\d]*)*"
STEP: Final = r"[a-z0-9]+(-[a-z0-9]+)*"
Document = dict[str, Any]


def _each(document: Document) -> Iterator[dict[str, Any]]:
    return (said for _, _, said in operations(document))


def _parameters(document: Document) -> Iterator[dict[str, Any]]:
    return (one for said in _each(document) for one in said.get("parameters", []))


def _answers(document: Document) -> Iterator[tuple[str, dict[str, Any]]]:
    return (pair for said in _each(document) for pair in said["responses"].items())


HELD: Final[dict[str, Callable[[Document], bool]]] = {
    "openapi-version": lambda d: d["openapi"].startswith("3."),
    "semantic-version": lambda d: bool(re.fullmatch(r"\d+\.\d+\.\d+", d["info"]["version"])),
    "contact-complete": lambda d: all(d["info"]["contact"].get(name) for name in ("name", "email", "url")),
    "major-version-in-address": lambda d: all(re.fullmatch(r"(https://.+)?/v\d+", s["url"]) for s in d["servers"]),
    "no-trailing-slash": lambda d: not any(path.endswith("/") for path in d["paths"]),
    "kebab-case-paths": lambda d: all(
        re.fullmatch(rf"(/({STEP}|\{{[a-z][a-zA-Z]*\}}))*(/_{STEP})?", path) for path in d["paths"]
    ),
    "camel-case-parameters": lambda d: all(re.fullmatch(CAMEL, p["name"]) for p in _parameters(d) if p["in"] != "header"),
    "nobody-in-an-address": lambda d: not any(
        re.search("[Bb]sn|[Bb]urgerservice|[Nn]aam|[Gg]eboorte", p["name"]) for p in _parameters(d)
    ),
    "schemas-in-pascal-case": lambda d: all(re.fullmatch("[A-Z][A-Za-z0-9]*", name) for name in d["components"]["schemas"]),
    "version-header": lambda d: all("API-Version" in answer.get("headers", {}) for _, answer in _answers(d)),
    "bad-input-is-400": lambda d: all(
        {"400", "default"} <= set(said["responses"]) and "422" not in said["responses"] for said in _each(d)
    ),
    "errors-are-problems": lambda d: all(
        "application/problem+json" in answer["content"] for status, answer in _answers(d) if re.match("4|5|default", status)
    ),
    "problem-members": lambda d: {"status", "title", "detail"} <= set(d["components"]["schemas"]["Probleem"]["properties"]),
    "no-body-on-reading": lambda d: not any(
        "requestBody" in said for _, method, said in operations(d) if method in ("get", "delete")
    ),
    "described": lambda d: all(said.get(name) for said in _each(d) for name in ("summary", "description", "operationId")),
    "security-told": lambda d: all("security" in said for said in _each(d)),
}  # fmt: skip

BROKEN: Final[dict[str, tuple[tuple[str, ...], Any]]] = {
    "openapi-version": (("openapi",), "2.0"), "semantic-version": (("info", "version"), "1"),
    "contact-complete": (("info", "contact", "email"), ""), "major-version-in-address": (("servers",), [{"url": "http://x/v1"}]),
    "no-trailing-slash": (("paths", "/zaken/"), {}), "kebab-case-paths": (("paths", "/mijnZaken"), {}),
    "camel-case-parameters": (("op", "parameters"), [{"name": "page_size", "in": "query"}]),
    "nobody-in-an-address": (("op", "parameters"), [{"name": "bsn", "in": "query"}]),
    "schemas-in-pascal-case": (("components", "schemas", "zaak"), {}), "version-header": (("op", "responses", "200"), {}),
    "bad-input-is-400": (("op", "responses", "422"), {"headers": {"API-Version": {}}, "content": {"application/problem+json": {}}}),
    "errors-are-problems": (("op", "responses", "400"), {"headers": {"API-Version": {}}, "content": {"text/html": {}}}),
    "problem-members": (("components", "schemas", "Probleem", "properties"), {"status": {}, "title": {}}),
    "no-body-on-reading": (("op", "requestBody"), {}), "described": (("op", "summary"), ""),
    "security-told": (("op", "responses"), None),
}  # fmt: skip


@pytest.fixture(scope="module")
def kept() -> Document:
    found: Document = json.loads(KEPT.read_text(encoding="utf-8"))
    return found


def test_both_hold_the_same_rules_and_fetch_nothing() -> None:
    told = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    assert list(told["rules"]) == list(HELD) == list(BROKEN)
    assert "extends" not in told
    assert all(rule["severity"] == "error" and rule["message"] for rule in told["rules"].values())


@pytest.mark.parametrize("name", HELD)
def test_the_description_keeps_the_rule(name: str, kept: Document) -> None:
    assert HELD[name](kept)


@pytest.mark.parametrize("name", HELD)
def test_the_rule_finds_who_breaks_it(name: str, kept: Document) -> None:
    broken, (path, value) = copy.deepcopy(kept), BROKEN[name]
    place: Any = broken
    if path[0] == "op":
        place, path = broken["paths"]["/regelboeken"]["get"], path[1:]
    for step in path[:-1]:
        place = place[step]
    if name == "security-told":
        del place["security"]
    else:
        place[path[-1]] = value
    assert not HELD[name](broken)


@pytest.mark.skipif(
    shutil.which("spectral") is None, reason="spectral is not on this machine; the rules above are the proof"
)
def test_spectral_finds_nothing() -> None:
    done = subprocess.run(
        ["spectral", "lint", "--ruleset", str(FILE), str(KEPT)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
