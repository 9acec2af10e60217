"""Every article says in words what it holds, and every output where it rests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wbmgp_engine.errors import Finding
from wbmgp_engine.law.checks.view import EXECUTION, View
from wbmgp_engine.law.document import LegalBasis
from wbmgp_engine.law.types.inference import Path

_WHERE = ("article", "url", "juriconnect")
_VERDICTS = ("waar", "onwaar", "onbekend")
_ASKED = ("feit", "leverancier", "nl", "en")


def empty_texts(view: View) -> Iterator[Finding]:
    """Articles without a summary."""
    if not view.article.text.strip():
        yield view.finding(("text",), "the article has no text", "summarise in a few Dutch words what it says")


def missing_grounds(view: View) -> Iterator[Finding]:
    """Outputs that rest on nothing: neither they nor each of their actions name an article."""
    by_action: dict[str, list[LegalBasis | None]] = {}
    for action in view.execution.actions:
        by_action.setdefault(action.output, []).append(action.legal_basis)
    for output in view.execution.output:
        bases = by_action.get(output.name, [None])
        if not _names_article(output.legal_basis) and not all(map(_names_article, bases)):
            path = (*EXECUTION, "output", output.name, "legal_basis")
            problem = "the output does not say where it rests"
            yield view.finding(path, problem, "add legal_basis with bwb_id and article")


def incomplete_reasons(view: View) -> Iterator[Finding]:
    """Reason texts for a verdict that does not exist, or in one language only."""
    for output in view.execution.output:
        reasons = output.extension("redenen")
        path = (*EXECUTION, "output", output.name, "x-redenen")
        for verdict in reasons if isinstance(reasons, dict) else ():
            if verdict not in _VERDICTS:
                yield view.finding((*path, verdict), "there is no such verdict", f"use {', '.join(_VERDICTS)}")
            elif missing := [language for language in ("nl", "en") if not _text_of(reasons, verdict, language)]:
                yield view.finding((*path, verdict), f"there is no text in {' and '.join(missing)}", "write it")
            else:
                yield from _unreachable(view, reasons[verdict], (*path, verdict))


def _unreachable(view: View, texts: Any, path: Path) -> Iterator[Finding]:
    """Texts for a case (`meer`) that no output tells, or in one language only."""
    known = {output.name for article in view.regulation.articles for output in article.outputs}
    for at, more in enumerate(texts.get("meer", ())):
        here = (*path, "meer", str(at))
        if more.get("als") not in known:
            yield view.finding((*here, "als"), f"{more.get('als')!r} is no output of this regulation", "name one")
        for language in ("nl", "en"):
            if not str(more.get(language) or "").strip():
                yield view.finding(here, f"there is no text in {language}", "write it")


def half_questions(view: View) -> Iterator[Finding]:
    """Remarks with a question that names the fact but not who supplies it, or the other way round."""
    for output in view.execution.output:
        remark = output.extension("opmerking")
        asked = remark.get("vraag") if isinstance(remark, dict) else None
        missing = {"feit", "leverancier"} - asked.keys() if isinstance(asked, dict) else set()
        if len(missing) == 1:
            path = (*EXECUTION, "output", output.name, "x-opmerking", "vraag")
            yield view.finding(path, f"the question has no {missing.pop()}", "write feit and leverancier, or neither")


def incomplete_questions(view: View) -> Iterator[Finding]:
    """Questions to the value of an output (`x-vragen`) without fact, supplier or text: nobody could be asked them."""
    for output in view.execution.output:
        questions = output.extension("vragen")
        for value, asked in questions.items() if isinstance(questions, dict) else ():
            said = asked if isinstance(asked, dict) else {}
            if missing := [key for key in _ASKED if not str(said.get(key) or "").strip()]:
                path = (*EXECUTION, "output", output.name, "x-vragen", str(value))
                yield view.finding(path, f"the question has no {' and no '.join(missing)}", "write it")


def _names_article(basis: LegalBasis | None) -> bool:
    return basis is not None and any(getattr(basis, key) for key in _WHERE)


def _text_of(reasons: Any, verdict: str, language: str) -> bool:
    texts = reasons.get(verdict) if isinstance(reasons, dict) else None
    text = texts.get(language) if isinstance(texts, dict) else None
    return isinstance(text, str) and bool(text.strip())
