"""Small rule files for tests: a law of fictional islands, written as JSON, which is YAML."""

from __future__ import annotations

import copy
import json
from typing import Any

ISLAND_LAW: dict[str, Any] = {
    "$schema": "https://example.invalid/schema/v0.8.0/schema.json",
    "$id": "eilandwet",
    "regulatory_layer": "WET",
    "publication_date": "2031-02-01",
    "valid_from": "2031-07-01",
    "bwb_id": "BWBR0099999",
    "url": "https://example.invalid/eilandwet",
    "articles": [
        {
            "number": "4",
            "url": "https://example.invalid/eilandwet#4",
            "text": "Wie lang genoeg op de eilanden woont, krijgt de vergunning.",
            "machine_readable": {
                "definitions": {"minimum": 2, "eilanden": ["noord", "zuid"]},
                "open_terms": [{"id": "wachttijd", "type": "number", "delegation_type": "GEMEENTELIJKE_VERORDENING"}],
                "execution": {
                    "parameters": [{"name": "bewoner", "type": "string"}],
                    "input": [{"name": "sinds", "type": "date", "nullable": True, "source": {}}],
                    "output": [{"name": "vergunning", "type": "boolean"}],
                    "actions": [{"output": "vergunning", "value": {"operation": "NOT", "value": "$bezwaar"}}],
                },
            },
        }
    ],
}

ORDINANCE: dict[str, Any] = {
    "$schema": "https://example.invalid/schema/v0.8.0/schema.json",
    "$id": "verordening_zandeiland",
    "regulatory_layer": "GEMEENTELIJKE_VERORDENING",
    "publication_date": "2031-02-01",
    "valid_from": "2031-07-01",
    "gemeente_code": "GM9990",
    "officiele_titel": "Verordening Zandeiland",
    "url": "https://example.invalid/zandeiland",
    "articles": [
        {
            "number": "1",
            "url": "https://example.invalid/zandeiland#1",
            "text": "De wachttijd is twee jaar.",
            "machine_readable": {
                "implements": [{"law": "eilandwet", "article": "4", "open_term": "wachttijd"}],
                "execution": {
                    "output": [{"name": "wachttijd", "type": "number"}],
                    "actions": [{"output": "wachttijd", "value": 2}],
                },
            },
        }
    ],
}


def law(base: dict[str, Any] = ISLAND_LAW, **root: Any) -> dict[str, Any]:
    """A copy of a law with other root keys; None takes a key away. `id`, `schema` stand for `$id`, `$schema`."""
    result = copy.deepcopy(base)
    for name, value in root.items():
        key = f"${name}" if name in ("id", "schema") else name.replace("x_", "x-", 1)
        if value is None:
            result.pop(key, None)
        else:
            result[key] = value
    return result


def text(document: dict[str, Any]) -> str:
    """The document as the text of a rule file."""
    return json.dumps(document, ensure_ascii=False, indent=1)


def law_text(base: dict[str, Any] = ISLAND_LAW, **root: Any) -> str:
    """The text of `law(...)`."""
    return text(law(base, **root))


def part(document: dict[str, Any]) -> dict[str, Any]:
    """The machine readable part of the first article, to change in place."""
    found: dict[str, Any] = document["articles"][0]["machine_readable"]
    return found
