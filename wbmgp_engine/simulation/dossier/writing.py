"""The files of a dossier: a request to go on with, the dossier to read, and the same as data."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from wbmgp_engine.designations.markdown import markdown
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.dossier.contents import Dossier, Shown
from wbmgp_engine.simulation.dossier.request import request_of
from wbmgp_engine.simulation.dossier.showing import STEPS, sections_of
from wbmgp_engine.simulation.dossier.words import Said, criteria, say
from wbmgp_engine.simulation.options import Assumption

REQUEST: Final = "verzoek.json"
_LANGUAGES: Final[tuple[Language, ...]] = ("nl", "en")


def files_of(dossier: Dossier) -> dict[str, str]:
    """The text of each file by its name: `verzoek.json`, `dossier.json`, and `dossier.md` in Dutch and English."""
    request = _json(request_of(dossier))
    return {
        REQUEST: request,
        "dossier.json": _json({**json_of(dossier), "verzoek": _sha256(request.encode())}),
        "dossier.md": markdown_of(dossier, "nl"),
        "dossier.en.md": markdown_of(dossier, "en"),
    }


def went_on(folder: Path) -> bool:
    """Whether somebody went on with the request that was written to this folder: it is not as the dossier says it was."""
    request, made = folder / REQUEST, folder / "dossier.json"
    if not request.is_file():
        return False
    try:
        known = json.loads(made.read_bytes())["verzoek"]
    except (OSError, ValueError, LookupError, TypeError):
        return True
    return bool(known != _sha256(request.read_bytes()))


def markdown_of(dossier: Dossier, language: Language = "nl") -> str:
    """The dossier as Markdown; no text of a scenario works as markup."""
    return markdown(sections_of(dossier, language))


def json_of(dossier: Dossier) -> dict[str, Any]:
    """The dossier as data: criteria with their figures and texts, equality, the region, assumptions and the run."""
    return {
        "soort": "dossier", "scenario": dossier.scenario.id, "variant": dossier.option.id,
        "criteria": {shown.name: _criterion(shown) for shown in dossier.criteria},
        "regio": _regional(dossier),
        "gelijkeBehandeling": {
            "cijfers": [figure.to_json() for figure in dossier.equality],
            "rechtvaardiging": dict.fromkeys(STEPS),
        },
        "aannamen": [_assumption(item) for item in dossier.option.assumptions.values()],
        "bron": dossier.origin.to_json(),
        "let_op": {language: say("reading", language) for language in _LANGUAGES},
    }  # fmt: skip


def _criterion(shown: Shown) -> dict[str, Any]:
    words = criteria()[shown.name]
    return {
        "cijfers": [figure.to_json() for figure in shown.figures], "toont": _said(words.toont),
        "toontNiet": _said(words.toont_niet), "nogTeSchrijven": _said(words.raad),
    }  # fmt: skip


def _said(words: Said) -> dict[str, str]:
    return {language: words.in_(language) for language in _LANGUAGES}


def _regional(dossier: Dossier) -> dict[str, Any]:
    found = dossier.regional
    years = [{"jaar": year, **item.to_json()} for year, item in found.years.items()]
    return {**found.whole.to_json(), "jaren": years, "gemeenten": list(dossier.places)}


def _assumption(item: Assumption) -> dict[str, Any]:
    return {
        "naam": item.name, "waarde": item.value, "laag": item.low, "hoog": item.high, "eenheid": item.unit,
        "gebieden": dict(item.areas), "bron": item.source, "zekerheid": item.certainty, "tekst": dict(item.text),
    }  # fmt: skip


def _sha256(data: bytes) -> str:
    return f"sha256:{sha256(data).hexdigest()}"


def _json(document: Mapping[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"
