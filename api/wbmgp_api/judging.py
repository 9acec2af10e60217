"""Whether the service would start with these settings, without starting it or making anything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from wbmgp_api.accountability.municipality import accounts_of
from wbmgp_api.anchoring.beside import Outside
from wbmgp_api.exchange.open_forms_mapping import forms_of
from wbmgp_api.identity.provider import client_of
from wbmgp_api.letters.letterhead import letterheads_of
from wbmgp_api.pages.theme import theme_of
from wbmgp_api.settings import Settings, from_environment
from wbmgp_api.simulations.simulating import Simulating
from wbmgp_api.store.errors import UnfitDatabase
from wbmgp_api.store.opened import open_store
from wbmgp_api.vault.key_folder import key_files, loose
from wbmgp_api.vault.own_files import refuse_others
from wbmgp_engine.errors import BadInput, Finding


def judged(host: str, environment: Mapping[str, str]) -> tuple[list[Finding], Settings | None]:
    """Everything that would keep it from starting, and the settings where they can be read."""
    try:
        settings = from_environment(environment)
    except BadInput as problem:
        return list(problem.findings), None
    findings = [*settings.reached_at(host), *_keys(settings), *_outside(settings), *_database(settings)]
    return findings or list(_together(settings)), settings


def said(findings: list[Finding], settings: Settings | None, stray_names: Iterable[str] = ()) -> Iterator[str]:
    """The judgement in lines. What is secret is in no setting but the address of the database, of which the password stays out."""
    for finding in findings:
        yield f"{finding.place}: {finding.problem} → {finding.fix}"
    if settings is None or findings:
        return
    for name in Settings.model_fields:
        yield f"WBMGP_{name.upper()}={_shown(settings, name)}"
    for stray in stray_names:
        yield f"{stray}: is no setting, so it is not read → write it as one of those above, or leave it out"
    yield f"The service would start, {'in production' if settings.production else 'for development only'}."


def _shown(settings: Settings, name: str) -> str:
    if name == "database" and settings.address is not None:
        return settings.address.render_as_string(hide_password=True)
    value = getattr(settings, name)
    return " ".join(value) if isinstance(value, tuple) else "" if value is None else str(value)


def _keys(settings: Settings) -> Iterator[Finding]:
    if settings.production:
        yield from loose(settings)
        return
    try:
        key_files(settings)
    except BadInput as problem:
        yield from problem.findings


def _together(settings: Settings) -> Iterator[Finding]:
    """Keys that are not those of the database. It is looked at as it is, also while a service is at work with it."""
    try:
        refuse_others(settings.database)
    except BadInput as problem:
        yield from problem.findings


def _outside(settings: Settings) -> Iterator[Finding]:
    for asked in (Outside.of, client_of, Simulating.of, theme_of, letterheads_of, accounts_of, forms_of):
        try:
            asked(settings)
        except BadInput as problem:
            yield from problem.findings


def _database(settings: Settings) -> Iterator[Finding]:
    """A server is asked; a file is left alone, for a service may be at work with it."""
    address = settings.address
    if settings.on_sqlite and address is not None and address.database:
        if not Path(address.database).absolute().parent.is_dir():
            yield Finding("WBMGP_DATABASE", "stands in a folder that is not there", "make the folder first")
        return
    try:
        open_store(settings.database).close()
    except UnfitDatabase as problem:
        yield Finding("WBMGP_DATABASE", f"cannot be used: {problem}", "mend that, or name another database")
    except BadInput as problem:
        yield from problem.findings
