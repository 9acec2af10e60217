"""The published description: what FastAPI makes of the routes, put right after the API Design Rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from wbmgp_api.edge.problems import MEDIA_TYPE, Probleem
from wbmgp_engine.facts.fields import Part

_REF: Final = "#/components/schemas/"
_VERSION_HEADER: Final = {
    "description": "Versie van de API.", "schema": {"type": "string", "pattern": r"^\d+\.\d+\.\d+"},
}  # fmt: skip
_WHO_CALLS: Final = """Een toegangstoken (JWT) van de OpenID-aanbieder van de gemeente. Deze dienst geeft zelf geen tokens.

Welke aanbieder dat is, stelt de beheerder in met `WBMGP_ISSUER`. Op `<aanbieder>/.well-known/openid-configuration` staat
waar u een token vraagt. Vraag de beheerder om de naam van de aanbieder en om een client die mag aanroepen. In
ontwikkeling geeft het commando `wbmgp token --role ROL --tenant GEMEENTE` een token. Mensen melden zich aan op de
pagina's (docs/login.md).

Het token is ondertekend met RS256, PS256 of ES256, geldt hoogstens vijftien minuten, en zegt:

- `iss`: de aanbieder, en `aud`: alleen deze dienst (`WBMGP_AUDIENCE`);
- `azp` of `client_id`: een client van de lijst (`WBMGP_CLIENTS`);
- `sub`: wie u bent, voor elke client dezelfde; `jti`, `iat` en `exp`;
- `gemeente`: de gemeente waarvoor u werkt, als GM en vier cijfers. U ziet alleen wat van haar is;
- `rollen`: een lijst met een of meer van deze: {roles}.

Welke rollen een handeling vraagt, staat bij die handeling in `x-rollen`; een ervan is genoeg. Zonder token dat telt is
het antwoord 401, zonder de rol 403."""
_LANGUAGE: Final = {
    "name": "Accept-Language", "in": "header", "required": False, "schema": {"type": "string"},
    "description": "De taal van fouten: Nederlands, of Engels waar `en` de voorkeur heeft.",
}  # fmt: skip
_SPOKEN: Final = {
    "description": "De taal van de fout. Wat er mis is met een regelboek, staat alleen in het Engels.",
    "schema": {"type": "string", "enum": ["nl", "en"]},
}  # fmt: skip
_ETAG: Final = {
    "description": "De versie, voor de kop If-Match van de volgende stap.",
    "schema": {"type": "string", "pattern": '^"[1-9][0-9]*"$'},
}
_LOCATION: Final = {"description": "Waar te lezen is wat er is gemaakt.", "schema": {"type": "string"}}
_RETRY: Final = {
    "description": "Bij 429 en 503: over hoeveel seconden het weer kan.", "schema": {"type": "string", "pattern": "^[0-9]+$"},
}  # fmt: skip
_OF_A_VERSION: Final = frozenset({
    "Zaak", "ZaakMetAanvraag", "Toetsingenlijst", "Gebied", "Aanwijzing", "Mandaat", "Registerverklaring", "Verordening",
    "UitFormulier",
})  # fmt: skip
"""Answers about something that is kept in versions."""
_MADE: Final = frozenset({*_OF_A_VERSION, "VastgelegdeToetsing", "Regelboektoets", "Simulatie"})
"""What an answer 201 is about where it names one thing that was made."""
_GENERATED: Final = ("HTTPValidationError", "ValidationError")


def document_body(model: type[Part], name: str, schemas: dict[str, Any]) -> dict[str, Any]:
    """The request body of a document of the engine, whose schemas are added to `schemas` under names that begin with `name`."""
    made = model.model_json_schema(by_alias=True, ref_template=_REF + name + "{model}")
    schemas |= {name + part: _portable(schema) for part, schema in made.pop("$defs", {}).items()}
    schemas[name] = _portable(made) | {"title": name}
    return {"required": True, "content": {"application/json": {"schema": {"$ref": _REF + name}}}}


def _portable(schema: Any) -> Any:
    """Without what only Python understands: a default null where null is refused, and control characters in patterns."""
    if isinstance(schema, dict):
        kept = {key: _portable(value) for key, value in schema.items() if (key, value) != ("default", None)}
        if isinstance(kept.get("pattern"), str):
            kept["pattern"] = re.sub(r"[\x00-\x1f\x7f]", lambda sign: f"\\x{ord(sign[0]):02x}", kept["pattern"])
        return kept
    return [_portable(item) for item in schema] if isinstance(schema, list) else schema


def describe(app: FastAPI, schemas: dict[str, Any], roles: Mapping[tuple[str, str], list[str]]) -> dict[str, Any]:
    """The whole description of an app. `roles` are those that an operation, by path and method, asks for."""
    made = get_openapi(
        title=app.title, version=app.version, description=app.description, routes=app.routes, servers=app.servers,
        contact=app.contact, license_info=app.license_info, tags=app.openapi_tags, openapi_version="3.1.0",
    )  # fmt: skip
    known = made.setdefault("components", {}).setdefault("schemas", {})
    for name in _GENERATED:
        known.pop(name, None)
    problem = Probleem.model_json_schema(ref_template=_REF + "{model}")
    known |= {**problem.pop("$defs"), "Probleem": problem, **schemas}
    made["components"]["schemas"] = dict(sorted(known.items()))
    made["components"]["securitySchemes"] = {"bearer": _bearer(roles)}
    for path, item in made["paths"].items():
        for method, operation in item.items():
            _put_right(operation)
            asked = roles.get((path, method))
            operation |= {"security": []} if asked is None else {"security": [{"bearer": []}], "x-rollen": asked}
    return made


def _bearer(roles: Mapping[tuple[str, str], list[str]]) -> dict[str, str]:
    """What a token is, who gives one, and what it has to say."""
    known = ", ".join(sorted({role for asked in roles.values() for role in asked}))
    return {
        "type": "http", "scheme": "bearer", "bearerFormat": "JWT", "description": _WHO_CALLS.replace("{roles}", known),
    }  # fmt: skip


def _put_right(operation: dict[str, Any]) -> None:
    operation.setdefault("parameters", []).append(_LANGUAGE)
    answers = operation["responses"]
    answers.pop("422", None)
    for status, answer in answers.items():
        if status[0] in "23":
            answer.setdefault("headers", {}).update(_headers(status, _schema_of(answer)))
    error = {"content": {MEDIA_TYPE: {"schema": {"$ref": _REF + "Probleem"}}}}
    header = {"headers": {"API-Version": _VERSION_HEADER, "Content-Language": _SPOKEN}}
    answers.setdefault("400", {"description": "De invoer kan niet worden gebruikt.", **error, **header})
    later = {"headers": {**header["headers"], "Retry-After": _RETRY}}
    answers["default"] = {"description": "Een fout.", **error, **later}


def _headers(status: str, schema: str) -> dict[str, Any]:
    """The headers that come with a good answer."""
    found = {"API-Version": _VERSION_HEADER}
    if schema in _OF_A_VERSION or (status, schema) == ("201", "VastgelegdeToetsing"):
        found["ETag"] = _ETAG
    if status == "201" and schema in _MADE:
        found["Location"] = _LOCATION
    return found


def _schema_of(answer: Mapping[str, Any]) -> str:
    reference: str = answer.get("content", {}).get("application/json", {}).get("schema", {}).get("$ref", "")
    return reference.removeprefix(_REF)
