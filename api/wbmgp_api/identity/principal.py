"""Who calls: a person or a system with roles, for one municipality."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256


class Role(StrEnum):
    """What somebody may do here. `corporatie` sees outcomes only; `beheer` sees no case at all."""

    DESK = "balie"
    REVIEWER = "beoordelaar"
    MAYOR = "burgemeester"
    COUNCIL = "raad"
    LAWYER = "jurist"
    AUDITOR = "auditor"
    RULES = "regelbeheer"
    PRIVACY = "fg"
    LANDLORD = "corporatie"
    OPERATOR = "beheer"


@dataclass(frozen=True, slots=True)
class Principal:
    """A caller whose token was checked."""

    subject: str
    tenant: str
    roles: frozenset[Role]
    client: str
    role: Role

    def as_role(self, allowed: frozenset[Role]) -> Principal | None:
        """The caller in the first of the roles that are asked for; None where it has none of them."""
        for role in Role:
            if role in allowed and role in self.roles:
                return Principal(self.subject, self.tenant, self.roles, self.client, role)
        return None

    def ref(self, key: bytes) -> str:
        """How the log names the caller: a keyed hash, the same for the same person and municipality."""
        said = f"actor\0{self.tenant}\0{self.subject}".encode()
        return hmac.new(key, said, sha256).hexdigest()[:32]
