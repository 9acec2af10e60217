"""A bundle for a court: one entry of the log, what of it may be opened, its proof, and what it takes to check that."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from wbmgp_engine.errors import BadInput
from wbmgp_engine.law.hashing import canonical
from wbmgp_engine.trail.archive import packed
from wbmgp_engine.trail.canonical import decode, encode, encode_again
from wbmgp_engine.trail.categories import CATEGORIES, put_together
from wbmgp_engine.trail.instructions import INSTRUCTIONS
from wbmgp_engine.trail.log_proof import LogProof
from wbmgp_engine.trail.notes import Note
from wbmgp_engine.trail.policy import Policy

LEAF: Final = "leaf.json"
PROOF: Final = "leaf.tlog-proof"
POLICY: Final = "policy"
SALTS: Final = "salts.json"
REPLAY: Final = "replay.json"
VERIFIER: Final = "verify.py"
READ_ME: Final = "LEESMIJ.txt"
STAMP: Final = "checkpoint.tsr"
RULES: Final = "rules/"
EXPLANATIONS: Final[Mapping[str, str]] = {"nl": "explanation.nl.txt", "en": "explanation.en.txt"}
PAYLOADS: Final[Mapping[str, str]] = {category: f"payload/{category}.json" for category in CATEGORIES}
NEEDED: Final = frozenset({READ_ME, LEAF, PROOF, POLICY, SALTS, VERIFIER})
ALLOWED: Final = NEEDED | {REPLAY, STAMP, *EXPLANATIONS.values(), *PAYLOADS.values()}
KINDS: Final = ("aanvraag", "verzoek")
CHANGES: Final = "keys/"
CHANGED: Final = "payload/motivering.json"
NOTE: Final = "note"
CHANGE_FILES: Final = (LEAF, PROOF, NOTE, CHANGED, SALTS)


@dataclass(frozen=True, slots=True)
class LoggedChange:
    """A change of the log's key: the note that both keys signed, and the entry that says so with its opened part."""

    note: Note
    leaf: bytes
    proof: LogProof
    said: bytes
    salt: bytes

    def files(self, place: int) -> dict[str, bytes]:
        """Its files; the first change of a bundle has place 1."""
        salts = encode({"motivering": b64encode(self.salt).decode()})
        contents = (self.leaf, bytes(self.proof), bytes(self.note), self.said, salts)
        return dict(zip(change_files(place), contents, strict=True))


def change_files(place: int) -> list[str]:
    """The names of the files of a change of key."""
    return [f"{CHANGES}{place:02}/{name}" for name in CHANGE_FILES]


@dataclass(frozen=True, slots=True)
class Bundle:
    """What goes into a bundle. `opened` and `salts` hold the categories that its reader may see, and no others.

    `verifier` is the text of `trail/verify.py`; whoever exports reads it, for this package reads no files. `stamp` is
    the answer of a timestamp authority (RFC 3161) for the text of the checkpoint in `proof`. `changes` are those of the
    log's key before that checkpoint, from old to new, each proven under that same checkpoint.
    """

    leaf: bytes
    proof: LogProof
    policy: Policy
    verifier: bytes
    opened: Mapping[str, bytes] = field(default_factory=dict)
    salts: Mapping[str, bytes] = field(default_factory=dict)
    rules: Mapping[str, bytes] = field(default_factory=dict)
    stamp: bytes | None = None
    changes: Sequence[LoggedChange] = ()

    def files(self) -> dict[str, bytes]:
        """The files by name; what people read is copied from what was recorded."""
        salts = {category: b64encode(self.salts[category]).decode() for category in self.opened}
        files = {
            READ_ME: INSTRUCTIONS.encode(), LEAF: self.leaf, PROOF: bytes(self.proof), POLICY: bytes(self.policy),
            SALTS: encode(salts), VERIFIER: self.verifier,
        }  # fmt: skip
        files |= {PAYLOADS[category]: data for category, data in self.opened.items()}
        files |= {} if self.stamp is None else {STAMP: self.stamp}
        for place, change in enumerate(self.changes, 1):
            files |= change.files(place)
        files |= {RULES + path: canonical(data) for path, data in self.rules.items()}
        parts = {category: decode(data) for category, data in self.opened.items()}
        return files | copies(parts, set(decode(self.leaf)["commitments"]))

    def __bytes__(self) -> bytes:
        return packed(self.files())


def copies(parts: Mapping[str, Mapping[str, Any]], committed: set[str]) -> dict[str, bytes]:
    """The files that repeat opened parts for readers: the explanation, and the input of a replay where it is whole.

    Raises BadInput when the parts do not make one application or request.
    """
    said = parts.get("spoor", {}).get("uitleg", {})
    texts = said if isinstance(said, dict) else {}
    found = {name: texts[lang].encode() for lang, name in EXPLANATIONS.items() if isinstance(texts.get(lang), str)}
    kinds = {kind for part in parts.values() for kind in KINDS if kind in part}
    if len(kinds) > 1:
        raise BadInput.one("payload", "holds an application and a request", "a case is one of the two")
    if kinds and committed - {"spoor"} <= parts.keys():
        (kind,) = kinds
        found[REPLAY] = encode_again({kind: put_together(part.get(kind, {}) for part in parts.values())})
    return found
