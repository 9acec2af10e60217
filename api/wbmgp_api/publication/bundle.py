"""The bundle that a municipality publishes: looked through file by file, with metadata, hashes and a page to begin with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from typing import Final

from wbmgp_api.cases.office import Office
from wbmgp_api.oversight.packing import packed
from wbmgp_api.publication.case_papers import as_json
from wbmgp_api.publication.front_page import front_page
from wbmgp_api.publication.public_papers import Source
from wbmgp_api.publication.scanning import Scanner, Seen, dwellings_in
from wbmgp_api.publication.woo import metadata
from wbmgp_api.store import case_log
from wbmgp_engine.errors import BadInput

MANIFEST: Final = "manifest-sha256.txt"
_NAME: Final = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._-]{0,120}/){0,9}[A-Za-z0-9][A-Za-z0-9._-]{0,120}", re.ASCII)
_MOST_FOUND: Final = 50


class PersonSeen(BadInput):
    """Something in what was to be published looks like a person; `seen`: where, and what."""

    def __init__(self, seen: Sequence[Seen]) -> None:
        super().__init__([one.finding() for one in seen])
        self.seen = tuple(seen)


def bundle(source: Source, office: Office, simulations: Sequence[str]) -> bytes:
    """The publication as a ZIP, the same each time for the same day and store.

    Raises PersonSeen with the places that look like a person; NotThere, Gone or BadInput for a simulation that is not done.
    """
    use = source.use
    publisher = use.account.name or f"Gemeente {use.tenant}"
    papers = list(source.papers(simulations))
    files = {one.name: one.content for one in papers}
    files["documenten.json"] = as_json([metadata(one, use.tenant, publisher, use.on) for one in papers])
    files["index.html"] = front_page(papers, publisher, use.on)
    areas = (one.content.decode() for one in papers if one.kind == "gebied")
    refuse_persons(scanner(source, office, simulations, areas), files)
    return _zipped(files)


def scanner(source: Source, office: Office, simulations: Iterable[str], areas: Iterable[str]) -> Scanner:
    """What looks through a publication: what the municipality tells of itself may stand there, and what a case has may not.

    `areas`: those that are published; which dwellings they hold may be read everywhere.
    """
    account, tenant = source.use.account, source.use.tenant
    officer = account.privacy_officer
    told = (account.contact_email, officer.email if officer else None)
    digests = office.store.read(tenant, partial(case_log.indexed, tenant=tenant))
    return Scanner(
        frozenset(one.lower() for one in told if one), frozenset(one for one in (account.rsin,) if one),
        frozenset(simulations), frozenset().union(*map(dwellings_in, areas)),
        cache(lambda reference: office.digest("kenmerk", reference, tenant) in digests),
    )  # fmt: skip


def refuse_persons(looks: Scanner, files: Mapping[str, bytes]) -> None:
    """Raises PersonSeen with the first places where something looks like a person."""
    if found := list(islice(looks.scan(files), _MOST_FOUND)):
        raise PersonSeen(found)


def _zipped(files: Mapping[str, bytes]) -> bytes:
    listed = "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    whole = sorted({**files, MANIFEST: listed.encode()}.items())
    if wrong := next((name for name, _ in whole if not _NAME.fullmatch(name)), None):
        raise BadInput.one(repr(wrong[:80]), "is no name for a file of a publication", "rename it at its source")
    return packed(whole, 0o644)
