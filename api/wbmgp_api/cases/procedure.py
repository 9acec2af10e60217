"""The procedure of an application as one table: which step may be taken where, by whom, and where it leads.

Which steps there are is the procedure of the Awb; how long they take stands in `rules/kalender/`, what a refusal asks
for in the rules of the assessment.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final, NamedTuple

from wbmgp_api.cases.refusals import NotYours, refused
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store.case_tables import STATUSES

DESK, REVIEWER, MAYOR, LAWYER, OWNER = Role.DESK, Role.REVIEWER, Role.MAYOR, Role.LAWYER, Role.LANDLORD
BEFORE_DECISION: Final = ("ontvangen", "onvolledig", "volledig", "onderzoek", "concept")
IN_OBJECTION: Final = ("bezwaar",)
SENT: Final = ("verzonden", "onherroepelijk", "bewaring")


class Act(NamedTuple):
    """One kind of step. `after` empty: the case stays where it is. `not_by`: whoever took that step last may not.

    `path`: what it is called over the network, where that is not its own name. `only`: where a role takes it, if not
    everywhere.

    `decides`: a serializable transaction. For the others the lock on the log and the version of the case suffice, and
    colleagues who work on other cases at the same time do not have to wait and try again.
    """

    name: str
    before: tuple[str, ...]
    after: str
    roles: tuple[Role, ...]
    leaf: str = "handeling"
    once: bool = False
    not_by: str = ""
    back_from_draft: bool = False
    decides: bool = False
    path: str = ""
    only: Mapping[Role, tuple[str, ...]] = {}


_ACTS: Final = (
    Act("intake", (), "ontvangen", (DESK, REVIEWER, OWNER), "aanvraag", path="aanvragen"),
    Act("correctie", (*BEFORE_DECISION, *IN_OBJECTION), "", (DESK, REVIEWER), "aanvraag", back_from_draft=True, path="PUT"),
    Act("toetsing", (*BEFORE_DECISION, *IN_OBJECTION), "", (REVIEWER, LAWYER, OWNER), "beoordeling", not_by="stel_vast",
        back_from_draft=True, path="toetsingen", only={LAWYER: IN_OBJECTION}),
    Act("neem_in_behandeling", (*BEFORE_DECISION, "besloten", "verzonden", "bezwaar"), "", (DESK, REVIEWER)),
    Act("geef_vrij", (*BEFORE_DECISION, "besloten", "verzonden", "bezwaar"), "", (DESK, REVIEWER)),
    Act("bewijsstuk", (*BEFORE_DECISION, *IN_OBJECTION), "", (DESK, REVIEWER), path="bewijsstukken"),
    Act("vraag_aanvulling", ("ontvangen", "volledig"), "onvolledig", (DESK, REVIEWER, OWNER)),
    Act("verklaar_volledig", ("ontvangen", "onvolledig"), "volledig", (DESK, REVIEWER, OWNER)),
    Act("vraag_onderzoek", ("volledig",), "onderzoek", (REVIEWER, OWNER)),
    Act("meld_onderzoek", ("onderzoek",), "volledig", (MAYOR,), "aanvraag"),
    Act("schort_op", BEFORE_DECISION, "", (REVIEWER,)),
    Act("verleng_termijn", BEFORE_DECISION, "", (REVIEWER,), once=True),
    Act("verbeter_verlenging", BEFORE_DECISION, "", (REVIEWER,)),
    Act("stel_in_gebreke", (*BEFORE_DECISION, "besloten", *IN_OBJECTION), "", (DESK, REVIEWER)),
    Act("concept", ("volledig", "concept"), "concept", (REVIEWER, OWNER), decides=True, path="besluiten"),
    Act("wijs_terug", ("concept",), "volledig", (REVIEWER, OWNER)),
    Act("stel_vast", ("concept",), "besloten", (REVIEWER, OWNER), "besluit", not_by="concept", decides=True),
    Act("verzend", ("besloten",), "verzonden", (DESK, REVIEWER, OWNER)),
    Act("draag_over", (*BEFORE_DECISION, "verzonden"), "", (OWNER,), once=True),
    Act("trek_in", BEFORE_DECISION, "ingetrokken", (DESK, REVIEWER), "intrekking"),
    Act("laat_buiten_behandeling", ("onvolledig",), "buiten_behandeling", (REVIEWER,), "besluit", decides=True),
    Act("hervat", ("buiten_behandeling",), "ontvangen", (REVIEWER, LAWYER), not_by="laat_buiten_behandeling"),
    Act("bezwaar", ("verzonden", "onherroepelijk"), "bezwaar", (DESK, REVIEWER, LAWYER), "bezwaar", once=True, path="bezwaren"),
    Act("beslis_op_bezwaar", ("bezwaar",), "besloten", (REVIEWER, LAWYER), "herziening", not_by="stel_vast", decides=True),
    Act("stel_commissie_in", IN_OBJECTION, "", (LAWYER,), once=True),
    Act("verdaag_bezwaar", IN_OBJECTION, "", (REVIEWER, LAWYER), once=True),
    Act("hoor", IN_OBJECTION, "", (REVIEWER, LAWYER)),
    Act("zie_af_van_horen", IN_OBJECTION, "", (REVIEWER, LAWYER)),
    Act("beroep", ("verzonden",), "beroep", (LAWYER,), path="_stel-beroep-in"),
    Act("trek_beroep_in", ("beroep",), "verzonden", (LAWYER,)),
    Act("uitspraak", ("beroep",), "", (LAWYER,), path="_leg-uitspraak-vast"),
    Act("vernietiging", ("beroep",), "bezwaar", (LAWYER,), path="_leg-vernietiging-vast"),
    Act("verklaar_onherroepelijk", ("verzonden", "beroep"), "onherroepelijk", (REVIEWER, LAWYER)),
    Act("bewaar", ("onherroepelijk", "ingetrokken", "buiten_behandeling"), "bewaring", (DESK, REVIEWER)),
    Act("trek_vergunning_in", SENT, "ingetrokken", (REVIEWER,), "intrekking", once=True, decides=True),
)  # fmt: skip
ACTS: Final[Mapping[str, Act]] = {act.name: act for act in _ACTS}
OPEN: Final = frozenset(STATUSES) - {"onherroepelijk", "bewaring", "ingetrokken", "buiten_behandeling"}


def admit(act: Act, who: Principal) -> None:
    """Raises NotYours where the caller's role does not take this step."""
    if who.role not in act.roles:
        raise NotYours("step_of", step=shown_name(act), roles=", ".join(act.roles))


def shown_name(act: Act) -> str:
    """What a step is called over the network."""
    return act.path or f"_{act.name.replace('_', '-')}"


def following(status: str, role: Role, done: Collection[str]) -> list[str]:
    """The steps that a role can take where a case stands, by what they are called; `done`: those that were taken."""
    return [
        shown_name(act)
        for act in ACTS.values()
        if status in act.only.get(role, act.before) and role in act.roles and not (act.once and act.name in done)
    ]


def place_after(act: Act, status: str, role: Role | None = None) -> str:
    """Where a case stands after the step. Raises Refused where it cannot be taken there, NotYours where a role takes it elsewhere only."""
    if status not in act.before:
        raise refused("step_then", "status", status=status, step=shown_name(act), choices=", ".join(act.before))
    if role is not None and status not in act.only.get(role, act.before):
        raise NotYours(
            "step_here_of", step=shown_name(act), roles=", ".join(one for one in act.roles if one not in act.only)
        )
    if act.back_from_draft and status == "concept":
        # A draft speaks of the facts and the assessment that were there; with others it is no draft any more.
        return "volledig"
    return act.after or status
