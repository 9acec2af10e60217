"""Policies (c2sp.org/tlog-policy): which logs are believed, which witnesses are known, and how many have to agree."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from wbmgp_engine.errors import BadInput, ProofError
from wbmgp_engine.trail.checkpoint import Checkpoint
from wbmgp_engine.trail.notes import LOG, MAX_BYTES, WITNESS, Note, VerifierKey

NONE: Final = "none"
_NO_OCTET: Final = re.compile(rb"[^\t\n\x20-\x7e\x80-\xff]")
_COUNT: Final = re.compile("[1-9][0-9]{0,3}")


@dataclass(frozen=True, slots=True)
class Policy:
    """Logs by key, witnesses and groups by name, and the name of who has to have signed."""

    logs: tuple[VerifierKey, ...]
    quorum: str = NONE
    witnesses: Mapping[str, VerifierKey] = field(default_factory=dict)
    groups: Mapping[str, tuple[int, tuple[str, ...]]] = field(default_factory=dict)

    def __bytes__(self) -> bytes:
        lines = [f"log {key}" for key in self.logs]
        lines += [f"witness {name} {key}" for name, key in self.witnesses.items()]
        lines += [f"group {name} {least} {' '.join(below)}" for name, (least, below) in self.groups.items()]
        return "".join(f"{line}\n" for line in [*lines, f"quorum {self.quorum}"]).encode("utf-8", "surrogateescape")

    @classmethod
    def parse(cls, data: bytes) -> Policy:
        """Read a policy file; BadInput names the line that is wrong."""
        if len(data) > MAX_BYTES or not data.endswith(b"\n") or _NO_OCTET.search(data):
            raise BadInput.one("policy", "is too long or no text of lines", f"give at most {MAX_BYTES} bytes of text")
        # Names are octets to the format; what is no UTF-8 is kept as it is and equals nothing in a note.
        text = data.decode("utf-8", "surrogateescape")
        reader = _Reader()
        for number, line in enumerate(text.split("\n"), 1):
            words = [word for word in re.split("[ \t]+", line) if word]
            if words and not words[0].startswith("#"):
                reader.read(f"policy line {number}", words)
        return reader.policy()

    def check(self, note: Note) -> tuple[Checkpoint, dict[str, int]]:
        """The checkpoint of a note that satisfies the policy, and when each witness saw it.

        Raises ProofError when a known key fails, no log signed, or too few witnesses did; BadInput for no checkpoint.
        """
        checkpoint = Checkpoint.parse(note.text)
        signed = note.check([*self.logs, *self.witnesses.values()])
        if not any(key.name == checkpoint.origin for key in self.logs if key in signed):
            raise ProofError("trust: no log that the policy knows signed this checkpoint under its own name")
        times = {name: signed[key] for name, key in self.witnesses.items() if key in signed}
        seen = {name: time for name, time in times.items() if time is not None}
        if not self._satisfied(self.quorum, seen):
            raise ProofError(f"trust: too few witnesses signed; the policy asks for {self.quorum}")
        return checkpoint, seen

    def _satisfied(self, name: str, seen: Mapping[str, int]) -> bool:
        if name in self.groups:
            least, below = self.groups[name]
            return sum(self._satisfied(member, seen) for member in below) >= least
        return name == NONE or name in seen


class _Reader:
    """What the lines of a policy have said so far."""

    def __init__(self) -> None:
        self.logs: list[VerifierKey] = []
        self.witnesses: dict[str, VerifierKey] = {}
        self.groups: dict[str, tuple[int, tuple[str, ...]]] = {}
        self.quorum = ""
        self.members: set[str] = set()

    def read(self, place: str, words: list[str]) -> None:
        match words:
            case ["log", key] | ["log", key, _]:
                self.logs.append(VerifierKey.parse(key, LOG))
            case ["witness", name, key] | ["witness", name, key, _] if self._free(name):
                self.witnesses[name] = VerifierKey.parse(key, WITNESS)
            case ["group", name, count, *below] if self._free(name) and below:
                self.groups[name] = self._group(place, count, below)
            case ["quorum", name] if not self.quorum and (name == NONE or not self._free(name)):
                self.quorum = name
            case _:
                raise BadInput.one(place, "is not understood here", "see c2sp.org/tlog-policy")

    def policy(self) -> Policy:
        if not self.quorum or not self.logs:
            raise BadInput.one("policy", "names no log, or no quorum", "name both; `quorum none` asks for no witness")
        for keys in (self.logs, list(self.witnesses.values())):
            if len({key.public for key in keys}) != len(keys):
                raise BadInput.one("policy", "holds one key twice", "name each key once")
        return Policy(tuple(self.logs), self.quorum, self.witnesses, self.groups)

    def _free(self, name: str) -> bool:
        return name != NONE and name not in self.witnesses and name not in self.groups

    def _group(self, place: str, count: str, below: list[str]) -> tuple[int, tuple[str, ...]]:
        least = {"any": "1", "all": str(len(below))}.get(count, count)
        if not _COUNT.fullmatch(least) or int(least) > len(below):
            raise BadInput.one(place, f"asks for {count} of {len(below)}", "ask for any, all, or as many as there are")
        known = {*self.witnesses, *self.groups} - self.members
        if not set(below) <= known or len(set(below)) != len(below):
            raise BadInput.one(
                place, "has an unknown member or one that counts twice", "name each witness in one group"
            )
        self.members |= set(below)
        return int(least), tuple(below)
