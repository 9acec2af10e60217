"""The rules of the bench as a decision of zen-engine: one expression a rule, in the order they need each other."""

from __future__ import annotations

import json
from typing import Any

from bench.peers.applications import ON
from bench.peers.by_hand import COUNTS, GATES, Answer

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


def _said(judgement: str, verdict: str) -> str:
    return f"(($.{judgement}.oordeel ?? '') == '{verdict}' and $.{judgement}_whole)"


def _whole(judgement: str) -> str:
    return f"($.{judgement}.motivering ?? '') != '' and ($.{judgement}.beslisser ?? '') != ''"


def _lacks(part: str) -> str:
    judged = (("hardship_8", "$.unmet_8"), ("judged_9", "$.competed"), ("hardship_10", "$.unmet_10"))
    lacking = (
        f"({stands} and ($.{name}.oordeel ?? '') != '' and ($.{name}.{part} ?? '') == '')" for name, stands in judged
    )
    return f"$.live and ({' or '.join(lacking)})"


GATED = ("gate_hardship", "gate_priority", "gate_hearing", "gate_weighing", "gate_reasons", "gate_mandate")
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
    ("judged_9", "voorrang"),
    *((f"{name}_whole", _whole(name)) for name in ("hardship_8", "hardship_10", "judged_9")),
    ("unmet_8", "$.covers_8 and not($.met_8)"),
    ("refused_8", f"$.unmet_8 and not({_said('hardship_8', 'onbillijk')})"),
    ("trait", "some($.applicant.kenmerken, # in situatie.verordening.voorrangskenmerken)"),
    ("competed", "$.covers_9 and voorrang.kandidatenMetVoorrang and not($.trait)"),
    ("refused_9", f"$.competed and not({_said('judged_9', 'verlenen')})"),
    ("ordinary", "$.applicant.rechtmatigVerblijf and not($.refused_8) and not($.refused_9)"),
    ("instrument", "filter(situatie.aanwijzingen, #.grond == 'artikel_10')[0].instrument"),
    ("researched", "onderzoek.instrument == $.instrument"),
    ("screened", "some(huishouden, d(aanvraagdatum).diff(d(#.geboortedatum), 'year') >= 16)"),
    ("screening", "$.covers_10 and $.ordinary and $.screened"),
    ("unmet_10", "$.screening and $.researched and onderzoek.woonverklaring == 'weigeren'"),
    ("conditions", "$.screening and $.researched and onderzoek.woonverklaring == 'verlenen_met_voorschriften'"),
    ("refused_10", f"$.unmet_10 and not({_said('hardship_10', 'onbillijk')})"),
    ("refused", "not($.ordinary) or $.refused_10"),
    ("weighed", "all(['a', 'b', 'c', 'd', 'e'], (onderzoek.weging[#] ?? '') == 'gewogen')"),
    ("live", "$.needed and $.applicant.rechtmatigVerblijf and ($.refused or $.conditions)"),
    *((f"asked_{number}", f"$.unmet_{number} and not({_said(f'hardship_{number}', 'onbillijk')} or {_said(f'hardship_{number}', 'niet_onbillijk')})") for number in (8, 10)),
    ("gate_hardship", "$.live and ($.asked_8 or $.asked_10)"),
    ("gate_priority", f"$.live and $.refused_9 and not({_said('judged_9', 'aan_ander')})"),
    ("gate_hearing", "$.live and ($.refused_10 or $.conditions) and not(onderzoek.gehoord)"),
    ("gate_weighing", "$.live and ($.refused_10 or $.conditions) and not($.weighed)"),
    ("gate_reasons", _lacks("motivering")),
    ("gate_mandate", _lacks("beslisser")),
    ("gate", " or ".join(f"$.{name}" for name in GATED)),
    ("article_8", "not($.covers_8) ? 'niet_van_toepassing' : $.met_8 ? 'voldaan' : 'niet_voldaan'"),
    ("article_9", "not($.covers_9) ? 'niet_van_toepassing' : $.competed ? 'niet_voldaan' : 'voldaan'"),
    (
        "article_10",
        "not($.covers_10) ? 'niet_van_toepassing' : not($.screening) ? 'onbekend' : $.unmet_10 ? 'niet_voldaan' : 'voldaan'",
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
    open_still = frozenset(gate for key, gate in zip(GATED, GATES, strict=True) if result[key])
    return Answer(result["advice"], result["article_8"], result["article_9"], result["article_10"], open_still)
