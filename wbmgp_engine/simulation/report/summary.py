"""The page for who has one page of patience: the question, seven numbers, what they show, and what they cannot show."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from wbmgp_engine.simulation.options import Option
from wbmgp_engine.simulation.report.blocks import Row, Table, Words
from wbmgp_engine.simulation.report.numbers import Number, clear, own, range_of
from wbmgp_engine.simulation.report.telling import Key, Told

# More options than these do not fit beside each other on a page; the section that compares them has all.
WIDEST: Final = 5
_NAME: Final = 40
REFUSED: Final = Key("geweigerden", words="k_refused")
FOUND: Final = Key("geweigerden.gevonden.aandeel", words="k_found")
INFLOW: Final = Key("instroom", "geraakt", "geraakt", "aangewezen", "k_inflow")
CHANCE: Final = Key("slaagkans", "geraakt", "geraakt", words="k_chance")
OTHERS: Final = Key("slaagkans", "geraakt", "niet_geraakt", words="k_others")
TIME: Final = Key("zoektijd", "geraakt", "geraakt", words="k_time")
ELSEWHERE: Final = Key("alternatieven", words="k_elsewhere")
SEVEN: Final = (REFUSED, FOUND, INFLOW, CHANCE, OTHERS, TIME, ELSEWHERE)


@dataclass(frozen=True, slots=True)
class Summary:
    """What stands on the first page."""

    lead: Sequence[Words]
    table: Table
    shows: Sequence[str]
    cannot: Sequence[str]
    foot: Words


def summary(told: Told) -> Summary:
    """The first page of a report."""
    cannot = [told.say(f"cannot_{what}") for what in ("advice", "cause", "liveability", "rates", "forecast")]
    return Summary(list(_lead(told)), _table(told), list(_shows(told)), cannot, Words(_foot(told), "quiet"))


def _lead(told: Told) -> Iterator[Words]:
    first, last = told.years
    names = [told.areas[area] for area in told.designated]
    asked = told.say("question", place=told.place_named(names), first=first, last=last)
    yield Words(asked if names else told.say("question_none", first=first, last=last), "note")
    if unsure := _unsure(told):
        yield Words(unsure)


def _unsure(told: Told) -> str:
    """How much of what it rests on nobody looked up; empty where all was."""
    region, assumed = told.result.region, told.scenario.baseline.assumptions.values()
    figures = [figure for figure in region.figures if not figure.verified]
    unsure = sum(not item.verified for item in assumed)
    if not figures and not unsure:
        return ""
    key = "not_verified_region" if region.figures else "not_verified_assumptions"
    return told.say(
        key, count=len(figures), total=len(region.figures), name=region.name, unsure=unsure, assumptions=len(assumed)
    )


def _table(told: Told) -> Table:
    shown = told.options[:WIDEST]
    head = (told.say("what"), *(_name(told, option) for option in shown))
    rows = [Row(told.called(key), [told.cell(told.number(option, key)) for option in shown]) for key in SEVEN]
    return Table(told.say("seven"), head, rows)


def _shows(told: Told) -> Iterator[str]:
    if not told.touching:
        yield told.say("shows_nothing")
        return
    # Sentences are about what can be asked for; an option under another law has the table.
    asked = [option for option in told.touching if option.law is None] or told.touching
    if told.idle:
        yield told.say("shows_idle", options=_quoted(told, told.idle))
        asked = [option for option in asked if option not in told.idle]
    if not asked:
        return
    counted = [option for option in asked if told.number(option, REFUSED).known]
    ranked = sorted(counted, key=lambda option: -(told.number(option, REFUSED).own.value or 0))
    unsaid = [option for option in asked if option not in counted]
    # Where the counted options refuse nobody, one whose number is not shown may be the strictest.
    most = next((option for option in ranked if told.number(option, REFUSED).own.value), (unsaid or ranked)[0])
    yield _refused(told, ranked, unsaid)
    yield _afterwards(told, most)
    yield _chance(told, most)


def _refused(told: Told, ranked: Sequence[Option], unsaid: Sequence[Option]) -> str:
    """Most and fewest among the options whose number is shown; of the others that it is not."""
    rest = told.say("shows_not_counted", options=_quoted(told, unsaid)) if unsaid else ""
    if not ranked:
        return rest
    most, least = ranked[0], ranked[-1]
    count = _counted(told, told.number(most, REFUSED))
    values = {"years": told.scenario.years, "option": _name(told, most), "count": count}
    if most is least:
        return f"{told.say('shows_refused', **values)} {rest}".strip()
    fewest = _counted(told, told.number(least, REFUSED))
    return f"{told.say('shows_most_refused', **values, other=_name(told, least), fewest=fewest)} {rest}".strip()


def _afterwards(told: Told, option: Option) -> str:
    found, refused = told.number(option, FOUND), told.number(option, REFUSED)
    if refused.known and refused.own.value == 0:
        return told.say("shows_nobody_refused")
    if not found.known:
        key = "shows_found_hidden" if found.hidden or refused.hidden else "shows_found_unknown"
        return told.say(key, option=_name(told, option))
    return told.say("shows_found", option=_name(told, option), share=_counted(told, found))


def _chance(told: Told, option: Option) -> str:
    with_it, without = told.number(option, CHANCE), told.number(told.scenario.baseline, CHANCE)
    if not with_it.known or not without.known:
        return told.say("shows_chance_unknown")
    values = {"option": _name(told, option), "share": own(with_it, told.language), "base": own(without, told.language)}
    said = told.say("shows_chance", **values)
    if told.few:
        return f"{said} {told.say('shows_too_few')}"
    return f"{said} {told.say('shows_beyond_chance' if clear(with_it) else 'shows_within_chance')}"


def _name(told: Told, option: Option) -> str:
    """What an option is called on a page with little room; the sections after it have the whole name."""
    return told.name(option, _NAME)


def _quoted(told: Told, options: Sequence[Option]) -> str:
    return told.listed([f"‘{_name(told, option)}’" for option in options])


def _counted(told: Told, number: Number) -> str:
    """A number with its range in words, in the run of a sentence."""
    found = range_of(number.own, number.unit, told.language)
    return own(number, told.language) + (f" ({found})" if found else "")


def _foot(told: Told) -> str:
    law = told.say("foot_other_law") if any(option.law for option in told.options) else ""
    rest = told.say("more_options", count=len(told.options) - WIDEST) if len(told.options) > WIDEST else ""
    hidden = told.say("hidden_means", smallest=told.result.smallest)
    screened = told.say("foot_article_10") if "artikel_10" in told.grounds else ""
    return " ".join(part for part in (told.runs, told.say("rounded"), screened, hidden, law, rest) if part)
