"""The outcome of a case for a corporation as a VERA message: the outcome, and nothing that tells why.

Every refusal is the same message, whatever it rests on: with a code for article 9 alone its absence would tell article 10
where both apply (docs/decisions/039).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from sqlalchemy import Connection

from wbmgp_api.cases import evidence
from wbmgp_api.cases.deciding import REFUSAL
from wbmgp_api.cases.office import Case, Office
from wbmgp_api.cases.outcome import outcome
from wbmgp_api.exchange.vera_codes import STANDARD, Codes, ours
from wbmgp_api.identity.principal import Principal, Role
from wbmgp_api.store import mandate_rows
from wbmgp_engine.errors import Finding

_UNNEEDED: Final = "geen_vergunning_nodig"
_STATUS: Final = ("AANBIEDINGSTATUS", "ING")
_CLUSTER: Final = ("CLUSTERSOORT", "WGP")
_KIND: Final = "AUTHENTIEKGEGEVENSOORT"
_SOURCE: Final = "AUTHENTIEKGEGEVENBRON"
_KINDS: Final[Mapping[str, str]] = {
    "uittreksel_brp": "WOO", "inkomensverklaring": "GIN", "loonstroken": "AIN", "bankafschriften": "AIN",
    "winst_en_verlies": "AIN", "uitkering_of_pensioen": "AIN", "studiefinanciering": "AIN",
}  # fmt: skip
"""Which paper is which kind of evidence. What a screening asks for (art. 10) and what pleads hardship is not among them."""
_SOURCES: Final[Mapping[tuple[str, str], str]] = {
    ("uittreksel_brp", "basisregistratie"): "BRP",
    ("studiefinanciering", "derde"): "DUO",
    **{(paper, "aanvrager"): "KLA" for paper in _KINDS},
}


_NO_SOURCE: Final = "VERA heeft geen code voor deze bron"
_FIX: Final = "meld de bron apart"


@dataclass(frozen=True, slots=True)
class Message:
    """What a corporation is told: the message of VERA, and which codes could not be written."""

    body: Mapping[str, Any]
    findings: tuple[Finding, ...]

    def to_json(self) -> dict[str, Any]:
        """The message with its findings, as the service answers."""
        told = [{"plaats": one.place, "probleem": one.problem, "oplossing": one.fix} for one in self.findings]
        return {"standaard": STANDARD, "bericht": dict(self.body), "meldingen": told}


@dataclass(slots=True)
class _Writing:
    """Codes as they are written on a day; those that cannot be are kept as findings."""

    codes: Codes
    on: date
    findings: list[Finding] = field(default_factory=list)

    def code(self, of: str, code: str) -> dict[str, str] | None:
        found = self.codes.to_send(of, code, self.on)
        if isinstance(found, Finding):
            if found not in self.findings:
                self.findings.append(found)
            return None
        return found.to_json()


def message(office: Office, who: Principal, case: str, codes: Codes | None = None) -> Message:
    """The outcome of a case as it was sent, after an entry says who looks. Raises NotThere as `cases.outcome` does.

    Evidence is told while a corporation works on the case in mandate, for then it sees the file. Whoever asks gets what
    that corporation gets, so that nobody passes on more.
    """
    office = replace(office, purpose="uitwisseling")
    now, told, sent = outcome(office, who, case)
    writing = _Writing(codes or ours(), office.today())
    body: dict[str, Any] = {"aanbieding": _offer(who, now, told, sent, writing)}
    under_the_act = told not in (None, _UNNEEDED)
    if under_the_act and (cluster := writing.code(*_CLUSTER)) is not None:
        body["cluster"] = {"soort": cluster}
    if given := list(_evidence(_papers(office, who, case), writing)):
        body["authentiekeGegevens"] = given
    return Message(body, tuple(writing.findings))


def _offer(who: Principal, now: Case, told: str | None, sent: str | None, writing: _Writing) -> dict[str, Any]:
    """The offer as VERA writes it. Only a refusal has a status: whether a dwelling is let stays with who lets it."""
    withdrawn = now.course.last("trek_vergunning_in")
    said = {
        "wbmgpUitkomst": told,
        "wbmgpVerzonden": sent,
        "wbmgpVergunningIngetrokken": withdrawn.day if withdrawn else None,
    }
    offer = {
        "idGegevensbeheerder": now.state.case_id,
        "idOrganisatie": who.tenant,
        "status": writing.code(*_STATUS) if told == REFUSAL else None,
        "extra-attributen": [{"naam": name, "waarde": one} for name, one in said.items() if one is not None],
    }
    return {name: one for name, one in offer.items() if one is not None}


def _papers(office: Office, who: Principal, case: str) -> set[tuple[str, str]]:
    """Which papers came in, and from whom: where a corporation works on the case in mandate, and only for that one."""

    def shared(connection: Connection) -> bool:
        under = mandate_rows.of_case(connection, who.tenant, case)
        if under is None or mandate_rows.handed_over(connection, who.tenant, case):
            return False
        return who.role is not Role.LANDLORD or under.client == who.client

    if not office.store.read(who.tenant, shared):
        return set()
    listed = evidence.checklist(office, who, case)
    return {(item["stuk"], one["herkomst"]) for item in listed for one in item["ontvangen"]}


def _evidence(papers: Iterable[tuple[str, str]], writing: _Writing) -> Iterator[dict[str, Any]]:
    """Each kind of evidence once with its source, in a fixed order, so that it tells no moment."""
    kinds = sorted({(_KINDS[paper], _SOURCES.get((paper, source), "")) for paper, source in papers if paper in _KINDS})
    for kind, source in kinds:
        told = {"soort": writing.code(_KIND, kind), "bron": writing.code(_SOURCE, source) if source else None}
        if not source:
            writing.findings.append(Finding(f"{_SOURCE} bij {kind}", _NO_SOURCE, _FIX))
        if told["soort"] is not None:
            yield {name: one for name, one in told.items() if one is not None}
