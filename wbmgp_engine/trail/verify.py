#!/usr/bin/env python3
"""Check a bundle that proves one entry of a decision log: `python3 verify.py BUNDLE [--policy FILE] [--lang nl|en]`.

One file, Python 3.11 or later, nothing but its standard library, no network. It shares no line with the engine's own
verifier, which has to say the same about every bundle. Exit 0 = every proof holds; 1 = a proof fails; 2 = no bundle.
"""

import base64
import getopt
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
CHANGE = ("leaf.json", "leaf.tlog-proof", "note", "payload/motivering.json", "salts.json")


class NoBundle(Exception):
    """This is no bundle: exit 2."""


class Failure(Exception):
    """A proof fails: exit 1. The message begins with the part that fails."""


def need(holds: object, problem: str, kind: type[Exception] = Failure) -> None:
    """Fail with this problem unless it holds."""
    if not holds:
        raise kind(problem)


# The archive: a zip without compression, in the one form that the files themselves determine.
def files_in(data: bytes) -> dict[str, bytes]:
    """The files of a bundle by name; NoBundle for any byte that a bundle would not have in that place."""
    need(len(data) <= MOST_BYTES, f"more than {MOST_BYTES} bytes", NoBundle)
    files: dict[str, bytes] = {}
    at, directory, damaged, last = 0, b"", "", ""
    while data[at : at + 4] == b"PK\3\4" and len(data) >= at + 30:
        crc, size, name_size = struct.unpack_from("<I4xIH", data, at + 14)
        name = data[at + 30 : at + 30 + name_size]
        content = data[at + 30 + name_size : at + 30 + name_size + size]
        shape = struct.pack("<5H3I2H", 20, 0, 0, 0, 33, crc, size, size, name_size, 0)
        whole = b"PK\3\4" + shape + name + content
        same = data[at : at + len(whole)] == whole and len(content) == size
        need(same, "its form is not that of a bundle: packed again, or damaged", NoBundle)
        directory += b"PK\1\2\x14\0" + shape + struct.pack("<3H2I", 0, 0, 0, 0, at) + name
        text = name.decode("ascii", "replace")
        named = re.fullmatch(r"(?!/)(?!.*(^|/)\.)(?!.*//)[A-Za-z0-9._/-]{1,200}(?<!/)", text)
        need(named, "a file in it has a name that is not allowed", NoBundle)
        need(text > last and len(files) < MOST_FILES, "its files are too many, double or not in order", NoBundle)
        damaged = damaged or (text if zlib.crc32(content) != crc else "")
        files[text], last = content, text
        at += len(whole)
    end = struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, len(files), len(files), len(directory), at, 0)
    need(data[at:] == directory + end, "this is no zip file in the form of a bundle", NoBundle)
    fits = set(files) >= NEEDED and all(name in ALLOWED or name.startswith(("rules/", "keys/")) for name in files)
    need(fits, "files are missing, or files are in it that do not belong there", NoBundle)
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
    sign, y = divmod(int.from_bytes(data, "little"), 1 << 255)
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
        seen = add(add(seen, seen), table[(s >> bit & 1) | (h >> bit & 1) << 1])
    x, y = (value * pow(seen[2], -1, P) % P for value in seen[:2])
    return (y | (x & 1) << 255).to_bytes(32, "little") == signature[:32]


# Canonical JSON (RFC 8785) of text, whole numbers, true, false, null, lists and objects.
def canonical(value: Any, depth: int = MOST_DEPTH) -> bytes:
    """The only bytes of a value; ValueError for a value that has none."""
    if value is None or isinstance(value, str) or (isinstance(value, int) and abs(value) < 2**53):
        return json.dumps(value, ensure_ascii=False).encode()
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


# Signed notes, checkpoints and policies (c2sp.org: signed-note, tlog-checkpoint, tlog-cosignature, tlog-policy).
def verifier_key(text: str, kind: int) -> tuple[Any, ...]:
    """Name, id, key and kind of `name+id+key`; kind 1 signs for a log, kind 4 for a witness."""
    name, hexed, material = (*text.split("+", 2), "", "")[:3]
    data = unbase64(material, "a key in the policy", 33)
    key_id = hashlib.sha256(name.encode("utf-8", "surrogateescape") + b"\n" + data).digest()[:4]
    fits = hexed == key_id.hex() and data[0] == kind and name and not re.search(r"\s", name)
    need(fits, "policy: a key does not fit its own id or its place")
    return name, key_id, data[1:], kind


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
            asked = re.fullmatch("[1-9][0-9]{0,3}", least) and int(least) <= len(set(below)) == len(below)
            fits = asked and set(below) <= known - members - {"none"}
            need(fits, "policy: a group asks for too many, or has an unknown or double member")
            members |= set(below)
            found["groups"][words[1]] = (int(least), below)
            known.add(words[1])
        else:
            fits = kind == "quorum" and count == 2 and words[1] in known and not found["quorum"]
            need(fits, "policy: a line is not understood, or a second quorum")
            found["quorum"] = words[1]
    need(found["quorum"] and found["logs"], "policy: it names no log, or no quorum")
    for keys in (found["logs"], list(found["witnesses"].values())):
        need(len({key[2] for key in keys}) == len(keys), "policy: one key stands in it twice")
    return found


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
        made = unbase64(encoded, "a signature")
        fits = dash == "\u2014" and name and not re.search(r"\s|\+", name) and len(made) > 4
        need(fits, "checkpoint: a signature line is not understood")
        signatures.append((name, made))
    return text + "\n", signatures


def signers(note: bytes, keys: list[tuple[Any, ...]]) -> dict[tuple[Any, ...], int]:
    """The known keys that signed a note, with the earliest time each stated; no signature of theirs may be wrong."""
    text, signatures = read_note(note)
    found: dict[tuple[Any, ...], int] = {}
    for name, made in signatures:
        for key in [key for key in keys if key[:2] == (name, made[:4])]:
            time = int.from_bytes(made[4:12], "big") if key[3] == 4 else 0
            message = f"cosignature/v1\ntime {time}\n{text}" if key[3] == 4 else text
            holds = time <= LAST_TIME and signed(key[2], message.encode(), made[12 if key[3] == 4 else 4 :])
            need(holds, f"signature: that of {name!a} does not hold")
            found[key] = min(time, found.get(key, time))
    return found


def check_note(note: bytes, policy: dict[str, Any], files: dict[str, bytes]) -> tuple[Any, dict[str, int], list[Any]]:
    """Origin, size and root that the log signed, when each of enough witnesses saw them, and the changes of key before."""
    lines = re.findall(rf"\A([^\n]+)\n({NUMBER})\n([^\n]+)\n\Z", read_note(note)[0])
    need(lines, "checkpoint: it is not an origin, a size and a root on three lines")
    head = (lines[0][0], int(lines[0][1]), unbase64(lines[0][2], "the root", 32))
    changes = check_changes(files, head, note)
    # Who believes a key of a log believes the one it was changed to, and no older one.
    older = {key for change in changes for key in change[:2]}
    logs = [key for key in policy["logs"] if key not in older]
    logs += [change[1] for change in changes[-1:] if len(logs) < len(policy["logs"])]
    seen = signers(note, [*logs, *policy["witnesses"].values()])
    by_log = any(key in seen and key[0] == head[0] for key in logs)
    need(by_log, "trust: no log that the policy knows signed this checkpoint under its own name")
    times = {name: seen[key] for name, key in policy["witnesses"].items() if key in seen}
    reached = {"none", *times}
    for name, (least, below) in policy["groups"].items():  # a group stands behind its members
        reached |= {name} if len(reached & set(below)) >= least else set()
    need(policy["quorum"] in reached, "trust: fewer witnesses signed than the policy asks for")
    return head, times, changes


# The entry in the log (c2sp.org/tlog-proof, RFC 9162 2.1.3.2).
def read_proof(data: bytes) -> tuple[int, list[bytes], bytes]:
    """The place of the entry, the hashes beside its path, and the checkpoint."""
    head, _, note = data.partition(b"\n\n")
    lines = head.decode("ascii", "replace").split("\n")
    begins = lines[0] == "c2sp.org/tlog-proof@v1" and re.fullmatch(f"index {NUMBER}", "".join(lines[1:2]))
    need(begins, "proof: its first lines are not those of a proof")
    return int(lines[1][6:]), [unbase64(line, "a hash", 32) for line in lines[2:]], note


def check_inclusion(leaf: bytes, index: int, size: int, proof: list[bytes], root: bytes) -> bytes:
    """Climb from the entry to the root; the path must fit to the last hash. What lies left of it is the log before it."""
    need(index < size, "proof: the entry stands behind the end of the log")
    seen, last, before = hashlib.sha256(b"\0" + leaf).digest(), size - 1, b""
    for step in proof:
        need(last, "proof: it holds more than is needed")
        if index & 1 or index == last:
            seen = hashlib.sha256(b"\1" + step + seen).digest()
            before = hashlib.sha256(b"\1" + step + before).digest() if before else step
            while not index & 1 and index:
                index, last = index >> 1, last >> 1
        else:
            seen = hashlib.sha256(b"\1" + seen + step).digest()
        index, last = index >> 1, last >> 1
    need(not last, "proof: it holds less than is needed")
    need(seen == root, "proof: this entry does not stand at this place in this log")
    return before or hashlib.sha256(b"").digest()


# A timestamp (RFC 3161) over the text of the checkpoint. Whose it is, openssl tells; here only what it was made for.
def der(data: bytes) -> list[tuple[int, bytes]]:
    """Tag and content of the values that stand one after another (X.690)."""
    parts = []
    while data:
        size, at = (data + b"\x80")[1], 2
        if size > 0x80:
            at += size & 0x7F
            size = int.from_bytes(data[2:at], "big")
        need(data[1:2] != b"\x80" and len(data) >= at + size, "timestamp: it is cut off, or of no known length")
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
HEX, HASH, NUMBER = "[0-9a-f]{32}", "sha256:[0-9a-f]{64}", "(?:0|[1-9][0-9]{0,15})"
TYPES = {
    "aanvraag": "zaak_ref", "beoordeling": "zaak_ref peildatum rules_hash resultaatcode", "registerverklaring": "inhoud",
    "besluit": "zaak_ref peildatum rules_hash resultaatcode", "aanwijzingsversie": "inhoud",
    "herziening": "zaak_ref peildatum rules_hash resultaatcode betreft", "intrekking": "zaak_ref betreft",
    "bezwaar": "zaak_ref betreft", "handeling": "zaak_ref", "inzage": "betreft categorieen", "mandaatversie": "inhoud",
    "wissing": "betreft categorieen", "regelversie": "rules_hash", "sleutelwissel": "", "gebiedsversie": "inhoud",
    "verordeningsversie": "inhoud", "simulatie": "rules_hash inhoud",
}  # fmt: skip
ALWAYS = "origin type record_id actor_ref rol oorsprong recorded_at engine_hash engine_version".split()
PATTERNS = {
    "origin": "[a-z0-9][a-z0-9./_-]{0,199}", "type": "|".join(TYPES), "record_id": HEX, "actor_ref": HEX,
    "rol": "balie|beoordelaar|burgemeester|raad|jurist|auditor|regelbeheer|fg|corporatie|beheer|systeem",
    "oorsprong": "api|opdrachtregel|achtergrondtaak", "recorded_at": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z",
    "engine_hash": HASH, "engine_version": r"\d+\.\d+\.\d+[a-z0-9.]{0,20}",
    "zaak_ref": HEX, "betreft": HEX, "peildatum": r"\d{4}-\d\d-\d\d", "rules_hash": HASH, "inhoud": HASH,
    "resultaatcode": "geen_vergunning_nodig|verlenen|verlenen_met_voorschriften|aanvullen|beoordelen|weigeren"
    "|volledig|onvolledig|toegewezen|afgewezen|buiten_behandeling|gegrond|ongegrond|niet_ontvankelijk",
}  # fmt: skip


def read_leaf(data: bytes) -> dict[str, Any]:
    """The entry: a closed list of fields without a word about a person."""
    leaf = canonical_value(data, "the entry")
    need(isinstance(leaf, dict) and leaf.get("v") == 1 and leaf["v"] is not True, "entry: its version is not known")
    for name in [name for name in PATTERNS if name in leaf or name in ALWAYS]:
        fits = isinstance(leaf.get(name), str) and re.fullmatch(PATTERNS[name], leaf[name], re.ASCII)
        need(fits, f"entry: {name} is not what it has to be")
    seq, commitments, named = leaf.get("seq"), leaf.get("commitments"), leaf.get("categorieen", [])
    need(type(seq) is int and seq >= 0, "entry: seq is no place")
    need(isinstance(commitments, dict) and set(commitments) <= set(CATEGORIES), "entry: an unknown commitment")
    need(isinstance(named, list) and named == [c for c in CATEGORIES if c in named], "entry: unknown categorieen")
    for category, commitment in commitments.items():
        unbase64(commitment, f"the commitment to {category}", 32)
    whole = set(TYPES[leaf["type"]].split()) <= set(leaf) <= {"v", "seq", "commitments", "categorieen", *PATTERNS}
    need(whole, "entry: fields are missing, or fields are in it that it cannot have")
    try:
        datetime.fromisoformat(leaf["recorded_at"])
        date.fromisoformat(leaf.get("peildatum", "2000-01-01"))
    except ValueError:
        raise Failure("entry: it names a day that does not exist") from None
    return dict(leaf)


def check_entry(files: dict[str, bytes], head: tuple[str, int, bytes]) -> tuple[dict[str, Any], dict[str, Any], bytes]:
    """The entry, which must stand in the log of this head, its opened parts, and the root of the log before it."""
    index, proof, _ = read_proof(files["leaf.tlog-proof"])
    leaf = read_leaf(files["leaf.json"])
    before = check_inclusion(files["leaf.json"], index, head[1], proof, head[2])
    need((leaf["origin"], leaf["seq"]) == (head[0], index), "entry: it belongs to another log or another place")
    return leaf, check_payloads(files, leaf), before


def check_payloads(files: dict[str, bytes], leaf: dict[str, Any]) -> dict[str, Any]:
    """The opened parts; each must be what the entry committed to."""
    opened = {name[8:-5]: data for name, data in files.items() if name.startswith("payload/")}
    salts = canonical_value(files["salts.json"], "salts.json")
    paired = isinstance(salts, dict) and set(salts) == set(opened) <= set(leaf["commitments"])
    need(paired, "payload: salts, opened parts and commitments do not belong together")
    for category, data in opened.items():
        salt = unbase64(salts[category], f"the salt of {category}", 32)
        seen = hashlib.sha256(b"wbmgp/commit/v1\0" + category.encode() + b"\0" + salt + data).digest()
        need(unbase64(leaf["commitments"][category], category) == seen, f"payload: {category} is not what was recorded")
    parts = {category: canonical_value(data, category) for category, data in opened.items()}
    need(all(isinstance(part, dict) for part in parts.values()), "payload: a part is no object")
    return parts


def check_changes(files: dict[str, bytes], head: tuple[str, int, bytes], note: bytes) -> list[tuple[Any, ...]]:
    """Old key, new key, and size with reason, of each change: both signed a note, and the next entry of the log holds it."""
    names, changes = {name for name in files if name.startswith("keys/")}, list[tuple[Any, ...]]()
    folders = [f"keys/{place:02}/" for place in range(1, len(names) // len(CHANGE) + 1)]
    need(names == {folder + name for folder in folders for name in CHANGE}, "change: its files are not complete")
    for folder in folders:
        change = {name: files[folder + name] for name in CHANGE}
        leaf, _, before = check_entry(change, head)
        text = read_note(change["note"])[0]
        first, second, reason = ("\n\n" + text).split("\n")[-4:-1]
        place = f"{head[0]}\n{leaf['seq']}\n{base64.b64encode(before).decode()}"
        same = text == f"wbmgp sleutelwissel v1\n{place}\n{first}\n{second}\n{reason}\n"
        here = leaf["type"] == "sleutelwissel" and read_proof(change["leaf.tlog-proof"])[2] == note
        need(same and here and reason in ("wissel", "gelekt"), "change: its note or its entry is of another place")
        keys = [verifier_key(line, 1) for line in (first, second)]
        both = len(signers(change["note"], keys)) == 2 and {key[0] for key in keys} == {head[0]}
        need(both, "change: the old and the new key of this log have not both signed it")
        told = canonical(change["note"].decode()) in change["payload/motivering.json"]
        follows = not changes or (changes[-1][1] == keys[0] and changes[-1][2] < leaf["seq"])
        need(told and follows, "change: it is not what its entry says, or does not follow the one before it")
        changes.append((*keys, leaf["seq"], f"{leaf['seq']} ({reason})"))
    return changes


def check_rules(files: dict[str, bytes], leaf: dict[str, Any]) -> bool:
    """Whether the rule book is there; it must be the one of the entry."""
    rules = sorted(name for name in files if name.startswith("rules/"))
    parts = [part for name in rules for part in (name[6:].encode(), files[name])]
    found = hashlib.sha256(b"".join(len(part).to_bytes(8, "big") + part for part in parts)).hexdigest()
    same = (f"sha256:{found}" if rules else None) == leaf.get("rules_hash")
    need(same, "rules: this is not the rule book of the entry")
    return bool(rules)


def check_copies(files: dict[str, bytes], leaf: dict[str, Any], parts: dict[str, Any]) -> None:
    """The replay input and the explanation must be what was recorded."""
    told = parts.get("spoor", {}).get("uitleg", {})
    for lang, name in EXPLAINED.items():
        said = told.get(lang) if isinstance(told, dict) else None
        need(files.get(name) == (said.encode() if isinstance(said, str) else None), f"copy: {name} is not as recorded")
    given = {key for part in parts.values() for key in part if key in ("aanvraag", "verzoek")}
    need(len(given) < 2, "payload: it holds an application and a request")
    again = None
    for kind in given if set(leaf["commitments"]) - {"spoor"} <= set(parts) else ():
        again = canonical({kind: put_together([part.get(kind, {}) for part in parts.values()])})
    need(files.get("replay.json") == again, "copy: replay.json is not what was recorded")


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
    try:
        given = policy if policy is None else read_policy(policy)
    except Failure as problem:
        raise NoBundle(f"--policy: {problem}") from None
    files = files_in(data)
    note = read_proof(files["leaf.tlog-proof"])[2]
    head, seen, changes = check_note(note, given or read_policy(files["policy"]), files)
    if STAMP in files:
        check_stamp(files[STAMP], read_note(note)[0].encode())
    leaf, parts, _ = check_entry(files, head)
    check_outcome(parts.get("beoordeling", {}).get("toetsing"), leaf)
    check_copies(files, leaf, parts)
    return {
        "leaf": leaf, "size": head[1], "root": head[2].hex(), "witnesses": seen, "opened": sorted(parts),
        "closed": sorted(set(leaf["commitments"]) - set(parts)), "rules": check_rules(files, leaf),
        "replay": "replay.json" in files, "explained": bool(set(files) & set(EXPLAINED.values())),
        "stamped": STAMP in files, "trusted": policy is not None, "policy": hashlib.sha256(policy or files["policy"]).hexdigest(),
        "changes": [change[3] for change in changes],
    }  # fmt: skip


# What it means, in plain words: in Dutch, then in English.
SAID = {
    "good": ("ALLES KLOPT{but} bewijs in deze bundel is nagerekend en klopt.",
             "ALL IS WELL{but} proof in this bundle was computed again and holds."),
    "if": ("ALLES KLOPT, ALS DE SLEUTELS ECHT ZIJN{but} bewijs is nagerekend; vergelijk nog de sleutels (onderaan).",
           "ALL IS WELL, IF THE KEYS ARE REAL{but} proof was computed again; compare the keys (see the end)."),
    "all": (". Elk", ". Every"), "proven": ("Wat is bewezen:", "What is proven:"),
    "unstamped": (". HET TIJDSTEMPEL IS NIET GECONTROLEERD (dat kan alleen openssl). Elk ander",
                  ". THE TIMESTAMP WAS NOT CHECKED (only openssl can). Every other"),
    "place": ("Deze regel ({type}, vastgelegd als {record_id}) staat op plaats {seq} in het logboek {origin}.",
              "This entry ({type}, recorded as {record_id}) stands at place {seq} in the log {origin}."),
    "log": ("Het logboek had toen {size} regels. De houder van het logboek heeft dat ondertekend.",
            "The log had {size} entries then. The keeper of the log signed that."),
    "changes": ("Het logboek kreeg eerder een andere sleutel, na {changes}. Oude en nieuwe sleutel hebben dat ondertekend.",
                "The log got another key before, after {changes}. The old and the new key signed that."),
    "witness": ("Getuige {name} heeft dit logboek gezien op {time}. De regel stond er toen al in.",
                "Witness {name} saw this log on {time}. The entry stood in it by then."),
    "opened": ("Dit is precies wat toen is vastgelegd: {opened}.", "This is exactly what was recorded: {opened}."),
    "rules": ("Dit is het regelboek waarmee is gerekend.", "This is the rule book that was used."),
    "replay": ("replay.json is wat toen is gevraagd. Reken het na: bewaar wat in replay.json onder aanvraag (of verzoek)"
               " staat als eigen bestand, en geef: wbmgp assess (of designate) BESTAND --on {peildatum}.",
               "replay.json is what was asked. Compute it again: save what stands under aanvraag (or verzoek) in"
               " replay.json as a file of its own, and give: wbmgp assess (or designate) FILE --on {peildatum}."),
    "explained": ("In explanation.*.txt staat de uitleg van toen.", "The words in explanation.*.txt are those of then."),
    "until": ("Tot welk moment:", "Up to what time:"), "not": ("Wat is niet bewezen:", "What is not proven:"),
    "reach": ("Het bewijs gaat over het logboek met {size} regels. Over latere regels zegt het niets.",
              "The proof is about the log of {size} entries. It says nothing of later ones."),
    "by_then": ("Een getuige staat in voor het tijdstip: niet later dan {time}.",
                "A witness vouches for the time: no later than {time}."),
    "no_time": ("Geen getuige heeft getekend. Geen tijdstip is bewezen, en alleen de sleutel van het logboek beschermt.",
                "No witness signed. No time is proven, and only the key of the log protects."),
    "stamp": ("Het tijdstempel hoort bij deze stand. Of het echt is, en van wanneer, zegt openssl (zie LEESMIJ.txt).",
              "The timestamp belongs to this state. Whether it is real, and of when, openssl tells (see LEESMIJ.txt)."),
    "clock": ("Let op: het logboek noemt een later tijdstip dan de getuige. Een van de twee klokken liep verkeerd.",
              "Mind: the log states a later time than the witness. One of the two clocks was wrong."),
    "truth": ("Of de feiten waar zijn en het besluit juist is.", "That the facts are true and the decision is right."),
    "claimed": ("Het tijdstip {recorded_at}: dat zegt het logboek zelf.", "The time {recorded_at}: so says the log itself."),
    "later": ("Of een latere regel dit heeft herzien of ingetrokken. En of een sleutel gelekt is: kijk of die nog staat waar"
              " de gemeente haar sleutels publiceert. Was hij gelekt, dan helpt alleen een getuige.",
              "That no later entry revised or withdrew this one. And that no key leaked: look whether it still stands where"
              " the municipality publishes its keys. If one leaked, only a witness helps."),
    "renewed": ("Of de nieuwe sleutel van de gemeente is. Wie een gelekte oude sleutel heeft, kan zo'n wissel ook maken.",
                "That the new key is the municipality's. Whoever has a leaked old key can make such a change too."),
    "closed": ("Wat hier staat, want het is niet geopend of het is gewist: {closed}.",
               "What stands here, for it was not opened or it was erased: {closed}."),
    "help": ("De bestanden LEESMIJ.txt en verify.py. Neem verify.py van een plaats die u vertrouwt.",
             "The files LEESMIJ.txt and verify.py. Take verify.py from a place that you trust."),
    "keys": ("Van wie de sleutels in de bundel zijn. Vergelijk hun code met wat is gepubliceerd, of geef --policy: {policy}",
             "Whose the keys in the bundle are. Compare their code with what was published, or give --policy: {policy}"),
    "bad": ("HET KLOPT NIET. Dit deel is veranderd, of hoort hier niet: {part}.",
            "IT DOES NOT HOLD. This part was changed, or does not belong here: {part}."),
    "unsigned": ("NIET BEWEZEN. Wie moest tekenen, heeft niet getekend. Of past het bestand met de sleutels hier niet bij?",
                 "NOT PROVEN. Who had to sign did not. Or is this policy not the one that belongs to the bundle?"),
    "none": ("Dit is geen bundel.", "This is no bundle."),
    "unusable": ("Het bestand bij --policy is niet bruikbaar.", "The file given with --policy cannot be used."),
}  # fmt: skip
WORDS = {lang: {key: both[place] for key, both in SAID.items()} for place, lang in enumerate(("nl", "en"))}
PARTS = {
    "file": "een bestand", "form": "de vorm van een bestand", "policy": "het bestand met de sleutels",
    "checkpoint": "de ondertekende stand van het logboek", "signature": "een handtekening", "entry": "de regel zelf",
    "proof": "het bewijs van de plaats in het logboek", "payload": "een geopend deel", "rules": "het regelboek",
    "copy": "een leesbare kopie", "timestamp": "het tijdstempel", "trust": "wie moest tekenen", "change": "een sleutelwissel",
}  # fmt: skip


def words(found: dict[str, Any], lang: str) -> str:
    """The outcome for a reader who is no engineer."""
    said, leaf, seen = WORDS[lang], found["leaf"], found["witnesses"]
    times = {name: f"{datetime.fromtimestamp(seen[name], UTC):%Y-%m-%d %H:%M:%S} UTC" for name in sorted(seen)}
    known = {"peildatum": "", "time": min(times.values(), default="")} | leaf | found
    known |= {name: ", ".join(found[name]) for name in ("opened", "closed", "changes")}
    known["but"] = said["unstamped" if found["stamped"] else "all"]
    # A name comes from the policy: what could steer a screen is written out, and a brace is only a brace.
    names = {name: ascii(name)[1:-1].replace("{", "{{").replace("}", "}}") for name in times}
    late = seen and datetime.fromisoformat(leaf["recorded_at"]).timestamp() > min(seen.values()) + 60
    parts = {
        "proven": ["place", "log", *(said["witness"].format(name=names[name], time=times[name]) for name in names),
                   *(key for key in ("changes", "opened", "rules", "replay", "explained") if found[key])],
        "until": ["reach", "by_then" if seen else "no_time", *["stamp"] * found["stamped"], *["clock"] * bool(late)],
        "not": ["truth", "claimed", "later", *["renewed"] * bool(found["changes"]), *["closed"] * bool(found["closed"]), "help",
                *["keys"] * (not found["trusted"])],
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
    given: list[bytes] = []
    try:
        found, (name,) = getopt.gnu_getopt(arguments, "", ["policy=", "lang="])
        options = {"--policy": "", "--lang": "nl"} | dict(found)
        need(name and options["--lang"] in WORDS, "no such language", ValueError)
    except (getopt.GetoptError, ValueError):
        print("python3 verify.py BUNDLE [--policy FILE] [--lang nl|en]", file=sys.stderr)
        return 2
    try:
        for path in filter(None, (name, options["--policy"])):
            with open(path, "rb") as file:
                given.append(file.read(MOST_BYTES + 1))
        code, text = outcome(given[0], (*given, None)[1], options["--lang"])
        print(text, end="", file=sys.stderr if code == 2 else sys.stdout, flush=True)
    except OSError as problem:
        sys.stdout = sys.stderr  # a full disk would fail once more at the end, with another exit code
        print(f"verify.py: {problem}", file=sys.stderr)
        return 2
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
