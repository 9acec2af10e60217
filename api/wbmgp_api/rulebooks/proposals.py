"""From a rule book that somebody proposes to one that is used: checks, what it would change, and a second person."""

from __future__ import annotations

import json
from datetime import date
from functools import partial
from typing import Any

from sqlalchemy import Connection

from wbmgp_api.cases.office import Office
from wbmgp_api.cases.refusals import NotYours, Refused
from wbmgp_api.identity.principal import Principal
from wbmgp_api.rulebooks.proving import NOT_TRIED, PROVED
from wbmgp_api.rulebooks.review import Reviewed, checked, review
from wbmgp_api.store import rule_book_rows as rows
from wbmgp_api.store import rule_books
from wbmgp_api.store.errors import Conflict
from wbmgp_api.store.rule_book_rows import Activation, Report
from wbmgp_api.words import bad_input, fault
from wbmgp_engine.errors import BadInput


def propose(office: Office, who: Principal, files: dict[str, bytes]) -> Reviewed:
    """Keep a rule book that passes its checks, with the report of what it would change.

    Raises BadInput with every finding, and Conflict for one that was proposed before.
    """
    found = review(office, who, files)
    if found.hash is None or found.findings:
        raise BadInput(list(found.findings))
    rules_hash, by = found.hash, who.ref(office.names)

    def job(connection: Connection) -> Reviewed:
        if not rows.propose(connection, who.tenant, rules_hash, files, by, found.moment):
            raise Conflict(f"the rule book {rules_hash} was proposed before: review that one again")
        rows.report(connection, who.tenant, rules_hash, _text(found), by, found.moment)
        return found

    return office.store.write(who.tenant, job)


def review_again(office: Office, who: Principal, rules_hash: str) -> Reviewed:
    """A new report on a proposed rule book: what was closed since the last one counts as well. Raises NotThere."""
    files = office.store.read(who.tenant, partial(rows.files_of, tenant=who.tenant, rules_hash=rules_hash))
    found, by = review(office, who, files), who.ref(office.names)
    office.store.write(
        who.tenant, lambda connection: rows.report(connection, who.tenant, rules_hash, _text(found), by, found.moment)
    )
    return found


def activate(office: Office, who: Principal, rules_hash: str, since: date) -> Activation:
    """Use a proposed rule book from a day on, and say so in the log.

    Raises NotThere, BadInput for a day that has passed, NotYours for who proposed it, and Refused where the checks fail,
    or the report is missing, of another content, older than the last case that was closed, or without every proof.
    """
    files = office.store.read(who.tenant, partial(rows.files_of, tenant=who.tenant, rules_hash=rules_hash))
    book, wrong = checked(files)

    def job(connection: Connection) -> Activation:
        doing = office.begin(connection, who)
        if since < doing.today:
            raise bad_input("day_over", "vanaf")
        proposed = rows.proposal(connection, who.tenant, rules_hash)
        if proposed.proposed_by == doing.actor.ref:
            raise NotYours("own_book")
        if book is None or wrong:
            raise Refused([fault("book_fails", "regelboek")])
        report = _usable(connection, who.tenant, rules_hash)
        rule_books.keep(connection, rules_hash, files, doing.moment)
        before = rows.activations(connection, who.tenant)
        said: dict[str, Any] = {"rules_hash": rules_hash, "peildatum": since.isoformat()}
        record = doing.leaf("regelversie", None, {}, betreft=before[-1].record if before else None, **said)
        day = since.isoformat()
        rows.activate(connection, who.tenant, proposed, report, doing.actor.ref, day, doing.moment, record)
        return Activation(rules_hash, day, doing.moment, record)

    return office.store.write(who.tenant, job)


def _usable(connection: Connection, tenant: str, rules_hash: str) -> Report:
    """The newest report, where a decision can rest on it. Raises Refused."""
    found = rows.last_report(connection, tenant, rules_hash)
    if found is None or json.loads(found.text)["hash"] != rules_hash:
        raise Refused([fault("other_report", "gevolgen")])
    closed = rows.last_closed(connection, tenant)
    if closed is not None and found.made_at < closed:
        raise Refused([fault("old_report", "gevolgen")])
    _proved(json.loads(found.text).get("bewijzen"))
    return found


def _proved(proofs: dict[str, Any] | None) -> None:
    """Raises Refused where a rule book is not proved: nobody can put that aside."""
    if proofs is None or proofs["uitkomst"] == NOT_TRIED:
        raise Refused([fault("no_proofs", "bewijzen")])
    if proofs["uitkomst"] != PROVED:
        names = ", ".join(dict.fromkeys(one["eigenschap"] for one in proofs["nietBewezen"]))
        raise Refused([fault("proofs_fail", "bewijzen", names=names)])


def _text(found: Reviewed) -> str:
    return json.dumps(found.to_json(), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
