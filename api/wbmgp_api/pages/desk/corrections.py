"""The facts of a case as forms. Each form is a correction with its reason; in the intake they follow each other.

A form is read over the facts as they are known now, so what it does not know stays. Rows are added and taken away by
sending the form, which keeps nothing then.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final, NamedTuple

from starlette.responses import Response

from wbmgp_api.cases import files
from wbmgp_api.cases import numbers as numbering
from wbmgp_api.cases.files import File
from wbmgp_api.cases.telling import HIDDEN
from wbmgp_api.counter import told
from wbmgp_api.edge.problems import Problem
from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.desk import drafts, shapes
from wbmgp_api.pages.desk.drafts import Draft
from wbmgp_api.pages.desk.fields import Form, text_of
from wbmgp_api.pages.languages import N_
from wbmgp_api.pages.visiting import Fault, Handler, Page, Visit, faults_of, page, status_of
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.application import Application

NOTE: Final = "toelichting"
INTAKE: Final = "intake"
_AT_INTAKE: Final = N_("Ingevuld bij de intake")
_NO_NOTE: Final = N_("Schrijf waarom u dit verandert.")


class Sheet(NamedTuple):
    """One form: its name in the address, how it is read, and what the page shows of a draft.

    `rows`: it tells of rows by where they stood in the facts, so it means nothing beside other facts.
    """

    name: str
    title: str
    told: Callable[[Mapping[str, Any], Form], Draft]
    shown: Callable[[Visit, Draft], Awaitable[dict[str, Any]]]
    numbers: bool = False
    rows: bool = True


@dataclass(frozen=True, slots=True)
class Known:
    """A case as it is known to who corrects it, without what that role may not tell."""

    file: File
    application: dict[str, Any]
    numbers: dict[str, str] | None


SHEETS: Final = (
    Sheet("huishouden", N_("Huishouden"), drafts.household_told, shapes.household, numbers=True),
    Sheet("verblijf", N_("Verblijf"), partial(drafts.lists_told, key=drafts.STAYS), shapes.residence),
    Sheet("inkomen", N_("Inkomen"), partial(drafts.lists_told, key=drafts.INCOMES), shapes.income),
    Sheet("gegevens", N_("Woning en aanvraag"), drafts.data_told, shapes.data, rows=False),
)
_FLOW: Final = ("verblijf", "inkomen", "bewijs")
"""What follows in the intake, where the dwelling and the household came first."""


def _show(sheet: Sheet) -> Handler:
    async def show(visit: Visit) -> Response:
        known = await known_now(visit, sheet)
        return await form_page(visit, sheet, known, Draft(known.application, numbers=known.numbers))

    return show


def _take(sheet: Sheet) -> Handler:
    async def take(visit: Visit) -> Response:
        known = await known_now(visit, sheet)
        draft = sheet.told(known.application, shapes.coded(visit.form, shapes.places(visit, known.application)))
        if _only_rows(visit.form):
            return await form_page(visit, sheet, known, draft)
        same = draft.application == known.application and draft.numbers in (None, known.numbers)
        if same and visit.said(INTAKE):
            return visit.to(_onward(visit, sheet))
        application, faults = _read(visit, draft)
        if application is None or faults:
            return await form_page(visit, sheet, known, draft, 400, faults)
        given = None if draft.numbers == known.numbers else draft.numbers
        try:
            work = partial(
                files.correct,
                visit.office,
                visit.who,
                visit.case_id,
                visit.version,
                application,
                visit.said(NOTE),
                given,
            )
            await visit.do(work)
        except (Problem, BadInput) as problem:
            found = faults_of(problem, visit.lang, shapes.fields(draft))
            return await form_page(visit, sheet, known, draft, status_of(problem), found)
        return visit.to(_onward(visit, sheet))

    return take


async def known_now(visit: Visit, sheet: Sheet) -> Known:
    """The case, after an entry in the log says who looks. What the role of the visitor may not tell is left out."""
    file = await visit.do(partial(files.read, visit.office, visit.who, visit.case_id))
    hidden = HIDDEN.get(visit.who.role, ())
    application = {name: value for name, value in file.application.items() if name not in hidden}
    numbers = None
    if sheet.numbers:
        numbers = await visit.do(partial(numbering.read, visit.office, visit.who, visit.case_id))
    return Known(file, application, numbers)


def _read(visit: Visit, draft: Draft) -> tuple[Application | None, list[Fault]]:
    """The application that the draft is, and all that is wrong with it."""
    wrong = list(shapes.bad_numbers(draft))
    note = [] if visit.said(NOTE) else [Fault(NOTE, visit.say(_NO_NOTE))]
    try:
        made = Application.model_validate(draft.application)
    except BadInput as problem:
        return None, [*faults_of(BadInput([*problem.findings, *wrong]), visit.lang, shapes.fields(draft)), *note]
    return made, [*(faults_of(BadInput(wrong), visit.lang) if wrong else ()), *note]


def _only_rows(form: Form) -> bool:
    """Whether somebody asked for a row more, or one less."""
    return "rij" in form or any(name.endswith(".weg") for name in form)


def _onward(visit: Visit, sheet: Sheet) -> str:
    """Where to go: in the intake the next form, else the same with the word that it was kept."""
    at = f"/zaken/{visit.case_id}"
    if not visit.said(INTAKE):
        return f"{at}/{sheet.name}?bewaard=ja"
    names = ["huishouden", *_FLOW]
    after = names[names.index(sheet.name) + 1] if sheet.name in names else _FLOW[0]
    return f"{at}/{after}?{INTAKE}=ja"


async def form_page(
    visit: Visit, sheet: Sheet, known: Known, draft: Draft, status: int = 200, faults: list[Fault] | None = None,
    **beside: Any,
) -> Response:  # fmt: skip
    """The form as the draft has it; after a refusal with what is wrong. `beside`: what the page shows besides."""
    case = known.file.case
    in_intake = (visit.query.get(INTAKE) or visit.said(INTAKE)) == "ja"
    note = text_of(visit.form, NOTE) if NOTE in visit.form else visit.say(_AT_INTAKE) if in_intake else ""
    return visit.show(
        f"desk/{sheet.name}.html", status, faults=faults or (), sheet=sheet, sheets=SHEETS, note=note,
        case=told(case, visit.office, visit.who) | {"kenmerk": known.application.get("kenmerk", "")},
        version=_version(visit, sheet, case.course.version, status), intake=in_intake, kept=visit.query.get("bewaard") == "ja",
        **await sheet.shown(visit, draft), **beside,
    )  # fmt: skip


def _version(visit: Visit, sheet: Sheet, now: int, status: int) -> str | int:
    """The version that the form is of: what somebody typed beside older facts is not passed off as typed beside those of now.

    Whoever was told that the case changed may save after all, save for rows: they could end up with somebody else.
    """
    told_of_change = status == 412 and not sheet.rows
    return now if told_of_change else visit.said("versie") or now


ROUTES: Final[list[Page]] = [
    page(f"/zaken/{{zaak}}/{sheet.name}", _show(sheet), Role.DESK, Role.REVIEWER, take=_take(sheet)) for sheet in SHEETS
]
