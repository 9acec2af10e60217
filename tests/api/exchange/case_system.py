"""A stand-in of a system of cases: it knows the fields, and what a running Open Zaak refuses when a case is put into it."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from wbmgp_api.exchange.zgw_answers import Answer
from wbmgp_api.exchange.zgw_checking import api_of, check

PATHS: Final = {
    "catalogussen": "catalogus", "informatieobjecttypen": "informatieobjecttype", "besluittypen": "besluittype",
    "zaaktypen": "zaaktype", "zaaktype-informatieobjecttypen": "zaaktypeinformatieobjecttype", "roltypen": "roltype",
    "statustypen": "statustype", "resultaattypen": "resultaattype", "zaken": "zaak", "besluiten": "besluit",
    "enkelvoudiginformatieobjecten": "enkelvoudiginformatieobject", "zaakinformatieobjecten": "zaakinformatieobject",
    "besluitinformatieobjecten": "besluitinformatieobject", "resultaten": "resultaat", "statussen": "status",
}  # fmt: skip
UNIQUE: Final = {
    "catalogus": ("domein", "rsin"), "informatieobjecttype": ("catalogus", "omschrijving", "beginGeldigheid"),
    "besluittype": ("catalogus", "omschrijving", "beginGeldigheid"),
    "zaaktype": ("catalogus", "identificatie", "beginGeldigheid"),
    "zaaktypeinformatieobjecttype": ("zaaktype", "volgnummer"), "roltype": ("zaaktype", "omschrijving"),
    "statustype": ("zaaktype", "volgnummer"), "resultaattype": ("zaaktype", "omschrijving"),
    "zaak": ("identificatie", "bronorganisatie"), "besluit": ("identificatie", "verantwoordelijkeOrganisatie"),
    "enkelvoudiginformatieobject": ("identificatie", "bronorganisatie"), "resultaat": ("zaak",),
    "zaakinformatieobject": ("zaak", "informatieobject"), "besluitinformatieobject": ("besluit", "informatieobject"),
    "status": ("zaak", "datumStatusGezet"),
}  # fmt: skip
_WITHOUT_PAGES: Final = ("zaakinformatieobject", "besluitinformatieobject")
_CONCEPTS: Final = ("informatieobjecttype", "besluittype", "zaaktype")
_PAGE: Final = 3


class Refusal(Exception):
    """Why a request is refused: status, field and code."""

    def __init__(self, status: int, name: str, code: str) -> None:
        self.answer = Answer(status, {
            "title": "Invalid input.", "status": status, "detail": code,
            "invalidParams": [{"name": name, "code": code, "reason": f"{name} deugt niet"}] if status == 400 else [],
        })  # fmt: skip


@dataclass
class CaseSystem:
    """What is kept, by address, in the order in which it was made."""

    base: str = "http://localhost"
    kept: dict[str, dict[str, Any]] = field(default_factory=dict)
    posts: list[str] = field(default_factory=list)

    def __call__(self, url: str, body: Mapping[str, Any] | None) -> Answer:
        try:
            if body is None:
                return self._asked(url)
            self.posts.append(url)
            return self._published(url) if url.endswith("/publish") else Answer(201, self._made(url, dict(body)))
        except Refusal as refusal:
            return refusal.answer

    def of(self, kind: str) -> list[dict[str, Any]]:
        """The documents of a kind."""
        return [one for url, one in self.kept.items() if _kind(url) == kind]

    def _asked(self, url: str) -> Answer:
        plain, asked = url.partition("?")[0], dict(parse_qsl(urlsplit(url).query))
        if plain in self.kept:
            return Answer(200, self.kept[plain])
        kind = _kind(plain)
        if kind is None or plain.rpartition("/")[2] not in PATHS:
            return Answer(404, {"detail": "Niet gevonden."})
        page = int(asked.pop("page", 1))
        hidden = asked.pop("status", "definitief") == "definitief"
        found = [one for one in self.of(kind) if all(one.get(name) == value for name, value in asked.items())]
        found = [one for one in found if not (hidden and one.get("concept"))]
        if kind in _WITHOUT_PAGES:
            return Answer(200, found)
        more = len(found) > page * _PAGE
        results = found[(page - 1) * _PAGE : page * _PAGE]
        return Answer(
            200, {"count": len(found), "next": f"{url}&page={page + 1}" if more else None, "results": results}
        )

    def _made(self, url: str, body: dict[str, Any]) -> dict[str, Any]:
        kind = _kind(url)
        if kind is None or not url.startswith(f"{self.base}/{api_of(kind)}/"):
            raise Refusal(404, "", "not-found")
        for one in check(kind, body, ""):
            raise Refusal(400, one.place.lstrip("."), "invalid")
        for name, address in _addresses(body):
            if (address.startswith(self.base) and address not in self.kept) or address.startswith("urn:"):
                raise Refusal(400, name, "does-not-exist")
        if any(all(one.get(name) == body[name] for name in UNIQUE[kind]) for one in self.of(kind)):
            raise Refusal(400, UNIQUE[kind][0], "unique")
        getattr(self, f"_{api_of(kind)}")(kind, body)
        if kind in _CONCEPTS:
            body["concept"] = True
        made = f"{url}/{len(self.kept)}"
        self.kept[made] = {"url": made, **_as_written(body)}
        return self.kept[made]

    def _catalogi(self, kind: str, body: dict[str, Any]) -> None:
        if "zaaktype" in body and not self.kept[body["zaaktype"]]["concept"]:
            raise Refusal(400, "zaaktype", "non-concept-zaaktype")
        for name in ("besluittypen", "informatieobjecttypen"):
            if any(not self.kept[one]["concept"] for one in body.get(name, [])):
                raise Refusal(400, name, "non-concept-relation")

    def _published(self, url: str) -> Answer:
        one = self.kept[url.removesuffix("/publish")]
        if _kind(one["url"]) == "zaaktype":
            for kind, least in (("roltype", 1), ("resultaattype", 1), ("statustype", 2)):
                if len([each for each in self.of(kind) if each["zaaktype"] == one["url"]]) < least:
                    raise Refusal(400, f"{kind}n", "concept-relation")
            papers = [each["informatieobjecttype"] for each in self.of("zaaktypeinformatieobjecttype")]
            if any(self.kept[each]["concept"] for each in [*papers, *one["besluittypen"]]):
                raise Refusal(400, "nonFieldErrors", "concept-relation")
        one["concept"] = False
        return Answer(200, one)

    def _zaken(self, kind: str, body: dict[str, Any]) -> None:
        if kind == "zaak":
            return self._usable(body["zaaktype"])
        case = self.kept[body["zaak"]]
        if kind == "status":
            return self._status(case, body)
        self._open(case)
        if kind == "resultaat" and self.kept[body["resultaattype"]]["zaaktype"] != case["zaaktype"]:
            raise Refusal(400, "resultaattype", "zaaktype-mismatch")
        if kind == "zaakinformatieobject":
            paper = self.kept[body["informatieobject"]]["informatieobjecttype"]
            pairs = {(one["zaaktype"], one["informatieobjecttype"]) for one in self.of("zaaktypeinformatieobjecttype")}
            if (case["zaaktype"], paper) not in pairs:
                raise Refusal(400, "nonFieldErrors", "missing-zaaktype-informatieobjecttype-relation")

    def _status(self, case: dict[str, Any], body: dict[str, Any]) -> None:
        own = self.kept[body["statustype"]]
        if own["zaaktype"] != case["zaaktype"]:
            raise Refusal(400, "statustype", "zaaktype-mismatch")
        self._open(case)
        last = max(one["volgnummer"] for one in self.of("statustype") if one["zaaktype"] == case["zaaktype"])
        if own["volgnummer"] == last:
            if not any(one["zaak"] == case["url"] for one in self.of("resultaat")):
                raise Refusal(400, "nonFieldErrors", "resultaat-does-not-exist")
            case["einddatum"] = body["datumStatusGezet"][:10]

    def _besluiten(self, kind: str, body: dict[str, Any]) -> None:
        if kind == "besluit":
            self._open(self.kept[body["zaak"]])
            return self._usable(body["besluittype"])
        allowed = self.kept[self.kept[body["besluit"]]["besluittype"]]["informatieobjecttypen"]
        if self.kept[body["informatieobject"]]["informatieobjecttype"] not in allowed:
            raise Refusal(400, "nonFieldErrors", "missing-besluittype-informatieobjecttype-relation")

    def _documenten(self, kind: str, body: dict[str, Any]) -> None:
        self._usable(body["informatieobjecttype"])
        size = len(base64.b64decode(body["inhoud"], validate=True)) if body.get("inhoud") else None
        if size != body.get("bestandsomvang"):
            raise Refusal(400, "inhoud", "file-size")

    def _usable(self, address: str) -> None:
        if self.kept[address]["concept"]:
            raise Refusal(400, _kind(address) or "", "not-published")

    def _open(self, case: Mapping[str, Any]) -> None:
        if "einddatum" in case:
            raise Refusal(403, "", "zaak-closed")


def _kind(url: str) -> str | None:
    plain = url.rpartition("/")
    return PATHS.get(plain[2]) or PATHS.get(plain[0].rpartition("/")[2])


def _addresses(value: Any, name: str = "") -> Iterator[tuple[str, str]]:
    if isinstance(value, str) and value.partition(":")[0] in ("http", "https", "urn"):
        yield name, value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _addresses(one, key)
    elif isinstance(value, list):
        for one in value:
            yield from _addresses(one, name)


def _as_written(body: dict[str, Any]) -> dict[str, Any]:
    """As such a system gives it back: days for weeks, another spelling of moments, more fields, and files apart."""
    found = {name: "P56D" if value == "P8W" else value for name, value in body.items()}
    if "datumStatusGezet" in found:
        found["datumStatusGezet"] = found["datumStatusGezet"].replace("Z", "+00:00")
    if "inhoud" in found:
        found["inhoud"] = "http://localhost/documenten/download"
    return {**found, "toegevoegd": ""}
