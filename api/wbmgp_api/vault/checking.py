"""What is found when every log and case of a database is checked, by whoever has its keys or only the public ones.

Nothing is written and no key is made. With a policy no secret file is opened: what is closed is then not checked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

from sqlalchemy.exc import DBAPIError

from wbmgp_api.store import fingerprints
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.flaws import Flaw
from wbmgp_api.store.key_files import LogKey, kept_log_key
from wbmgp_api.store.keys import MasterKeys
from wbmgp_api.store.looking import Looker, looked
from wbmgp_api.store.named_logs import named_logs, named_tenants
from wbmgp_api.store.unreadable import NOT_ALLOWED, Reading, told_by
from wbmgp_api.store.verification import Examined, examine
from wbmgp_api.store.verified_books import examine_books
from wbmgp_api.store.verified_cases import Cases, examine_cases
from wbmgp_api.store.verified_heads import Keys
from wbmgp_api.vault.opened import NOBODY, key_file
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy


@dataclass(frozen=True, slots=True)
class Checked:
    """Every log and case that was looked at, and what is wrong with the database beside them.

    `alone` are logs with a signed head of which none stands beside the key, where the key was looked at.
    """

    logs: tuple[Examined, ...]
    cases: tuple[Cases, ...]
    flaws: tuple[Flaw, ...]
    contents: bool
    trusted: bool
    alone: frozenset[str] = frozenset()

    @property
    def holds(self) -> bool:
        """Whether nothing is wrong with what was checked."""
        return not (self.flaws or any(log.flaws for log in self.logs) or any(cases.flaws for cases in self.cases))


def check(url: str, tenant: str | None, outside: Sequence[Note] = (), policy: Policy | None = None) -> Checked:
    """Check every log of a database, or those of a tenant. `outside` are heads that were kept elsewhere.

    Raises BadInput where there is nothing to check or a key is missing, ProofError where the database cannot be read.
    """
    with _looking(url) as looker:
        if not looker.whole and tenant is None:
            fix = "add --tenant GM0599"
            raise BadInput.one("--tenant", "is missing: on PostgreSQL a reader sees one municipality", fix)
        logs, wrong = looker.read(tenant or NOBODY, partial(named_logs, tenant=tenant))
        tenants, more = looker.read(tenant or NOBODY, partial(named_tenants, tenant=tenant))
        if not (logs or wrong or more):
            raise _nothing(tenant)
        if not {_of(note) for note in outside} <= logs.keys():
            raise BadInput.one("--checkpoint", "is of a log that is not in this database", "name the right database")
        master, keys = _keys(url, policy)
        if master is not None and "key_fingerprint" in looker.tables:
            with Reading(more, "table", "detail", table="key_fingerprint"):
                _refuse_foreign(url, master, looker.read(NOBODY, fingerprints.kept))
        more += looker.read(tenant or NOBODY, lambda connection: list(examine_books(connection, whole=looker.whole)))
        kept = keys.heads.all() if isinstance(keys, LogKey) and keys.heads else None
        examined = tuple(_log(looker, whose, origin, master, keys, outside) for origin, whose in logs.items())
        return Checked(
            examined,
            tuple(looker.read(name, partial(examine_cases, master=master, tenant=name)) for name in tenants),
            (*wrong, *more), master is not None, policy is not None, _alone(examined, kept),
        )  # fmt: skip


def _alone(logs: Sequence[Examined], kept: Mapping[str, Note] | None) -> frozenset[str]:
    return frozenset(log.origin for log in logs if kept is not None and log.heads.last and log.origin not in kept)


def _nothing(tenant: str | None) -> BadInput:
    place, fix = ("--database", "name the right one") if tenant is None else ("--tenant", "name one that has a log")
    return BadInput.one(place, "holds no log, so there is nothing to check", fix)


def _keys(url: str, policy: Policy | None) -> tuple[MasterKeys | None, Keys]:
    """What opens the contents, if it is there, and whose signatures count."""
    if policy is not None:
        return None, policy
    wrapping, signing = key_file(url, "keys"), key_file(url, "signing")
    if not signing.exists():
        fix = "restore it, name its folder in WBMGP_KEYS, or give the public keys with --policy"
        raise BadInput.one(str(signing), "is not there, and this database is in use", fix)
    return MasterKeys.read(wrapping) if wrapping.exists() else None, kept_log_key(signing)


def _refuse_foreign(url: str, master: MasterKeys, known: fingerprints.Fingerprints) -> None:
    """Raises UnfitDatabase for wrapping keys of another database: they open nothing, and that would look like damage."""
    given = {place: one for place, one in fingerprints.of(master, b"").items() if place[0] == fingerprints.KEYS}
    if fingerprints.foreign(known, given) is not None:
        raise UnfitDatabase(
            f"{key_file(url, 'keys')} holds other keys than those of this database: put them back, name their folder in"
            " WBMGP_KEYS, or give the public keys with --policy"
        )


def _log(
    looker: Looker, tenant: str, origin: str, master: MasterKeys | None, keys: Keys, outside: Sequence[Note]
) -> Examined:
    # Before the transaction begins: a later one could be of leaves that it does not see.
    signed: Checkpoint | None = keys.heads.last(origin) if isinstance(keys, LogKey) and keys.heads else None
    kept = [note for note in outside if _of(note) == origin]
    return looker.read(
        tenant, partial(examine, master=master, key=keys, origin=origin, outside=kept, signed=signed)
    )  # fmt: skip


def _of(note: Note) -> str:
    return note.text.split("\n", 1)[0]


@contextmanager
def _looking(url: str) -> Iterator[Looker]:
    try:
        with looked(url) as looker:
            yield looker
    except UnfitDatabase as problem:
        raise BadInput.one("--database", str(problem)) from None
    except DBAPIError as problem:
        if getattr(problem.orig, "sqlstate", None) == NOT_ALLOWED:
            fix = "let this role SELECT from every table of wbmgp"
            raise BadInput.one("--database", f"cannot be read by this role: {told_by(problem)}", fix) from None
        raise ProofError(f"database: it cannot be read: {told_by(problem)}") from None
