"""Ed25519 through `cryptography`, which is loaded when something is signed or checked and not before."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

from wbmgp_engine.errors import BadInput

Sign = Callable[[bytes], bytes]
"""Signs a message. A key in a hardware module is such a function too: this package never needs the key itself."""


def signer(seed: bytes) -> tuple[bytes, Sign]:
    """The public key and the signing function of a 32-byte private key."""
    if len(seed) != 32:
        raise BadInput.one("key", f"has {len(seed)} bytes", "give the 32 bytes of an Ed25519 private key")
    key = _library().Ed25519PrivateKey.from_private_bytes(seed)
    sign: Sign = key.sign
    return key.public_key().public_bytes_raw(), sign


def verifies(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of the private key signed exactly this message."""
    library = _library()
    from cryptography.exceptions import InvalidSignature

    try:
        library.Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _library() -> ModuleType:
    try:
        from cryptography.hazmat.primitives.asymmetric import ed25519
    except ImportError:
        fix = "install wbmgp-engine[trail]; `wbmgp log verify` checks bundles without it"
        raise BadInput.one("cryptography", "is not installed", fix) from None
    return ed25519
