"""Days that somebody tells as having happened: none of them is still to come. What is planned has no place here."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.application import Application

_PROBLEM = "ligt in de toekomst"


def refuse_future(days: dict[str, tuple[date | None, str]], today: date) -> None:
    """Raises BadInput for every day after today, by its place; each comes with what happened on it."""
    found = [
        Finding(place, _PROBLEM, f"geef de dag waarop {what}")
        for place, (day, what) in days.items()
        if day is not None and day > today
    ]
    if found:
        raise BadInput(found)


def told_in(application: Application) -> dict[str, tuple[date | None, str]]:
    """The days in an application on which something happened: it was signed, people were born, and went to live somewhere.

    Of a day of which only the month or the year is known the first that it can be counts. When a stay ends may be planned.
    """
    return dict(_told_in(application))


def _told_in(application: Application) -> Iterator[tuple[str, tuple[date | None, str]]]:
    yield "aanvraag.aanvraagdatum", (application.application_date, "de aanvraag is gedaan")
    for index, person in enumerate(application.household):
        place = f"aanvraag.huishouden.{index}"
        born = None if person.born is None else person.born.earliest
        yield f"{place}.geboortedatum", (born, "deze persoon is geboren")
        for number, stay in enumerate(person.residence):
            since = None if stay.start is None else stay.start.earliest
            yield f"{place}.verblijf.{number}.vanaf", (since, "deze persoon daar ging wonen")
