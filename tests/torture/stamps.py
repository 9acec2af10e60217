"""Every single bit of a timestamp, flipped, before the two who judge it: our check of the imprint, and the signature's.

The signature of an authority covers what a timestamp states, not the frame around it nor the copy of a certificate in
it. A flip there may be accepted, and then it states nothing else.
"""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from cryptography.x509 import load_pem_x509_certificate
from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

from tests.torture.bits import flips
from tests.torture.harness import Part, Tally
from tests.trail.test_timestamp import GRANTED, TEXT, VECTORS
from wbmgp_engine.errors import ProofError
from wbmgp_engine.trail.timestamp import check_imprint


def every_bit(seed: int, count: int, folder: Path) -> Tally:
    """Each bit of a timestamp, `count` times over."""
    root = load_pem_x509_certificate((VECTORS / "tsa.pem").read_bytes())
    verifier, said = VerifierBuilder().add_root_certificate(root).build(), _said(GRANTED)
    found, same, faults = 0, 0, list[str]()
    for bit, changed in enumerate(flips(GRANTED)):
        if not _accepted(verifier, changed):
            found += 1
        elif _said(changed) == said:
            same += 1
        else:
            faults.append(f"flipped bit {bit} states something else and was not found")
    if not _accepted(verifier, GRANTED):
        faults.append("the timestamp itself is refused")
    return Tally(count, faults, {"found": str(found), "accepted, and states the same": str(same)})


def _accepted(verifier: Any, data: bytes) -> bool:
    try:
        check_imprint(data, TEXT)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a flipped serial number may be negative
            return bool(verifier.verify_message(decode_timestamp_response(data), TEXT))
    except (ProofError, VerificationError, ValueError):
        return False
    except Exception as problem:
        # The libraries have more errors of their own for a certificate that cannot be read.
        if type(problem).__module__.startswith("cryptography.x509"):
            return False
        raise


def _said(data: bytes) -> tuple[Any, ...]:
    """Everything that a timestamp states, and its signature."""
    response = decode_timestamp_response(data)
    info = response.tst_info
    imprint = info.message_imprint
    (signer,) = response.signed_data.signer_infos
    return (
        info.gen_time,
        info.serial_number,
        info.nonce,
        info.policy,
        imprint.message,
        imprint.hash_algorithm,
        signer.serial_number,
    )


PARTS = (Part("bits of a timestamp", "every flipped bit is found, or states the same (T1)", 1, 1, every_bit),)
