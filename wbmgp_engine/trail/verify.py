#!/usr/bin/env python3
"""Check a bundle that proves one entry of a decision log: `python3 verify.py BUNDLE [--policy FILE] [--lang nl|en]`.

One file, Python 3.11 or later, nothing but its standard library, no network. It shares no line with the engine's own
verifier, which has to say the same about every bundle. Exit 0 = every proof holds; 1 = a proof fails; 2 = no bundle.
"""

import base64
import hashlib
import json
import re
import struct
import sys
import zlib
from datetime import UTC, date, datetime
from typing import Any

MOST_BYTES, MOST_FILES, MOST_NOTE, MOST_DEPTH, LAST_TIME = 64_000_000, 1000, 65_536, 200, 253_402_300_799
CATEGORIES = ("beoordeling", "inkomen", "motivering", "onderzoek", "persoon", "spoor")
NEEDED = {"LEESMIJ.txt", "leaf.json", "leaf.tlog-proof", "policy", "salts.json", "verify.py"}
STAMP, EXPLAINED = "checkpoint.tsr", {"nl": "explanation.nl.txt", "en": "explanation.en.txt"}
ALLOWED = NEEDED | {"replay.json", STAMP, *EXPLAINED.values(), *(f"payload/{category}.json" for category in CATEGORIES)}


class NoBundle(Exception):
    """This is no bundle: exit 2."""


class Failure(Exception):
    """A proof fails: exit 1. The message begins with the part that fails."""


def need(holds: object, problem: str) -> None:
    """Fail with this problem unless it holds."""
    if not holds:
        raise Failure(problem)


# The archive: a zip without compression, in the one form that the files themselves determine.
def files_in(data: bytes) -> dict[str, bytes]:
    """The files of a bundle by name; NoBundle for any byte that a bundle would not have in that place."""
    if len(data) > MOST_BYTES:
        raise NoBundle(f"more than {MOST_BYTES} bytes")
    files: dict[str, bytes] = {}
    at, directory, damaged, last = 0, b"", "", ""
    while data[at : at + 4] == b"PK\3\4" and len(data) >= at + 30:
        crc, size, name_size = struct.unpack_from("<I4xIH", data, at + 14)
        name = data[at + 30 : at + 30 + name_size]
        content = data[at + 30 + name_size : at + 30 + name_size + size]
        shape = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, crc, size, size, name_size, 0)
        whole = b"PK\3\4" + shape + name + content
        if data[at : at + len(whole)] != whole or len(content) != size:
            raise NoBundle("its form is not that of a bundle: packed again, or damaged")
        directory += b"PK\1\2\x14\0" + shape + struct.pack("<3H2I", 0, 0, 0, 0, at) + name
        text = name.decode("ascii", "replace")
        if not re.fullmatch(r"(?!.*(^|/)\.)[A-Za-z0-9._/-]{1,200}(?<!/)", text) or "//" in text or text[:1] == "/":
            raise NoBundle("a file in it has a name that is not allowed")
        if text <= last or len(files) == MOST_FILES:
            raise NoBundle("its files are too many, double or not in order")
        damaged = damaged or (text if zlib.crc32(content) != crc else "")
        files[text], last = content, text
        at += len(whole)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), at, 0)
    if data[at:] != directory + end:
        raise NoBundle("this is no zip file in the form of a bundle")
    if not set(files) >= NEEDED or any(name not in ALLOWED and not name.startswith("rules/") for name in files):
        raise NoBundle("files are missing, or files are in it that do not belong there")
    need(not damaged, f"file: {damaged} was changed")
    return files


# Ed25519 (RFC 8032, 5.1.7), as OpenSSL decides it: without cofactor, and with the point R compared as bytes.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, ROOT = -121665 * pow(121666, -1, P) % P, pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]


def add(a: Point, b: Point) -> Point:
    """The sum of two points of the curve, in extended coordinates (RFC 8032, 5.1.4)."""
    r, s = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    t, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = s - r, z - t, z + t, s + r
    return e * f % P, g * h % P, f * g % P, e * h % P


def point(data: bytes) -> Point | None:
    """The point that 32 bytes stand for, or None (RFC 8032, 5.1.3)."""
    number = int.from_bytes(data, "little")
    y, sign = (number & (1 << 255) - 1) % P, number >> 255
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x * ROOT % P if (x * x - square) % P else x
    if (x * x - square) % P:
        return None
    x = -x % P if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE: Point = point((4 * pow(5, -1, P) % P).to_bytes(32, "little")) or (0, 1, 1, 0)


def signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the holder of this key signed this message."""
    key, s = point(public), int.from_bytes(signature[32:], "little")
    if key is None or len(signature) != 64 or s >= L:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    minus: Point = (-key[0] % P, key[1], 1, -key[3] % P)
    table, seen = ((0, 1, 1, 0), BASE, minus, add(BASE, minus)), (0, 1, 1, 0)
    for bit in range(252, -1, -1):
        seen = add(seen, seen)
        choice = (s >> bit & 1) | (h >> bit & 1) << 1
        seen = add(seen, table[choice]) if choice else seen
    inverse = pow(seen[2], -1, P)
    x, y = seen[0] * inverse % P, seen[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# Canonical JSON (RFC 8785) of text, whole numbers, true, false, null, lists and objects.
def canonical(value: Any, depth: int = MOST_DEPTH) -> bytes:
    """The only bytes of a value; ValueError for a value that has none."""
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).encode()
    if value is None or isinstance(value, bool):
        return json.dumps(value).encode()
    if isinstance(value, int) and abs(value) < 2**53:
        return str(value).encode()
    if not depth or not isinstance(value, (list, dict)):
        raise ValueError("too deep, too large, or of a kind that is not used")
    if isinstance(value, list):
        return b"[" + b",".join(canonical(item, depth - 1) for item in value) + b"]"
    keys = sorted(value, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    return b"{" + b",".join(canonical(key) + b":" + canonical(value[key], depth - 1) for key in keys) + b"}"


def canonical_value(data: bytes, name: str = "value") -> Any:
    """The value of canonical bytes, and of no others."""
    try:
        value = json.loads(data.decode())
        holds = canonical(value) == data
    except (ValueError, RecursionError):
        holds = False
    need(holds, f"form: {name} is not in its canonical form")
    return value


def unbase64(text: object, name: str, size: int | None = None) -> bytes:
    """Bytes from their only base64 text."""
    try:
        data = base64.b64decode(str(text), validate=True)
    except ValueError:
        raise Failure(f"form: {name} is not base64") from None
    need(base64.b64encode(data).decode() == text and size in (None, len(data)), f"form: {name} is other base64")
    return data


def number(text: str, name: str) -> int:
    """A whole number from its only decimal text."""
    need(re.fullmatch("0|[1-9][0-9]{0,15}", text), f"form: {name} is no number")
    return int(text)


# Signed notes, checkpoints and policies (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy).
def verifier_key(text: str, kind: int) -> tuple[str, bytes, bytes]:
    """Name, id and key of `name+id+key`; kind 1 signs for a log, kind 4 for a witness."""
    name, hexed, material = (*text.split("+", 2), "", "")[:3]
    data = unbase64(material, "a key in the policy", 33)
    key_id = hashlib.sha256(name.encode("utf-8", "surrogateescape") + b"\n" + data).digest()[:4]
    named = name and not re.search(r"\s", name)
    need(named and hexed == key_id.hex() and data[0] == kind, "policy: a key does not fit its own id or its place")
    return name, key_id, data[1:]


def read_policy(data: bytes) -> dict[str, Any]:
    """Whose signatures count, and how many witnesses are needed."""
    clean = len(data) <= MOST_NOTE and not re.search(rb"[^\t\n\x20-\x7e\x80-\xff]", data) and data[-1:] == b"\n"
    need(clean, "policy: it is too long or holds what no policy holds")
    found: dict[str, Any] = {"logs": [], "witnesses": {}, "groups": {}, "quorum": None}
    known, members = {"none"}, set[str]()
    for line in data.decode("utf-8", "surrogateescape").split("\n"):
        words = [word for word in re.split("[ \t]+", line) if word]
        if not words or words[0].startswith("#"):
            continue
        kind, count = words[0], len(words)
        if kind == "log" and count in (2, 3):
            found["logs"].append(verifier_key(words[1], 1))
        elif kind == "witness" and count in (3, 4) and words[1] not in known:
            found["witnesses"][words[1]] = verifier_key(words[2], 4)
            known.add(words[1])
        elif kind == "group" and count > 3 and words[1] not in known:
            below = words[3:]
            least = {"any": "1", "all": str(len(below))}.get(words[2], words[2])
            asked = re.fullmatch("[1-9][0-9]{0,3}", least) and int(least) <= len(below)
            need(asked, "policy: a group asks for too many")
            fits = set(below) <= known - members - {"none"} and len(set(below)) == len(below)
            need(fits, "policy: a group has an unknown or double member")
            members |= set(below)
            found["groups"][words[1]] = (int(least), below)
            known.add(words[1])
        else:
            need(kind == "quorum" and count == 2 and words[1] in known, "policy: a line is not understood")
            need(found["quorum"] is None, "policy: two lines with a quorum")
            found["quorum"] = words[1]
    need(found["quorum"] and found["logs"], "policy: it names no log, or no quorum")
    for keys in (found["logs"], list(found["witnesses"].values())):
        need(len({key[2] for key in keys}) == len(keys), "policy: one key stands in it twice")
    return found


def quorum(name: str, policy: dict[str, Any], seen: dict[str, int]) -> bool:
    """Whether enough witnesses of a group, or this witness, signed."""
    if name in policy["groups"]:
        least, below = policy["groups"][name]
        return bool(sum(quorum(member, policy, seen) for member in below) >= least)
    return name == "none" or name in seen


def read_note(data: bytes) -> tuple[str, list[tuple[str, bytes]]]:
    """The text of a signed note, and the name and bytes of each signature."""
    try:
        text, _, lines = data.decode().rpartition("\n\n")
    except ValueError:
        raise Failure("checkpoint: it is not UTF-8") from None
    clean = not re.search("[\0-\x09\x0b-\x1f]", text + lines) and len(data) <= MOST_NOTE and lines[-1:] == "\n"
    need(clean and lines.count("\n") <= 100, "checkpoint: it is no signed note")
    signatures = []
    for line in lines[:-1].split("\n"):
        dash, name, encoded = (*line.split(" ", 2), "", "")[:3]
        fits = dash == "\u2014" and name and "+" not in name and not re.search(r"\s", name)
        need(fits, "checkpoint: a signature line is not understood")
        signatures.append((name, unbase64(encoded, "a signature")))
        need(len(signatures[-1][1]) > 4, "checkpoint: a signature is too short")
    return text + "\n", signatures


def check_note(data: bytes, policy: dict[str, Any]) -> tuple[str, int, bytes, dict[str, int]]:
    """Origin, size and root that the log signed, and when each witness saw them."""
    text, signatures = read_note(data)
    lines = text.split("\n")
    need(len(lines) == 4 and lines[0] and lines[3] == "", "checkpoint: it has not exactly three lines")
    by_log, seen = False, dict[str, int]()
    for name, made in signatures:
        for log, key_id, public in policy["logs"]:
            if (log, key_id) == (name, made[:4]):
                need(signed(public, text.encode(), made[4:]), "signature: that of the log does not hold")
                by_log = by_log or name == lines[0]
        for witness, (key_name, key_id, public) in policy["witnesses"].items():
            if (key_name, key_id) == (name, made[:4]):
                time = int.from_bytes(made[4:12], "big")
                message = f"cosignature/v1\ntime {time}\n{text}".encode()
                holds = time <= LAST_TIME and signed(public, message, made[12:])
                need(holds, f"signature: that of the witness {witness!a} does not hold")
                seen[witness] = min(time, seen.get(witness, time))
    need(by_log, "trust: no log that the policy knows signed this checkpoint under its own name")
    need(quorum(policy["quorum"], policy, seen), "trust: fewer witnesses signed than the policy asks for")
    return lines[0], number(lines[1], "the size"), unbase64(lines[2], "the root", 32), seen


# The entry in the log (c2sp.org/tlog-proof, RFC 9162 2.1.3.2).
def read_proof(data: bytes) -> tuple[int, list[bytes], bytes]:
    """The place of the entry, the hashes beside its path, and the checkpoint."""
    head, _, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    need(lines[0] == "c2sp.org/tlog-proof@v1", "proof: its first line is not that of a proof")
    need(lines[1:] and lines[1].startswith("index "), "proof: it does not say where the entry stands")
    return number(lines[1][6:], "the place"), [unbase64(line, "a hash", 32) for line in lines[2:]], note


def check_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> None:
    """Climb from the entry to the root; the path must fit to the last hash."""
    need(index < size, "proof: the entry stands behind the end of the log")
    seen, last = hashlib.sha256(b"\0" + leaf).digest(), size - 1
    for step in proof:
        need(last, "proof: it holds more than is needed")
        if index & 1 or index == last:
            seen = hashlib.sha256(b"\1" + step + seen).digest()
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            seen = hashlib.sha256(b"\1" + seen + step).digest()
        index, last = index >> 1, last >> 1
    need(not last, "proof: it holds less than is needed")
    need(seen == root, "proof: this entry does not stand at this place in this log")


# A timestamp (RFC 3161) over the text of the checkpoint. Whose it is, openssl tells; here only what it was made for.
def der(data: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of the values that stand one after another (X.690)."""
    parts = []
    while data:
        size, at = (data + b"\x80")[1], 2
        need(size != 0x80, "timestamp: its form is not that of a timestamp")
        if size > 0x80:
            at += size & 0x7F
            size = int.from_bytes(data[2:at], "big")
        need(len(data) >= at + size, "timestamp: it is cut off")
        parts.append((data[0], data[at : at + size]))
        data = data[at + size :]
    return parts


def inside(data: bytes, *path: tuple[int, int]) -> bytes:
    """The content found by going down: each step names the tag that stands at a place."""
    for tag, place in path:
        parts = der(data)
        need(place < len(parts) and parts[place][0] == tag, "timestamp: its form is not that of a timestamp")
        data = parts[place][1]
    return data


def check_stamp(stamp: bytes, text: bytes) -> None:
    """Whether a granted timestamp was made for exactly this text."""
    content = ((0x30, 0), (0x30, 1), (0xA0, 1), (0x30, 0), (0x30, 2))
    need(inside(stamp, (0x30, 0), (0x30, 0), (2, 0)) in (b"\0", b"\1"), "timestamp: it was not granted")
    kind = inside(stamp, *content, (6, 0)) == bytes.fromhex("2a864886f70d0109100104")
    imprint = inside(stamp, *content, (0xA0, 1), (4, 0), (0x30, 0), (0x30, 2))
    sha256 = inside(imprint, (0x30, 0), (6, 0)) == bytes.fromhex("608648016503040201")
    need(kind and sha256 and len(der(stamp)) == 1, "timestamp: it is of a kind that is not read here")
    need(inside(imprint, (4, 1)) == hashlib.sha256(text).digest(), "timestamp: it is of another text")


# The entry itself, and what it commits to.
HEX, HASH = "[0-9a-f]{32}", "sha256:[0-9a-f]{64}"
TYPES = {
    "aanvraag": "zaak_ref", "beoordeling": "zaak_ref peildatum rules_hash resultaatcode",
    "besluit": "zaak_ref peildatum rules_hash resultaatcode", "aanwijzingsversie": "inhoud",
    "herziening": "zaak_ref peildatum rules_hash resultaatcode betreft", "intrekking": "zaak_ref betreft",
    "bezwaar": "zaak_ref betreft", "handeling": "zaak_ref", "inzage": "betreft categorieen", "mandaatversie": "inhoud",
    "wissing": "betreft categorieen", "regelversie": "rules_hash", "sleutelwissel": "", "gebiedsversie": "inhoud",
}  # fmt: skip
PATTERNS = {
    "origin": "[a-z0-9][a-z0-9./_-]{0,199}", "type": "|".join(TYPES), "record_id": HEX, "actor_ref": HEX,
    "rol": "balie|beoordelaar|burgemeester|raad|jurist|auditor|regelbeheer|fg|corporatie|beheer|systeem",
    "oorsprong": "api|opdrachtregel|achtergrondtaak", "recorded_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "engine_hash": HASH, "engine_version": r"\d+\.\d+\.\d+[a-z0-9.]{0,20}",
}  # fmt: skip
OPTIONAL = {
    "zaak_ref": HEX, "betreft": HEX, "peildatum": r"\d{4}-\d\d-\d\d", "rules_hash": HASH, "inhoud": HASH,
    "resultaatcode": "geen_vergunning_nodig|verlenen|verlenen_met_voorschriften|aanvullen|beoordelen|weigeren"
    "|volledig|onvolledig|toegewezen|afgewezen|buiten_behandeling|gegrond|ongegrond|niet_ontvankelijk",
}  # fmt: skip


def read_leaf(data: bytes) -> dict[str, Any]:
    """The entry: a closed list of fields without a word about a person."""
    leaf = canonical_value(data, "the entry")
    need(isinstance(leaf, dict) and leaf.get("v") == 1 and leaf["v"] is not True, "entry: its version is not known")
    for name, pattern in (PATTERNS | {name: OPTIONAL[name] for name in OPTIONAL if name in leaf}).items():
        value = leaf.get(name)
        fits = isinstance(value, str) and re.fullmatch(pattern, value, re.ASCII)
        need(fits, f"entry: {name} is not what it has to be")
    seq, commitments, named = leaf.get("seq"), leaf.get("commitments"), leaf.get("categorieen", [])
    need(type(seq) is int and seq >= 0, "entry: seq is no place")
    need(isinstance(commitments, dict) and set(commitments) <= set(CATEGORIES), "entry: an unknown commitment")
    need(isinstance(named, list) and named == [c for c in CATEGORIES if c in named], "entry: unknown categorieen")
    for category, commitment in commitments.items():
        unbase64(commitment, f"the commitment to {category}", 32)
    needed = set(TYPES[leaf["type"]].split())
    known = {"v", "seq", "commitments", "categorieen", *PATTERNS, *OPTIONAL}
    need(needed <= set(leaf) <= known, "entry: fields are missing, or fields are in it that it cannot have")
    try:
        datetime.fromisoformat(leaf["recorded_at"])
        date.fromisoformat(leaf.get("peildatum", "2000-01-01"))
    except ValueError:
        raise Failure("entry: it names a day that does not exist") from None
    return dict(leaf)


def check_payloads(files: dict[str, bytes], leaf: dict[str, Any]) -> dict[str, bytes]:
    """The opened parts; each must be what the entry committed to."""
    opened = {name[8:-5]: data for name, data in files.items() if name.startswith("payload/")}
    salts = canonical_value(files["salts.json"], "salts.json")
    paired = isinstance(salts, dict) and set(salts) == set(opened)
    need(paired, "payload: salts and opened parts do not belong together")
    for category, data in opened.items():
        need(category in leaf["commitments"], f"payload: the entry does not speak of {category}")
        salt = unbase64(salts[category], f"the salt of {category}", 32)
        seen = hashlib.sha256(b"wbmgp/commit/v1\0" + category.encode() + b"\0" + salt + data).digest()
        need(unbase64(leaf["commitments"][category], category) == seen, f"payload: {category} is not what was recorded")
    return opened


def check_rules(files: dict[str, bytes], leaf: dict[str, Any]) -> bool:
    """Whether the rule book is there; it must be the one of the entry."""
    digest, rules = hashlib.sha256(), sorted(name for name in files if name.startswith("rules/"))
    for name in rules:
        for part in (name[6:].encode(), files[name]):
            digest.update(len(part).to_bytes(8, "big") + part)
    if rules or "rules_hash" in leaf:
        need(f"sha256:{digest.hexdigest()}" == leaf.get("rules_hash"), "rules: this is not the rule book of the entry")
    return bool(rules)


def check_copies(files: dict[str, bytes], leaf: dict[str, Any], opened: dict[str, bytes]) -> tuple[bool, bool]:
    """Whether the replay input and the explanation are there; they must be what was recorded."""
    parsed = {category: canonical_value(data, category) for category, data in opened.items()}
    need(all(isinstance(part, dict) for part in parsed.values()), "payload: a part is no object")
    check_outcome(parsed.get("beoordeling", {}).get("toetsing"), leaf)
    told = parsed.get("spoor", {}).get("uitleg", {})
    for lang, name in EXPLAINED.items():
        said = told.get(lang) if isinstance(told, dict) else None
        need(files.get(name) == (said.encode() if isinstance(said, str) else None), f"copy: {name} is not as recorded")
    given = {key: value for part in parsed.values() for key, value in part.items() if key in ("aanvraag", "verzoek")}
    need(len(given) < 2, "payload: it holds an application and a request")
    again = None
    if given and set(leaf["commitments"]) - {"spoor"} <= set(opened):
        (kind,) = given
        again = canonical({kind: put_together([part.get(kind, {}) for part in parsed.values()])})
    need(files.get("replay.json") == again, "copy: replay.json is not what was recorded")
    return bool(again), any(name in files for name in EXPLAINED.values())


def check_outcome(told: Any, leaf: dict[str, Any]) -> None:
    """Whether the entry of an assessment says what its opened part says: outcome, date of law and rule book."""
    told = told if isinstance(told, dict) and leaf["type"] == "beoordeling" else {}
    law = told["recht"] if isinstance(told.get("recht"), dict) else {}
    said = {"resultaatcode": told.get("advies"), "peildatum": law.get("datum"), "rules_hash": law.get("regelboek")}
    for name in said:
        need(said[name] in (None, leaf.get(name)), f"entry: its {name} is not what the part beoordeling says")


def put_together(parts: list[Any]) -> dict[str, Any]:
    """An application or a request from its facts by path, as the parts hold them."""
    need(all(isinstance(part, dict) for part in parts), "payload: a part is no object")
    facts: dict[str, Any] = {path: value for part in parts for path, value in part.items()}
    need(len(facts) == sum(map(len, parts)), "payload: one fact stands in two parts")
    ids = facts.pop("huishouden", [])
    listed = isinstance(ids, list) and all(isinstance(name, str) for name in ids) and len(set(ids)) == len(ids)
    need(listed, "payload: the household is no list of different people")
    people = {name: {"id": name} for name in ids}
    for path in [path for path in facts if path.startswith("huishouden.")]:
        name, _, key = path[11:].rpartition(".")
        need(name in people and key != "id", "payload: a fact of nobody")
        people[name][key] = facts.pop(path)
    return facts | ({"huishouden": list(people.values())} if people else {})


def verify(data: bytes, policy: bytes | None = None) -> dict[str, Any]:
    """What a bundle proves. `policy` is what the reader trusts; without it the bundle's own keys are believed."""
    if policy is not None:
        try:
            read_policy(policy)
        except Failure as problem:
            raise NoBundle(f"--policy: {problem}") from None
    files = files_in(data)
    own = files["policy"] if policy is None else policy
    index, proof, note = read_proof(files["leaf.tlog-proof"])
    origin, size, root, seen = check_note(note, read_policy(own))
    if STAMP in files:
        check_stamp(files[STAMP], read_note(note)[0].encode())
    leaf = read_leaf(files["leaf.json"])
    check_inclusion(files["leaf.json"], index, size, proof, root)
    need((leaf["origin"], leaf["seq"]) == (origin, index), "entry: it belongs to another log or another place")
    opened = check_payloads(files, leaf)
    rules = check_rules(files, leaf)
    replay, explained = check_copies(files, leaf, opened)
    closed = sorted(set(leaf["commitments"]) - set(opened))
    return {
        "leaf": leaf, "size": size, "root": root.hex(), "witnesses": seen, "opened": sorted(opened), "closed": closed,
        "rules": rules, "replay": replay, "explained": explained, "trusted": policy is not None,
        "stamped": STAMP in files, "policy": hashlib.sha256(own).hexdigest(),
    }  # fmt: skip


# What it means, in plain words.
PARTS = {
    "file": "een bestand", "form": "de vorm van een bestand", "policy": "het bestand met de sleutels",
    "checkpoint": "de ondertekende stand van het logboek", "signature": "een handtekening",
    "proof": "het bewijs van de plaats in het logboek", "entry": "de regel zelf", "payload": "een geopend deel",
    "rules": "het regelboek", "copy": "een leesbare kopie", "timestamp": "het tijdstempel", "trust": "wie moest tekenen",
}  # fmt: skip
WORDS = {
    "nl": {
        "good": "ALLES KLOPT{but} bewijs in deze bundel is nagerekend en klopt.", "proven": "Wat is bewezen:",
        "if": "ALLES KLOPT, ALS DE SLEUTELS ECHT ZIJN{but} bewijs is nagerekend; vergelijk nog de sleutels (onderaan).",
        "all": ". Elk", "unstamped": ". HET TIJDSTEMPEL IS NIET GECONTROLEERD (dat kan alleen openssl). Elk ander",
        "place": "Deze regel ({type}, vastgelegd als {record_id}) staat op plaats {seq} in het logboek {origin}.",
        "log": "Het logboek had toen {size} regels. De houder van het logboek heeft dat ondertekend.",
        "witness": "Getuige {name} heeft dit logboek gezien op {time}. De regel stond er toen al in.",
        "opened": "Dit is precies wat toen is vastgelegd: {opened}.", "rules": "Dit is het regelboek waarmee is gerekend.",
        "replay": "replay.json is wat toen is gevraagd. Reken het na: bewaar wat in replay.json onder aanvraag (of verzoek)"
        " staat als eigen bestand, en geef: wbmgp assess (of designate) BESTAND --on {peildatum}.",
        "explained": "De uitleg in explanation.nl.txt en explanation.en.txt is de uitleg van toen.",
        "until": "Tot welk moment:", "reach": "Het bewijs gaat over het logboek met {size} regels. Over latere regels zegt het niets.",
        "by_then": "Een getuige staat in voor het tijdstip: niet later dan {time}.",
        "no_time": "Geen getuige heeft getekend. Geen tijdstip is bewezen, en alleen de sleutel van het logboek beschermt.",
        "stamp": "Er is een tijdstempel bij deze stand van het logboek. Of het echt is, en van wanneer, zegt openssl"
        " (zie LEESMIJ.txt); hier is alleen nagegaan dat het bij deze stand hoort.",
        "clock": "Let op: het logboek noemt een later tijdstip dan de getuige. Een van de twee klokken liep verkeerd.",
        "not": "Wat is niet bewezen:", "truth": "Of de feiten waar zijn, en of het besluit juist is.",
        "claimed": "Het tijdstip {recorded_at}: dat zegt het logboek zelf.", "later": "Of een latere regel dit heeft herzien of ingetrokken. En of een sleutel gelekt is:"
        " kijk of die sleutel nog staat waar de gemeente haar sleutels publiceert. Was hij gelekt, dan helpt alleen een getuige.",
        "closed": "Wat hier staat, want het is niet geopend of het is gewist: {closed}.",
        "help": "De bestanden LEESMIJ.txt en verify.py. Neem verify.py van een plaats die u vertrouwt.",
        "keys": "Van wie de sleutels zijn: ze komen uit de bundel. Vergelijk deze code met wat de gemeente en de getuigen"
        " hebben gepubliceerd, of geef hun bestand mee met --policy: {policy}",
        "bad": "HET KLOPT NIET. Dit deel is veranderd, of hoort hier niet: {part}.", "none": "Dit is geen bundel.",
        "unsigned": "NIET BEWEZEN. Wie moest tekenen, heeft niet getekend. Of past het bestand met de sleutels hier niet bij?",
        "unusable": "Het bestand bij --policy is niet bruikbaar.",
    },
    "en": {
        "good": "ALL IS WELL{but} proof in this bundle was computed again and holds.", "proven": "What is proven:",
        "if": "ALL IS WELL, IF THE KEYS ARE REAL{but} proof was computed again; compare the keys (see the end).",
        "all": ". Every", "unstamped": ". THE TIMESTAMP WAS NOT CHECKED (only openssl can). Every other",
        "place": "This entry ({type}, recorded as {record_id}) stands at place {seq} in the log {origin}.",
        "log": "The log had {size} entries then. The keeper of the log signed that.",
        "witness": "Witness {name} saw this log on {time}. The entry stood in it by then.",
        "opened": "This is exactly what was recorded: {opened}.", "rules": "This is the rule book that was used.",
        "replay": "replay.json is what was asked. Compute it again: save what stands under aanvraag (or verzoek) in"
        " replay.json as a file of its own, and give: wbmgp assess (or designate) FILE --on {peildatum}.",
        "explained": "The words in explanation.nl.txt and explanation.en.txt are those of then.",
        "until": "Up to what time:", "reach": "The proof is about the log of {size} entries. It says nothing of later ones.",
        "by_then": "A witness vouches for the time: no later than {time}.",
        "no_time": "No witness signed. No time is proven, and only the key of the log protects.",
        "stamp": "There is a timestamp of this state of the log. Whether it is real, and of when, openssl tells"
        " (see LEESMIJ.txt); here was checked only that it belongs to this state.",
        "clock": "Mind: the log states a later time than the witness. One of the two clocks was wrong.",
        "not": "What is not proven:", "truth": "That the facts are true, and that the decision is right.",
        "claimed": "The time {recorded_at}: the log says so itself.", "later": "That no later entry revised or withdrew this one. And that no key leaked:"
        " look whether that key still stands where the municipality publishes its keys. If one leaked, only a witness helps.",
        "closed": "What stands here, for it was not opened or it was erased: {closed}.",
        "help": "The files LEESMIJ.txt and verify.py. Take verify.py from a place that you trust.",
        "keys": "Whose the keys are: they came with the bundle. Compare this code with what the municipality and the"
        " witnesses published, or give their file with --policy: {policy}",
        "bad": "IT DOES NOT HOLD. This part was changed, or does not belong here: {part}.", "none": "This is no bundle.",
        "unsigned": "NOT PROVEN. Who had to sign did not. Or is this policy not the one that belongs to the bundle?",
        "unusable": "The file given with --policy cannot be used.",
    },
}  # fmt: skip


def when(time: int) -> str:
    """A time as people write it."""
    return datetime.fromtimestamp(time, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")


def words(found: dict[str, Any], lang: str) -> str:
    """The outcome for a reader who is no engineer."""
    said, leaf, seen = WORDS[lang], found["leaf"], found["witnesses"]
    first = min(seen.values(), default=0)
    known = {"peildatum": "", "time": when(first)} | leaf | found
    known |= {name: ", ".join(found[name]) for name in ("opened", "closed")}
    known["but"] = said["unstamped" if found["stamped"] else "all"]
    # A name comes from the policy: what could steer a screen is written out, and a brace is only a brace.
    names = {name: ascii(name)[1:-1].replace("{", "{{").replace("}", "}}") for name in sorted(seen)}
    late = seen and datetime.fromisoformat(leaf["recorded_at"]).timestamp() > first + 60
    parts = {
        "proven": ["place", "log", *(said["witness"].format(name=names[name], time=when(seen[name])) for name in names),
                   *(key for key in ("opened", "rules", "replay", "explained") if found[key])],
        "until": ["reach", "by_then" if seen else "no_time", *["stamp"] * found["stamped"], *["clock"] * bool(late)],
        "not": ["truth", "claimed", "later", *["closed"] * bool(found["closed"]), "help", *["keys"] * (not found["trusted"])],
    }  # fmt: skip
    blocks = ["\n  - ".join(said.get(key, key) for key in [head, *keys]) for head, keys in parts.items()]
    return "\n\n".join([said["good" if found["trusted"] else "if"], *blocks, ""])[:-1].format(**known)


def outcome(data: bytes, policy: bytes | None, lang: str) -> tuple[int, str]:
    """The exit code and what to print."""
    said = WORDS[lang]
    try:
        return 0, words(verify(data, policy), lang)
    except NoBundle as problem:
        return 2, f"{said['unusable' if str(problem).startswith('--policy: ') else 'none']} ({problem})\n"
    except Failure as problem:
        part = str(problem).partition(":")[0]
        verdict = said["unsigned" if part == "trust" else "bad"]
        return 1, f"{verdict.format(part=PARTS[part] if lang == 'nl' else part)}\n  ({problem})\n"


def main(arguments: list[str]) -> int:
    """Read the command line; returns the exit code."""
    options, names = {"--policy": "", "--lang": "nl"}, []
    while arguments:
        word, *arguments = arguments
        if word in options and arguments:
            options[word], *arguments = arguments
        else:
            names.append(word)
    if len(names) != 1 or names[0].startswith("-") or options["--lang"] not in WORDS:
        print("python3 verify.py BUNDLE [--policy FILE] [--lang nl|en]", file=sys.stderr)
        return 2
    try:
        given = [read(name) for name in (names[0], options["--policy"]) if name]
        code, text = outcome(given[0], given[1] if given[1:] else None, options["--lang"])
        print(text, end="", file=sys.stderr if code == 2 else sys.stdout, flush=True)
    except OSError as problem:
        sys.stdout = sys.stderr  # a full disk would fail once more at the end, with another exit code
        print(f"verify.py: {problem}", file=sys.stderr)
        return 2
    return code


def read(name: str) -> bytes:
    """A file, up to what a bundle may hold."""
    with open(name, "rb") as file:
        return file.read(MOST_BYTES + 1)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
