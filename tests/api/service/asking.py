"""How tests ask the service, and what they ask about: one application with a situation of its own."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from starlette.testclient import TestClient

from tests.our_law import OUR_LAW
from wbmgp_api.identity.development import CLIENT, ISSUER, LocalIssuer
from wbmgp_api.identity.principal import Role
from wbmgp_api.identity.tokens import Tokens
from wbmgp_api.service import Service, create
from wbmgp_api.settings import Settings

BOOK: Final = OUR_LAW
NOW: Final = 1_795_000_000
TENANT: Final = "GM9999"
_APPLICATION: Final[dict[str, Any]] = {
    "kenmerk": "dienst-1", "gemeente": TENANT, "aanvraagdatum": "2024-03-08",
    "woonruimte": {"gebied": "tarwewijk", "verhuurder": "particulier", "soort": "zelfstandig", "huurprijs": 45000},
    "huishouden": [{
        "id": "p1", "rol": "aanvrager", "geboortedatum": "1971-05-25", "rechtmatigVerblijf": True,
        "verblijf": [{"gemeente": TENANT, "vanaf": "2020-05-25", "tot": None}], "inkomen": [{"soort": "bijstand"}],
        "kenmerken": [],
    }],
    "situatie": {
        "regio": [TENANT],
        "aanwijzingen": [{"gebied": "tarwewijk", "grond": "artikel_8", "instrument": None, "van": "2022-01-01", "tot": "2026-01-01"}],
        "verordening": {
            "id": "v", "van": "2022-01-01", "tot": "2026-01-01",
            "categorieen": [{"gronden": ["artikel_8"], "verhuurder": ["particulier", "corporatie"], "soort": ["zelfstandig"], "huurprijsTot": None}],
            "inkomenstoets": "aanvrager", "verblijfstoets": "aanvrager", "voorrangskenmerken": [], "voorrangBoven": [], "gedragingen": [],
        },
    },
}  # fmt: skip


def application(**changes: Any) -> dict[str, Any]:
    """The application, with parts replaced."""
    return copy.deepcopy(_APPLICATION) | changes


@dataclass
class Asking:
    """A client of one service, its issuer, and the lines of its log."""

    client: TestClient
    issuer: LocalIssuer
    lines: list[dict[str, Any]] = field(default_factory=list)

    def as_(self, *roles: Role, tenant: str = TENANT, subject: str = "jansen") -> Mapping[str, str]:
        """The headers of somebody with these roles."""
        return {"Authorization": f"Bearer {self.issuer.token(subject, tenant, frozenset(roles), 'wbmgp', NOW)}"}

    def post(self, path: str, body: Any, *roles: Role, **options: Any) -> Any:
        """The answer to a document."""
        headers = {**(self.as_(*roles) if roles else {}), **options.pop("headers", {})}
        return self.client.post(path, json=body, headers=headers, **options)


@contextmanager
def service(issuer: LocalIssuer, settings: Settings, **parts: Any) -> Iterator[Asking]:
    """A service at work; `parts` are what a service with a store has beside these."""
    lines: list[dict[str, Any]] = []
    tokens = Tokens(ISSUER, settings.audience, frozenset({CLIENT}), issuer.keys, lambda: NOW)
    made = create(Service(settings, BOOK, tokens, lines.append, **parts))
    with TestClient(made, raise_server_exceptions=False) as client:
        yield Asking(client, issuer, lines)
