"""A whole small question: a law with an open term, an ordinance that fills it, a register, and an answer."""

from datetime import date

from tests.logic.asking import book
from wbmgp_engine.logic.scalar import compile_plan
from wbmgp_engine.logic.values import Unknown

LAW = {
    "$schema": "https://example.invalid/v0.8.0/schema.json", "$id": "wet_eiland", "regulatory_layer": "WET", "valid_from": "2031-07-01", "publication_date": "2031-01-01",
    "url": "https://example.invalid/eiland", "bwb_id": "BWBR0099999",
    "articles": [{"number": "4", "text": "Wie lang genoeg woont.", "url": "https://example.invalid/4", "machine_readable": {
        "open_terms": [{"id": "wachttijd_jaren", "type": "number", "delegation_type": "GEMEENTELIJKE_VERORDENING"}],
        "execution": {
            "parameters": [
                {"name": "gemeente_code", "type": "string"},
                {"name": "bijzonder_geval", "type": "boolean", "required": False},
            ],
            "input": [{"name": "woont_sinds", "type": "date", "nullable": True, "source": {}}],
            "output": [{"name": "vergunning", "type": "boolean"}],
            "actions": [
                {"output": "lang_genoeg", "value": {"operation": "AND", "conditions": [
                    {"operation": "NOT", "value": {"operation": "EQUALS", "subject": "$woont_sinds", "value": None}},
                    {"operation": "GREATER_THAN_OR_EQUAL", "value": "$wachttijd_jaren", "subject": {
                        "operation": "DATE_DIFF", "from": "$woont_sinds", "to": "$referencedate", "in": "years"}},
                ]}},
                {"output": "vergunning", "value": {"operation": "OR", "conditions": ["$lang_genoeg", "$bijzonder_geval"]}},
            ],
        },
    }}],
}  # fmt: skip
ORDINANCE = {
    "$schema": "https://example.invalid/v0.8.0/schema.json", "$id": "verordening_zandeiland", "regulatory_layer": "GEMEENTELIJKE_VERORDENING", "gemeente_code": "GM9990",
    "officiele_titel": "Verordening Zandeiland", "valid_from": "2031-07-01", "publication_date": "2031-01-01",
    "url": "https://example.invalid/zand",
    "articles": [{"number": "1", "text": "Twee jaar.", "url": "https://example.invalid/1", "machine_readable": {
        "implements": [{"law": "wet_eiland", "article": "4", "open_term": "wachttijd_jaren"}],
        "execution": {
            "output": [{"name": "wachttijd_jaren", "type": "number"}],
            "actions": [{"output": "wachttijd_jaren", "value": 2}],
        },
    }}],
}  # fmt: skip


def test_a_question_is_answered_in_three_values() -> None:
    lawbook = book(LAW, ORDINANCE)
    compiled = compile_plan(lawbook, "wet_eiland", ["vergunning"], date(2033, 1, 1), {"gemeente_code": "GM9990"})
    assert list(compiled.inputs) == ["woont_sinds"]
    assert compiled.run({"woont_sinds": "2031-01-01"})["vergunning"] is True
    assert compiled.run({"woont_sinds": None, "bijzonder_geval": False})["vergunning"] is False
    unknown = compiled.run({"woont_sinds": date(2032, 1, 1)})["vergunning"]
    assert unknown == Unknown({"bijzonder_geval"})
