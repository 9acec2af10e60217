"""Timestamps (RFC 3161) over heads: asked of an authority, and kept only when its certificates bear them out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from cryptography.x509 import Certificate, load_pem_x509_certificates
from rfc3161_client import (
    HashAlgorithm,
    TimestampRequestBuilder,
    VerificationError,
    VerifierBuilder,
    decode_timestamp_response,
)

from wbmgp_api.anchoring.asking import NoAnswer, ask, checked_url
from wbmgp_api.store import anchors, checkpoints
from wbmgp_api.store.errors import StoreBroken
from wbmgp_api.store.key_files import LogKey
from wbmgp_api.store.opened import Store
from wbmgp_api.store.verification import origins
from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.receipt import utc_text
from wbmgp_engine.trail.timestamp import check_imprint

_QUERY: Final = "application/timestamp-query"
_REPLY: Final = "application/timestamp-reply"


@dataclass(frozen=True, slots=True)
class Stamped:
    """The moment that a timestamp states for a head; `fresh` when it was asked now. A `problem` has words for a person."""

    origin: str
    size: int
    stated: str = ""
    fresh: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """Who gives timestamps, where, and the certificates that it has to be known by."""

    url: str
    roots: Sequence[Certificate]
    others: Sequence[Certificate]

    @classmethod
    def read(cls, url: str, path: Path) -> Authority:
        """The authority at an address, with the certificates of a PEM file. Raises BadInput with the fix."""
        try:
            found = load_pem_x509_certificates(path.read_bytes())
        except (OSError, ValueError) as problem:
            raise BadInput.one(
                "--tsa-certificate", f"{path}: {problem}", "give the authority's certificates as PEM"
            ) from None
        roots = [one for one in found if one.issuer == one.subject]
        if not roots:
            raise BadInput.one(
                "--tsa-certificate", f"{path}: holds no root certificate", "add the root of the authority"
            )
        return cls(checked_url(url, "--tsa"), roots, [one for one in found if one not in roots])

    def stamp(self, message: bytes) -> tuple[bytes, datetime]:
        """A timestamp for exactly these bytes and this request, and the moment it states. Raises NoAnswer for any other."""
        builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
        request = builder.nonce(nonce=True).cert_request(cert_request=True).build()
        reply = ask(self.url, request.as_bytes(), _QUERY)
        if reply.status != 200 or reply.type.split(";")[0].strip() != _REPLY:
            raise NoAnswer(f"{self.url} answered {reply.status} with {reply.type or 'no type'}, and no timestamp")
        verifier = VerifierBuilder(nonce=request.nonce, roots=list(self.roots), intermediates=list(self.others)).build()
        try:
            response = decode_timestamp_response(reply.body)
            verifier.verify_message(response, message)
            check_imprint(reply.body, message)
            stated = response.tst_info.gen_time
        except (VerificationError, ProofError, ValueError) as problem:
            raise NoAnswer(f"{self.url} gave a timestamp that does not hold, and it is not kept: {problem}") from None
        return reply.body, stated.astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Stamper:
    """Where the logs are, the key that signs them, who stamps, and a clock."""

    store: Store
    key: LogKey
    authority: Authority
    clock: Callable[[], datetime]

    def tenant(self, tenant: str) -> Iterator[Stamped]:
        """Stamp the head of every log of a tenant that has none yet."""
        for origin in self.store.read(tenant, lambda connection: origins(connection, tenant)):
            try:
                yield self._log(tenant, origin)
            except (NoAnswer, StoreBroken) as problem:
                yield Stamped(origin, 0, problem=str(problem))

    def _log(self, tenant: str, origin: str) -> Stamped:
        self.store.read(tenant, lambda connection: checkpoints.refuse_stopped(connection, origin))
        note = checkpoints.publish(self.store, tenant, origin, self.key, self.clock())
        size = Checkpoint.parse(note.text).size
        before = self.store.read(tenant, lambda connection: anchors.stated_at(connection, origin, size))
        if before is not None:
            return Stamped(origin, size, before)
        tsr, stated = self.authority.stamp(note.text.encode())
        moment = utc_text(stated)
        self.store.write(tenant, lambda c: anchors.keep_timestamp(c, tenant, origin, size, tsr, moment))
        return Stamped(origin, size, moment, fresh=True)
