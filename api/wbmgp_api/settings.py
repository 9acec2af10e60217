"""Settings of the service, from the environment, with safe defaults; a production that is not safe does not start."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from wbmgp_engine.errors import BadInput, Finding

_PREFIX: Final = "WBMGP_"
_OF_THE_ENGINE: Final = "WBMGP_CACHE"
_THIS_MACHINE: Final = ("", "localhost", "127.0.0.1", "::1")
_LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")
_HOST: Final = re.compile(r"(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(?::[0-9]{1,5})?", re.ASCII)
_HTTPS: Final = re.compile(r"https://[^\s/?#@]+(?:[/?][^\s#@]*)?")
_MUNICIPALITY: Final = re.compile(r"GM[0-9]{4}", re.ASCII)
_VERIFIED: Final = ("verify-ca", "verify-full")


class Settings(BaseModel):
    """How the service runs. Each field is `WBMGP_` and its name in capitals; lists are separated by spaces."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    mode: Literal["ontwikkeling", "productie"] = "ontwikkeling"
    database: str = "sqlite:///wbmgp.db"
    keys: str | None = None
    log_prefix: str = "wbmgp.local"
    hosts: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    issuer: str | None = None
    audience: str = "wbmgp"
    jwks: str | None = None
    clients: tuple[str, ...] = ()
    pages: str | None = None
    municipalities: tuple[str, ...] = ()
    login_client: str | None = None
    login_secret: str | None = None
    idle_minutes: int = Field(default=30, ge=1, le=120)
    session_hours: int = Field(default=8, ge=1, le=12)
    open_checks: bool | None = None
    four_eyes: bool = True
    body_bytes: int = Field(default=256_000, ge=1_000, le=10_000_000)
    upload_bytes: int = Field(default=10_000_000, ge=1_000, le=50_000_000)
    body_seconds: float = Field(default=20, gt=0, le=300)
    rate: int = Field(default=0, ge=0, le=100_000)
    burst: int = Field(default=200, ge=1, le=1_000_000)
    bsn_searches: int = Field(default=20, ge=1, le=1_000)
    workers: int = Field(default=1, ge=1, le=64)
    proxies: tuple[str, ...] = ()
    room_bytes: int = Field(default=200_000_000, ge=0)
    simulations: str | None = None
    letters: str | None = None
    account: str | None = None
    forms: str | None = None
    witnesses: tuple[str, ...] = ()
    tsa: str | None = None
    tsa_certificate: str | None = None
    theme: str | None = None

    @property
    def production(self) -> bool:
        """Whether real people are decided about."""
        return self.mode == "productie"

    @property
    def checks_are_open(self) -> bool:
        """Whether the stateless checks need no login: by default only in development."""
        return not self.production if self.open_checks is None else self.open_checks

    @property
    def address(self) -> URL | None:
        """Where the database is; None for what is no address, which `impossible` tells."""
        try:
            return make_url(self.database)
        except ArgumentError:
            return None

    @property
    def on_sqlite(self) -> bool:
        """Whether the database is a file."""
        return self.address is not None and self.address.get_backend_name() == "sqlite"

    @property
    def _unverified(self) -> bool:
        """Whether what goes to the database could be read or answered by somebody else on the network."""
        found = self.address
        if found is None or self.on_sqlite:
            return False
        asked = [found.query.get(name) for name in ("host", "hostaddr", "service")]
        hosts = [host for said in (found.host, *asked) for host in ((said,) if isinstance(said, str) else said or ())]
        near = all(host in _THIS_MACHINE or host.startswith("/") for said in hosts for host in said.split(","))
        return not near and found.query.get("sslmode") not in _VERIFIED

    @property
    def _pages_fault(self) -> str | None:
        """What keeps the address of the pages from being one that a login can come back to."""
        if self.pages is None:
            return None
        scheme, _, host = self.pages.partition("://")
        if scheme not in ("https", "http") or not _HOST.fullmatch(host):
            return "is no address of a website alone, such as https://wbmgp.example"
        # A browser sends a cookie that is `Secure` over http to its own machine only.
        if scheme == "http" and (host.rpartition(":")[0] or host) not in _LOOPBACK:
            return "is reached without https, and then no login can be kept"
        return None

    @property
    def _pages_elsewhere(self) -> bool:
        """Whether the service would refuse requests at the very address of its pages."""
        host = (self.pages or "").partition("://")[2]
        return bool(host and self.hosts) and (host.rpartition(":")[0] or host) not in (*self.hosts, *_LOOPBACK)

    def reached_at(self, host: str) -> list[Finding]:
        """Why a service in development, whose checks need no login, may not listen where others can reach it."""
        if self.production or host in _THIS_MACHINE:
            return []
        fix = "set WBMGP_MODE=productie, or listen at 127.0.0.1"
        return [Finding("--host", f"{host} lets others reach a service in development", fix)]

    def impossible(self) -> list[Finding]:
        """What cannot be together in any mode."""
        found = []
        if self.address is None or self.address.get_backend_name() not in ("sqlite", "postgresql"):
            fix = "use sqlite:///FILE or postgresql://USER@HOST/NAME"
            found.append(Finding("WBMGP_DATABASE", "is no address of a database", fix))
        if self.workers > 1 and self.on_sqlite:
            fix = "use PostgreSQL, or one worker"
            found.append(Finding("WBMGP_WORKERS", "is more than one, and SQLite has one writer", fix))
        if self._pages_fault is not None:
            fix = "name scheme, host and port: https://wbmgp.example, or http://127.0.0.1:8000 on this machine"
            found.append(Finding("WBMGP_PAGES", self._pages_fault, fix))
        if any(not _MUNICIPALITY.fullmatch(one) for one in self.municipalities):
            fix = "write each as GM and four digits: GM0599"
            found.append(Finding("WBMGP_MUNICIPALITIES", "names what is no municipality", fix))
        if self.pages is not None and self.issuer is not None and not self.login_client:
            fix = "name the client under which the pages are known at the provider"
            found.append(Finding("WBMGP_LOGIN_CLIENT", "is missing beside WBMGP_PAGES", fix))
        if self.tsa is not None and self.tsa_certificate is None:
            fix = "name the file with the certificates of the authority (PEM, with the root)"
            found.append(Finding("WBMGP_TSA_CERTIFICATE", "is missing", fix))
        return found

    def unsafe(self) -> list[Finding]:
        """Why this may not run as production; empty where it may, and for development."""
        return [Finding(name, problem, fix) for name, problem, fix, wrong in self._asked() if self.production and wrong]

    def _asked(self) -> tuple[_Asked, ...]:
        return (
            _Asked("WBMGP_ISSUER", "names no OpenID provider over https",
                   "give the issuer of your OpenID provider; development logins do not run in production",
                   not _HTTPS.fullmatch(self.issuer or "")),
            _Asked("WBMGP_JWKS", "names no key set over https", "leave it out: the provider says where its keys are",
                   self.jwks is not None and not _HTTPS.fullmatch(self.jwks)),
            _Asked("WBMGP_CLIENTS", "names no client", "list the clients (azp) that may call", not self.clients),
            _Asked("WBMGP_PAGES", "is not reached over https", "name the https address that people reach the pages at",
                   self._pages_fault is None and (self.pages or "").startswith("http://")),
            _Asked("WBMGP_LOGIN_SECRET", "names no file", "name the file with the secret or the private key of the client",
                   self.pages is not None and not self.login_secret),
            _Asked("WBMGP_HOSTS", "names no host", "list the names under which the service is reached", not self.hosts),
            _Asked("WBMGP_KEYS", "names no folder", "keep keys outside the folder of the database", self.keys is None),
            _Asked("WBMGP_LOG_PREFIX", "is that of development", "name the log after your organisation",
                   self.log_prefix == "wbmgp.local"),
            _Asked("WBMGP_RATE", "is off", "limit the requests a second of one caller", self.rate == 0),
            _Asked("WBMGP_ORIGINS", "allows every origin", "list the origins", bool({"*", "null"} & set(self.origins))),
            _Asked("WBMGP_ORIGINS", "names a page that is not reached over https", "list addresses such as https://desk.example",
                   any(not one.startswith("https://") for one in self.origins if one not in ("*", "null"))),
            _Asked("WBMGP_HOSTS", "does not name the host of WBMGP_PAGES", "add it",
                   self._pages_fault is None and self._pages_elsewhere and "*" not in self.hosts),
            _Asked("WBMGP_HOSTS", "allows every host", "list the names", "*" in self.hosts),
            _Asked("WBMGP_PROXIES", "believes everybody", "list the addresses of your proxies",
                   any(one == "*" or one.endswith("/0") for one in self.proxies)),
            _Asked("WBMGP_DATABASE", "is reached over a network where nobody checks that it is the right server",
                   "add ?sslmode=verify-full&sslrootcert=FILE", self._unverified),
            _Asked("WBMGP_OPEN_CHECKS", "lets anybody send personal data", "leave it out", self.open_checks is True),
        )  # fmt: skip


class _Asked(NamedTuple):
    name: str
    problem: str
    fix: str
    wrong: bool


def from_environment(environment: Mapping[str, str]) -> Settings:
    """The settings; BadInput that names every variable that cannot be used, and every one that is not safe."""
    given: dict[str, object] = {}
    for name, field in Settings.model_fields.items():
        text = environment.get(_PREFIX + name.upper())
        if text is not None:
            given[name] = tuple(text.split()) if str(field.annotation).startswith("tuple") else text
    try:
        settings = Settings.model_validate(given)
    except ValidationError as error:
        raise BadInput([_finding(detail["loc"], detail["type"], detail["msg"]) for detail in error.errors()]) from None
    if wrong := settings.impossible() + settings.unsafe():
        raise BadInput(wrong)
    return settings


def strays(environment: Mapping[str, str]) -> list[str]:
    """Variables that look like a setting and are none: a name that was mistyped would be passed over in silence."""
    known = {_PREFIX + name.upper() for name in Settings.model_fields} | {_OF_THE_ENGINE}
    return sorted(name for name in environment if name.startswith(_PREFIX) and name not in known)


def _finding(loc: tuple[int | str, ...], kind: str, message: str) -> Finding:
    fix = "write true or false" if kind == "bool_parsing" else message[:1].lower() + message[1:]
    return Finding(_PREFIX + str(loc[0]).upper(), "cannot be used", fix)
