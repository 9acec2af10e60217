"""The rules of the bench as a decision of zen-engine: one expression a rule, in the order they need each other."""

from __future__ import annotations

import json
from typing import Any

from bench.peers.applications import ON
from bench.peers.by_hand import COUNTS, Answer

_COUNTS = ", ".join(f"'{kind}'" for kind in sorted(COUNTS))
_DAY = f"d('{ON}')"


def _designated(ground: str) -> str:
    return (
        f"some(situatie.aanwijzingen, #.gebied == woonruimte.gebied and #.grond == '{ground}' and d(#.van) <= {_DAY} "
        f"and {_DAY} < d(#.tot))"
    )


def _category(ground: str) -> str:
    return (
        f"some(situatie.verordening.categorieen, '{ground}' in #.gronden and woonruimte.verhuurder in #.verhuurder and "
        "woonruimte.soort in #.soort and (#.huurprijsTot == null or woonruimte.huurprijs < #.huurprijsTot))"
    )


def _judgement(ground: str) -> str:
    return f"filter(hardheid, #.grond == '{ground}')[0] ?? {{}}"


def _lacks(judgement: str, part: str) -> str:
    return f"($.{judgement}.oordeel ?? '') != '' and ($.{judgement}.{part} ?? '') == ''"


RULES = (
    ("in_force", f"d(situatie.verordening.van) <= {_DAY} and (situatie.verordening.tot == null or {_DAY} < d(situatie.verordening.tot))"),
    *((f"designated_{number}", _designated(f"artikel_{number}")) for number in (8, 9, 10)),
    *((f"category_{number}", _category(f"artikel_{number}")) for number in (8, 9, 10)),
    *((f"covers_{number}", f"$.in_force and $.designated_{number} and $.category_{number}") for number in (8, 9, 10)),
    ("needed", "$.covers_8 or $.covers_9 or $.covers_10"),
    ("applicant", "filter(huishouden, #.rol == 'aanvrager')[0]"),
    ("stay", "filter($.applicant.verblijf, #.tot == null and #.gemeente in situatie.regio)[0] ?? {}"),
    ("years", "$.stay.vanaf == null ? 0 : d(aanvraagdatum).diff(d($.stay.vanaf), 'year')"),
    ("resident", "$.years >= 6"),
    ("adults", "filter(huishouden, d(aanvraagdatum).diff(d(#.geboortedatum), 'year') >= 18)"),
    ("income", f"some($.adults, some(#.inkomen, #.soort in [{_COUNTS}]))"),
    ("met_8", "$.resident or $.income"),
    ("hardship_8", _judgement("artikel_8")),
    ("hardship_10", _judgement("artikel_10")),
    ("accepted_8", "$.covers_8 and not($.met_8) and ($.hardship_8.oordeel ?? '') == 'onbillijk'"),
    ("ordinary_8", "not($.covers_8) or $.met_8 or $.accepted_8"),
    ("trait", "some($.applicant.kenmerken, # in situatie.verordening.voorrangskenmerken)"),
    ("competed", "$.covers_9 and voorrang.kandidatenMetVoorrang and not($.trait)"),
    ("priority", "not($.competed) or (voorrang.oordeel ?? '') == 'verlenen'"),
    ("ordinary", "$.applicant.rechtmatigVerblijf and $.ordinary_8 and $.priority"),
    ("instrument", "filter(situatie.aanwijzingen, #.grond == 'artikel_10')[0].instrument"),
    ("researched", "onderzoek.instrument == $.instrument"),
    ("screened", "some(huishouden, d(aanvraagdatum).diff(d(#.geboortedatum), 'year') >= 16)"),
    ("screening", "$.covers_10 and $.ordinary and $.screened"),
    ("refused_10", "$.screening and $.researched and onderzoek.woonverklaring == 'weigeren'"),
    ("conditions", "$.screening and $.researched and onderzoek.woonverklaring == 'verlenen_met_voorschriften'"),
    ("accepted_10", "$.refused_10 and ($.hardship_10.oordeel ?? '') == 'onbillijk'"),
    ("refused", "not($.ordinary) or ($.refused_10 and not($.accepted_10))"),
    ("weighed", "all(['a', 'b', 'c', 'd', 'e'], onderzoek.weging[#] == 'gewogen')"),
    ("stands_alone", "not($.applicant.rechtmatigVerblijf)"),
    ("asked_8", "$.covers_8 and not($.met_8) and ($.hardship_8.oordeel ?? '') == ''"),
    ("asked_10", "$.refused_10 and ($.hardship_10.oordeel ?? '') == ''"),
    ("gate_hardship", "not($.stands_alone) and ($.asked_8 or $.asked_10)"),
    ("gate_hearing", "($.refused_10 or $.conditions) and not($.accepted_10) and not(onderzoek.gehoord)"),
    ("gate_weighing", "($.refused_10 or $.conditions) and not($.accepted_10) and not($.weighed)"),
    ("gate_priority", "not($.stands_alone) and $.competed and (voorrang.oordeel ?? '') == ''"),
    ("gate_reasons", " or ".join(_lacks(name, "motivering") for name in ("hardship_8", "hardship_10"))),
    ("gate_mandate", " or ".join(_lacks(name, "beslisser") for name in ("hardship_8", "hardship_10"))),
    ("gate", "$.gate_hardship or $.gate_hearing or $.gate_weighing or $.gate_priority or $.gate_reasons or $.gate_mandate"),
    ("article_8", "not($.covers_8) ? 'niet_van_toepassing' : $.met_8 ? 'voldaan' : 'niet_voldaan'"),
    ("article_9", "not($.covers_9) ? 'niet_van_toepassing' : $.competed ? 'niet_voldaan' : 'voldaan'"),
    (
        "article_10",
        "not($.covers_10) ? 'niet_van_toepassing' : not($.screening) ? 'onbekend' : $.refused_10 ? 'niet_voldaan' : 'voldaan'",
    ),
    ("granted", "$.conditions ? ($.gate ? 'beoordelen' : 'verlenen_met_voorschriften') : 'verlenen'"),
    (
        "advice",
        "not($.needed) ? 'geen_vergunning_nodig' : $.refused ? ($.gate ? 'beoordelen' : 'weigeren') : $.granted",
    ),
)  # fmt: skip


def decision() -> str:
    """The decision as JSON, in the form zen-engine reads."""
    expressions = [{"id": name, "key": name, "value": value} for name, value in RULES]
    nodes = [
        _node("in", "inputNode"), _node("rules", "expressionNode", {"expressions": expressions}),
        _node("out", "outputNode"),
    ]  # fmt: skip
    edges = [_edge("in", "rules"), _edge("rules", "out")]
    return json.dumps({"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges})


def _node(name: str, kind: str, content: dict[str, Any] | None = None) -> dict[str, Any]:
    return {"id": name, "name": name, "type": kind, "position": {"x": 0, "y": 0}, "content": content or {}}


def _edge(source: str, target: str) -> dict[str, str]:
    return {"id": f"{source}-{target}", "type": "edge", "sourceId": source, "targetId": target}


def answer(result: dict[str, Any]) -> Answer:
    """The answer in what zen-engine gives back."""
    gates = (
        ("gate_hardship", "hardheidsclausule"), ("gate_hearing", "hoorplicht"), ("gate_weighing", "weging_10b"),
        ("gate_priority", "voorrang"), ("gate_reasons", "motivering"), ("gate_mandate", "mandaat"),
    )  # fmt: skip
    return Answer(
        result["advice"], result["article_8"], result["article_9"], result["article_10"],
        tuple(gate for key, gate in gates if result[key]),
    )  # fmt: skip
