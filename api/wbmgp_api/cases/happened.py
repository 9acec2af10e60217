"""Days that somebody tells as having happened: none of them is still to come. What is planned has no place here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from wbmgp_api.words import Both, fault
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application

Days = dict[str, tuple[date | None, Both]]
_MADE: Final = Both("de aanvraag is gedaan", "the application was made")
_BORN: Final = Both("deze persoon is geboren", "this person was born")
_CAME: Final = Both("deze persoon daar ging wonen", "this person went to live there")


def refuse_future(days: Days, today: date) -> None:
    """Raises BadInput for every day after today, by its place; each comes with what happened on it."""
    found = [
        fault("in_future", place, what=what) for place, (day, what) in days.items() if day is not None and day > today
    ]
    if found:
        raise BadInput(found)


def told_in(application: Application) -> Days:
    """The days in an application on which something happened: it was signed, people were born, and went to live somewhere.

    Of a day of which only the month or the year is known the first that it can be counts. When a stay ends may be planned.
    """
    return dict(_told_in(application))


def _told_in(application: Application) -> Iterator[tuple[str, tuple[date | None, Both]]]:
    yield "aanvraag.aanvraagdatum", (application.application_date, _MADE)
    for index, person in enumerate(application.household):
        place = f"aanvraag.huishouden.{index}"
        born = None if person.born is None else person.born.earliest
        yield f"{place}.geboortedatum", (born, _BORN)
        for number, stay in enumerate(person.residence):
            since = None if stay.start is None else stay.start.earliest
            yield f"{place}.verblijf.{number}.vanaf", (since, _CAME)
