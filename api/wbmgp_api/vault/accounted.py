"""Documents of account by the command line: with the settings of this machine, and beside a database if there is one."""

from __future__ import annotations

import json
import os
import time  # noqa: TID251 -- of the command line, not of the engine
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import NamedTuple

from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.municipality import SETTING, Accounts
from wbmgp_api.accountability.use import Use
from wbmgp_api.cases.office import HERE
from wbmgp_api.identifiers import has_form
from wbmgp_api.oversight.counts import YearCounts, year_counts
from wbmgp_api.rulebooks.in_use import Books
from wbmgp_api.settings import from_environment
from wbmgp_api.vault.opened import opened
from wbmgp_engine.commands.reading import open_lawbook
from wbmgp_engine.errors import BadInput
from wbmgp_engine.facts.showing import shown
from wbmgp_engine.law.lawbook import Lawbook


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line was told; None: what the settings and the day of today say."""

    municipality: str | None = None
    account: str | None = None
    database: str | None = None
    on: date | None = None


class Made(NamedTuple):
    """A document as text; what the municipality did not tell; whether the settings are those of real people."""

    text: str
    missing: tuple[str, ...]
    production: bool


def made(name: str, asked: Asked, format: str) -> Made:
    """One document. Raises BadInput with everything that it cannot do without, and LawLookupError for a day without law."""
    with using(asked) as (use, counts):
        listed = DOCUMENTS[name]
        # First as a program reads it: that refuses what is not told and required, in whatever form is asked.
        data, document = listed.to_json(use, counts), listed.make(use, counts)
    text = document.to_markdown() if format == "markdown" else json.dumps(data, ensure_ascii=False, indent=1) + "\n"
    return Made(text, document.missing, use.settings.production)


@contextmanager
def using(asked: Asked) -> Iterator[tuple[Use, YearCounts | None]]:
    """What documents are made of. Beside a database: the rule book in use there, and the numbers of the last year that was over.

    Of a year that still grows the difference between two days would tell of a single case.
    """
    settings = from_environment(os.environ)  # noqa: TID251 -- of the process, not of the engine
    if asked.database is not None:
        settings = settings.model_copy(update={"database": asked.database})
    accounts = Accounts.of(asked.account or settings.account, production=settings.production)
    tenant = _tenant(asked.municipality, accounts)
    today, own = datetime.now(UTC).astimezone(HERE).date(), open_lawbook()
    on = asked.on or today

    def use(book: Lawbook) -> Use:
        found = Use(book, settings, tenant, accounts.find(tenant), on, own)
        if not found.guards:
            raise BadInput.one("--on", f"on {on} no law lets anybody refuse such a permit", "choose a later day")
        return found

    if asked.database is None:
        yield use(own), None
        return
    with opened(asked.database) as house:
        house.of(tenant, "--municipality")
        counts = house.store.read(tenant, lambda connection: year_counts(connection, tenant, min(on, today).year - 1))
        yield use(Books(own, house.store, time.time).of(tenant)), counts


def _tenant(given: str | None, accounts: Accounts) -> str:
    """The municipality that is meant: the one that is named, or the only one that told anything."""
    if given is None:
        if len(accounts.known) == 1:
            return next(iter(accounts.known))
        raise BadInput.one(
            "--municipality", "is missing", f"name one, as GM0599; {SETTING} tells of {len(accounts.known)}"
        )
    if not has_form("gemeente", given):
        raise BadInput.one("--municipality", f"{shown(given)} is no municipality", "write GM and four digits")
    return given
