"""A lawbook in memory, just enough for tests of the readers."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wbmgp_engine.errors import LawEnded, LawNotFound, LawNotYetInForce, OutputNotFound
from wbmgp_engine.law.document import Article, Regulation


class StubLawbook:
    """Regulations given as Python data; version by date, output by name, implementation by scope."""

    def __init__(self, *regulations: Mapping[str, Any]) -> None:
        self._regulations = [Regulation.model_validate(data) for data in regulations]

    def regulation(self, law_id: str, on: date) -> Regulation:
        known = [item for item in self._regulations if item.id == law_id]
        if not known:
            raise LawNotFound(f"no law {law_id!r}")
        current = [item for item in known if (item.valid_from or "") <= on.isoformat()]
        if not current:
            raise LawNotYetInForce(f"{law_id!r} is not in force on {on}")
        newest = max(current, key=lambda item: item.valid_from or "")
        if newest.valid_to is not None and newest.valid_to < on.isoformat():
            raise LawEnded(f"{law_id!r} ended on {newest.valid_to}")
        return newest

    def article_of(self, regulation: Regulation, output: str) -> Article:
        for article in regulation.articles:
            machine = article.machine_readable
            if machine is not None and output in {item.name for item in machine.execution.output}:
                return article
        raise OutputNotFound(f"{regulation.id} has no output {output!r}")

    def implementations(
        self, law_id: str, article: str, term: str, on: date, scope: Mapping[str, str]
    ) -> tuple[Regulation, Article] | None:
        for regulation in self._regulations:
            if regulation.gemeente_code not in (None, scope.get("gemeente_code")):
                continue
            for candidate in regulation.articles:
                for item in (candidate.machine_readable.implements if candidate.machine_readable else ()):
                    if (item.law, item.article, item.open_term) == (law_id, article, term):
                        return regulation, candidate
        return None
