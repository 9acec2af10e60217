"""The options side by side: what each of them is, their numbers against doing nothing, and which are milder."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from wbmgp_engine.designations.document_texts import VALUE
from wbmgp_engine.facts.wording import day_in_words
from wbmgp_engine.simulation.options import BASELINE, Option
from wbmgp_engine.simulation.report.blocks import Block, Cell, Row, Section, Table, Words
from wbmgp_engine.simulation.report.picturing import spans_picture
from wbmgp_engine.simulation.report.summary import CHANCE, ELSEWHERE, FOUND, INFLOW, OTHERS, REFUSED, TIME
from wbmgp_engine.simulation.report.telling import Key, Told

_ALL: Final = (
    Key("aanvragen"), Key("weigeringen"), Key("weigeringsaandeel"), REFUSED, FOUND, Key("hardheid"), Key("voorrang"),
    Key("voorbijgegaan"), INFLOW, Key("verdringing", area="overig"), CHANCE, OTHERS, TIME,
    Key("zoektijd", "geraakt", "niet_geraakt", words="k_time_others"), Key("leegstand.duur"), Key("wachttijd"), ELSEWHERE,
)  # fmt: skip
# Priority shuts nobody out by itself.
_PRIORITY: Final = "artikel_9"
_MILD: Final = (REFUSED, INFLOW, CHANCE, TIME)


def comparing(told: Told) -> Section:
    """The options: their terms, every number side by side, and the milder ones beside each."""
    inner = (
        Section("varianten-inhoud", told.say("t_terms"), [_terms(told)]),
        Section("varianten-getallen", told.say("t_numbers"), [*_numbers(told)]),
        Section("lichter", told.say("t_milder"), [*_milder(told)]),
    )
    lead = [Words(told.say("options_lead"))]
    if told.few:
        lead.append(Words(f"{told.runs} {told.say('any_may_be_chance')}", "note"))
    return Section("varianten", told.say("t_options"), lead, inner)


def _terms(told: Told) -> Table:
    head = [told.say(key) for key in ("option", "areas", "grounds", "period", "ordinance")]
    return Table(told.say("terms_caption"), head, [_term(told, option) for option in told.options])


def _term(told: Told, option: Option) -> Row:
    if option.without_measures:
        texts = [told.say("no_designation"), "–", "–", "–"]
    else:
        areas = told.place_named([told.areas.get(area, area) for area in option.areas])
        texts = [areas, _grounds(told, option), _period(told, option), _ordinance(told, option)]
    notes = [told.say("other_law")] if option.law else []
    if option in told.idle:
        notes.append(told.say("idle"))
    return Row(told.name(option), [Cell(text, mark="text") for text in texts], "; ".join(notes))


def _grounds(told: Told, option: Option) -> str:
    """The grounds, article 10 with its instrument."""
    found = {(item.ground, item.instrument) for item in option.designations}
    named = sorted(found, key=lambda item: (len(item[0]), item[0], item[1] or ""))
    return ", ".join(
        told.ground(ground) if instrument is None else f"{told.ground(ground)} ({VALUE[instrument][told.language]})"
        for ground, instrument in named
    )


def _period(told: Told, option: Option) -> str:
    starts = [item.start for item in option.designations if item.start]
    ends = [item.end for item in option.designations if item.end]
    start = day_in_words(min(starts), told.language) if starts else "–"
    return told.say("from_until", start=start, end=day_in_words(max(ends), told.language) if ends else "–")


def _ordinance(told: Told, option: Option) -> str:
    if option.ordinance is None:
        return told.say("no_ordinance")
    landlords = {name for category in option.ordinance.categories for name in category.landlords or ()}
    if not landlords:
        return told.say("every_landlord")
    return ", ".join(told.say(f"landlord_{name}") for name in sorted(landlords))


def _numbers(told: Told) -> Iterator[Block]:
    keys = [key for key in _ALL if any(told.number(option, key).known for option in told.options)]
    title, text = told.say("p_options"), told.say("p_options_text")
    yield spans_picture(told, "grafiek-varianten", title, text, [CHANCE, TIME, INFLOW])
    yield told.side_by_side(told.say("t_numbers_caption"), keys)


def _milder(told: Told) -> Iterator[Block]:
    yield Words(told.say("milder_lead"))
    for option in told.touching:
        yield _milder_than(told, option)


def _milder_than(told: Told, option: Option) -> Table:
    """The options whose designations are all in this one too or give only priority there, and doing nothing."""
    whole = _parts(option)
    priority = whole | {(area, _PRIORITY) for area, _ in whole}
    found = [other for other in told.options if _parts(other) < priority and not _parts(other) >= whole]
    head = (told.say("option"), *map(told.called, _MILD))
    rows = [
        Row(told.name(other), [told.cell(told.number(other, key), beside=other.id != BASELINE) for key in _MILD])
        for other in (option, *found)
    ]
    return Table(told.say("milder_than", option=told.name(option)), head, rows)


def _parts(option: Option) -> frozenset[tuple[str, str]]:
    return frozenset((item.area, item.ground) for item in option.designations)
