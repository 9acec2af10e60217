"""The report as one HTML page that needs nothing else: no script, and nothing from another address."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any, Final

from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report.assuming import assumptions
from wbmgp_engine.simulation.report.beside import NOTHING, Beside
from wbmgp_engine.simulation.report.blocks import Section
from wbmgp_engine.simulation.report.colours import dark_rules
from wbmgp_engine.simulation.report.comparing import comparing
from wbmgp_engine.simulation.report.grounding import legal, method, region
from wbmgp_engine.simulation.report.grouping import grouping
from wbmgp_engine.simulation.report.refusing import aiming, refusing
from wbmgp_engine.simulation.report.seeking import alternatives, leaving, seeking
from wbmgp_engine.simulation.report.spreading import spreading, vacancy
from wbmgp_engine.simulation.report.summary import summary
from wbmgp_engine.simulation.report.telling import Told
from wbmgp_engine.simulation.report.words import phrases
from wbmgp_engine.simulation.running import Result

_FOLDER: Final = Path(__file__).with_name("templates")
_SECTIONS: Final = (
    comparing, refusing, aiming, seeking, leaving, spreading, vacancy, alternatives, grouping, legal, assumptions, region,
    method,
)  # fmt: skip


def html(result: Result, language: Language, beside: Beside = NOTHING) -> str:
    """The report of a result. The same result gives the same text."""
    told = Told(result, language, beside)
    name = result.scenario.name.get(language) or result.scenario.id
    page: str = _template().render(
        lang=language, title=name, subtitle=told.say("subtitle", name=name), summary=summary(told),
        sections=sections(told), footer=told.say("footer", scenario=result.scenario.id), style=_style(),
        w={key: text.in_(language) for key, text in phrases().items() if key in _PLAIN},
    )  # fmt: skip
    return page


def sections(told: Told) -> list[Section]:
    """Everything after the first page."""
    return [section(told) for section in _SECTIONS]


_PLAIN: Final = frozenset({"label", "skip", "service", "shows", "cannot", "contents", "as_table"})


@cache
def _style() -> str:
    style, printed = ((_FOLDER / name).read_text("utf-8") for name in ("report.css", "print.css"))
    return f"{style}{dark_rules()}\n}}\n{printed}"


@cache
def _template() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report.html")
