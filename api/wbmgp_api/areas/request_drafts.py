"""Requests for designation that a council is still writing: kept between the days on which somebody works on them.

A draft decides nothing and holds nothing about a person. What counts is the request that the council sends.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import Stale, refused
from wbmgp_api.identifiers import holds_bsn
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store import request_rows as rows
from wbmgp_api.store.references import reference
from wbmgp_api.words import bad_input
from wbmgp_engine.facts.request import DesignationRequest
from wbmgp_engine.trail.receipt import utc_text

_PRINT: Final = re.compile(r"[0-9a-f]{12,64}")
MOST_DRAFTS: Final = 200
MOST_SIGNS: Final = 1_000_000
"""As long as the text of a request may be."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft with what it says."""

    kept: rows.Draft
    document: Mapping[str, Any]

    @classmethod
    def of(cls, kept: rows.Draft) -> Draft:
        """The draft of a row."""
        return cls(kept, json.loads(kept.content))

    @property
    def request(self) -> DesignationRequest:
        """The request that it is."""
        return DesignationRequest.model_validate(self.document)


def add(office: Office, who: Principal, document: Mapping[str, Any]) -> Draft:
    """Keep a new draft. BadInput with every fault, Refused where there are too many."""
    text, moment = _text(who, document), office.now()
    key = reference(utc_text(moment), office.recorder.random)

    def job(connection: Connection) -> Draft:
        if rows.count(connection, who.tenant) >= MOST_DRAFTS:
            raise refused("list_too_long", "verzoeken", most=MOST_DRAFTS)
        rows.add(connection, who.tenant, {"id": key, **_row(office, who, document, text)})
        return Draft.of(rows.draft(connection, who.tenant, key))

    return office.store.write(who.tenant, job)


def look(office: Office, who: Principal, key: str) -> Draft:
    """A draft. Raises NotThere."""
    return Draft.of(office.store.read(who.tenant, partial(rows.draft, tenant=who.tenant, key=key)))


def listed(office: Office, who: Principal) -> list[Draft]:
    """Every draft of the municipality, what was changed last first."""
    return [Draft.of(one) for one in office.store.read(who.tenant, partial(rows.every, tenant=who.tenant))]


def change(office: Office, who: Principal, key: str, version: int, document: Mapping[str, Any]) -> Draft:
    """What a draft says from now on. Raises NotThere, Stale where somebody else changed it, BadInput with every fault."""
    text = _text(who, document)

    def job(connection: Connection) -> Draft:
        rows.draft(connection, who.tenant, key)
        if not rows.change(
            connection, who.tenant, {"id": key, "version": version, **_row(office, who, document, text)}
        ):
            raise Stale(f"request {key} was changed meanwhile")
        return Draft.of(rows.draft(connection, who.tenant, key))

    return office.store.write(who.tenant, job)


def remove(office: Office, who: Principal, key: str, version: int) -> None:
    """Throw a draft away. Raises NotThere, and Stale where somebody else changed it."""

    def job(connection: Connection) -> None:
        rows.draft(connection, who.tenant, key)
        if not rows.remove(connection, who.tenant, key, version):
            raise Stale(f"request {key} was changed meanwhile")

    office.store.write(who.tenant, job)


def _text(who: Principal, document: Mapping[str, Any]) -> str:
    """A request that can be kept: one that the engine reads, of the caller's municipality, without a person's number."""
    read = DesignationRequest.model_validate(document)
    if read.municipality != who.tenant:
        raise bad_input("choice", "gemeente", choices=who.tenant)
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    if len(text) > MOST_SIGNS:
        raise bad_input("text_too_long", "aanwijzingsverzoek", most=MOST_SIGNS)
    # The digits of a fingerprint mean nobody.
    if holds_bsn(_PRINT.sub("", text)):
        raise bad_input("bsn_in_name", "aanwijzingsverzoek")
    return text


def _row(office: Office, who: Principal, document: Mapping[str, Any], text: str) -> dict[str, str]:
    by, moment = who.ref(office.names), utc_text(office.now())
    return {"title": str(document["kenmerk"]), "content": text, "by": by, "moment": moment}
