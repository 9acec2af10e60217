"""A submission as an application to take in: by the mapping of its form, and with all that was not taken over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from wbmgp_api.cases.files import Came
from wbmgp_api.exchange.notices import Notice, Notices
from wbmgp_api.exchange.open_forms import Attached, Submission, is_file
from wbmgp_api.exchange.open_forms_answers import number, read_answer
from wbmgp_api.exchange.open_forms_mapping import Form, Group
from wbmgp_api.words import bad_input
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.facts.application import Application

Json = dict[str, Any]
_NUMBERS: Final = "burgerservicenummers"
_OWN_NUMBER: Final = "burgerservicenummer"
_MOST_ROWS: Final = 30
_DUTCH: Final = ("", "nl")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a submission comes to: an application with its numbers, what was not taken over, and documents to fetch."""

    came: Came
    notices: tuple[Notice, ...]
    attached: tuple[Attached, ...]
    key: str

    def beside(self) -> Json:
        """What an answer says beside the case."""
        return {
            "meldingen": [one.to_json() for one in self.notices],
            "bijlagen": [one.to_json() for one in self.attached],
        }


class NoApplication(BadInput):
    """Answers that make no application; `notices`: what was not taken over of them, which may be why."""

    def __init__(self, findings: Sequence[Finding], notices: Iterable[Notice]) -> None:
        super().__init__(findings)
        self.notices = tuple(notices)


def intake(sent: Submission, forms: Mapping[str, Form], municipality: str) -> Taken:
    """The application of a submission. The same submission always has the same key.

    Raises BadInput where its form is not mapped, NoApplication where its answers make none.
    """
    name, form = _form_of(sent, forms)
    reading = _Reading(form, Notices())
    reading.read(sent)
    told = {"kenmerk": sent.reference, "gemeente": municipality, "woonruimte": {}, **reading.told(sent)}
    try:
        application = Application.model_validate(told)
    except BadInput as problem:
        raise NoApplication(problem.findings, reading.notices) from None
    came = Came(application, numbers=reading.numbers)
    return Taken(came, tuple(reading.notices), sent.attached, f"open-formulieren {name} {sent.reference}")


def _form_of(sent: Submission, forms: Mapping[str, Form]) -> tuple[str, Form]:
    for name, form in forms.items():
        if set(sent.names) & set(form.names):
            return name, form
    raise bad_input("no_form", "input", known=", ".join(forms) or "-")


class _Reading:
    """The answers of one submission, read one after the other."""

    def __init__(self, form: Form, notices: Notices) -> None:
        self.form, self.notices = form, notices
        self.numbers: dict[str, str] = {}
        self._facts: Json = {}
        self._people: dict[str, Json] = {}
        self._others: list[Json] = []
        # A mapping may call somebody k1 as well.
        self._names = (name for name in (f"k{number}" for number in count(1)) if name not in form.persons)

    def read(self, sent: Submission) -> None:
        """Read every answer; what has no place is noted."""
        for key in sent.twice:
            self.notices.add("double_key", sent.answers[key][0])
        for key, (at, given) in sent.answers.items():
            if key not in sent.twice:
                self._answer(key, given, at)
        self._number(self.form.applicant, sent.number, "bsn")
        for one in sent.attached:
            self.notices.add("file_content" if one.inside else "attachment", one.at)
        if (sent.language or "") not in _DUTCH:
            self.notices.add("language", "language_code", sent.language)

    def told(self, sent: Submission) -> Json:
        """What was read, as an application has it."""
        found = dict(self._facts)
        if sent.day is not None:
            found.setdefault("aanvraagdatum", sent.day.isoformat())
        roles = self.form.persons
        people = [
            {"id": name, "rol": role.value, **self._people.get(name, {})}
            for name, role in roles.items()
            if name == self.form.applicant or name in self._people or name in self.numbers
        ]
        return found | {"huishouden": [*people, *self._others]}

    def _answer(self, key: str, given: Any, at: str) -> None:
        if key in self.form.questions:
            self._question(key, given, at)
        elif key in self.form.groups:
            self._rows(self.form.groups[key], given, at)
        elif isinstance(given, dict) and self.form.looks_into(key):
            for name, value in given.items():
                self._answer(f"{key}.{name}", value, f"{at}.{name}")
        elif (
            key not in self.form.skipped
            and given not in (None, "", [], {})
            and not is_file(given)
            and not _files(given)
        ):
            self.notices.add("unmapped", at)

    def _question(self, key: str, given: Any, at: str) -> None:
        question = self.form.questions[key]
        first, *rest = question.to.split(".")
        if first == _NUMBERS:
            self._number(rest[0], given, at)
            return
        value = read_answer(question.to, given, question.meanings, at, self.notices)
        if value is None:
            return
        if first == "huishouden":
            self._people.setdefault(rest[0], {})[rest[1]] = value
        else:
            _put(self._facts, [first, *rest], value)

    def _rows(self, group: Group, given: Any, at: str) -> None:
        """A person for each row."""
        if not isinstance(given, list) or len(given) > _MOST_ROWS or not all(isinstance(one, dict) for one in given):
            self.notices.add("unreadable", at)
            return
        for place, row in enumerate(given):
            person: Json = {"id": next(self._names), "rol": group.role.value}
            for key, value in row.items():
                self._of_row(group, person, key, value, f"{at}.{place}.{key}")
            self._others.append(person)

    def _of_row(self, group: Group, person: Json, key: str, given: Any, at: str) -> None:
        question = group.questions.get(key)
        if question is None:
            if key not in group.skipped:
                self.notices.add("unmapped", at)
        elif question.to == _OWN_NUMBER:
            self._number(person["id"], given, at)
        elif (value := read_answer(question.to, given, question.meanings, at, self.notices)) is not None:
            person[question.to] = value

    def _number(self, name: str, given: Any, at: str) -> None:
        found = number(given, at, self.notices)
        if found is None:
            return
        if found in self.numbers.values() or name in self.numbers:
            if self.numbers.get(name) != found:
                self.notices.add("number", at)
            return
        self.numbers[name] = found


def _files(given: Any) -> bool:
    return isinstance(given, list) and all(is_file(one) for one in given)


def _put(part: Json, names: list[str], value: Any) -> None:
    *parents, last = names
    for name in parents:
        part = part.setdefault(name, {})
    part[last] = value
