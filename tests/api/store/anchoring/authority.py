"""A timestamp authority of our own: `openssl ts` behind a small server, with a root and a certificate made here."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

# Without `certs`: with it openssl writes the certificates in an order that is no DER, and clients refuse them.
CONFIG = """[tsa]
default_tsa = made
[made]
serial = {folder}/serial
signer_cert = {folder}/{name}.pem
signer_key = {folder}/{name}.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
ess_cert_id_chain = no
ess_cert_id_alg = sha256
"""
STAMPING = (
    "basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nextendedKeyUsage=critical,timeStamping\n"
)
SERVING = STAMPING.replace("timeStamping", "serverAuth")


def run(*arguments: str) -> bytes:
    return subprocess.run(["openssl", *arguments], capture_output=True, check=True).stdout


@dataclass(frozen=True)
class MadeAuthority:
    """A folder with a root, a certificate under it, and what openssl needs to stamp."""

    folder: Path
    name: str = "tsa"

    @classmethod
    def make(cls, folder: Path, extensions: str = STAMPING) -> MadeAuthority:
        folder.mkdir()
        made = cls(folder)
        (folder / "serial").write_text("01\n")
        (folder / "extensions").write_text(extensions)
        for name in ("root", "tsa"):
            key = str(folder / f"{name}.key")
            run("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key)
        root, ca = ["-key", str(folder / "root.key")], str(folder / "root.pem")
        run("req", "-new", "-x509", *root, "-subj", f"/CN=Root {folder.name}", "-days", "30", "-out", ca,
            "-addext", "keyUsage=critical,keyCertSign", "-addext", "subjectKeyIdentifier=hash")  # fmt: skip
        run("req", "-new", "-key", str(folder / "tsa.key"), "-subj", "/CN=TSA", "-out", str(folder / "tsa.csr"))
        run("x509", "-req", "-in", str(folder / "tsa.csr"), "-CA", ca, "-CAkey", str(folder / "root.key"), "-days", "30",
            "-set_serial", "7", "-extfile", str(folder / "extensions"), "-out", str(folder / "tsa.pem"))  # fmt: skip
        (folder / "tsa.cnf").write_text(CONFIG.format(folder=folder, name="tsa"))
        return made

    @property
    def certificates(self) -> Path:
        """The file with the root, as the authority publishes it."""
        return self.folder / "root.pem"

    def answer(self, query: bytes) -> bytes:
        """What the authority answers."""
        (self.folder / "query").write_bytes(query)
        files = ["-queryfile", str(self.folder / "query"), "-config", str(self.folder / "tsa.cnf")]
        return run("ts", "-reply", *files, "-section", "made")
