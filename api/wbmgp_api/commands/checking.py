"""Every log of a database, checked whole."""

from __future__ import annotations

from functools import partial

from wbmgp_api.store.named_logs import entries, named_origins, named_tenants
from wbmgp_api.store.verification import flaws
from wbmgp_api.vault.opened import House, opened
from wbmgp_engine.errors import BadInput, Finding
from wbmgp_engine.trail.notes import Note

_SAID = {
    "nl": {"whole": "klopt", "regels": "regels", "flaws": "klopt NIET"},
    "en": {"whole": "holds", "regels": "entries", "flaws": "does NOT hold"},
}


def verify(url: str, outside: bytes | None, tenant: str | None, lang: str) -> int:
    """Check every log, print what was found, and give the exit code: 1 when something does not hold."""
    notes = [] if outside is None else [Note.parse(outside)]
    said, wrong, lines = _SAID[lang], 0, list[str]()
    with opened(url) as house:
        logs = _logs(house, tenant)
        if not logs:
            place, fix = (
                ("--database", "name the right one") if tenant is None else ("--tenant", "name one that has a log")
            )
            raise BadInput.one(place, "holds no log, so there is nothing to check", fix)
        if not {_of(note) for note in notes} <= {origin for _, origin in logs}:
            raise BadInput.one("--checkpoint", "is of a log that is not in this database", "name the right database")
        for name, origin in logs:
            size, found = _checked(house, name, origin, [note for note in notes if _of(note) == origin])
            wrong += len(found)
            lines += [f"{origin}: {size} {said['regels']}, {said['flaws' if found else 'whole']}"]
            lines += [f"  {flaw}" for flaw in found]
    print("\n".join(lines))
    return int(wrong > 0)


def _logs(house: House, tenant: str | None) -> list[tuple[str, str]]:
    """Tenant and name of every log that anything speaks of; a listed one stands under the tenant of the list."""
    listed = house.of(tenant)
    named = house.store.read("", named_tenants) if tenant is None else []
    found = dict[str, str]()
    for name in [*listed, *(one for one in named if one not in listed)]:
        for origin in house.store.read(name, partial(named_origins, tenant=name)):
            found.setdefault(origin, name)
    return [(name, origin) for origin, name in found.items()]


def _checked(house: House, tenant: str, origin: str, notes: list[Note]) -> tuple[int, list[Finding]]:
    signed = None if house.key.heads is None else house.key.heads.last(origin)
    return house.store.read(
        tenant,
        lambda connection: (
            entries(connection, origin),
            list(flaws(connection, house.master, house.key, origin, outside=notes, signed=signed)),
        ),
    )


def _of(note: Note) -> str:
    return note.text.split("\n", 1)[0]
