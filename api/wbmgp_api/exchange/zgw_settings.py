"""Where the system of cases of a municipality is, who we are there, and which types it has: one file, read strictly."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Final, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, model_validator

from wbmgp_api.accountability.municipality import Rsin
from wbmgp_api.exchange.zgw_catalogue import DECISIONS, NAME, PAPERS, RESULTS, STATUSES
from wbmgp_api.municipal_files import Line, Part, read_strictly
from wbmgp_engine.law.faults import fault, nearest, shown

MANUAL: Final = "docs/koppelingen-uit.md"
NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    "zaaktype": (NAME,), "statustype": tuple(STATUSES), "resultaattype": tuple(RESULTS.values()),
    "besluittype": tuple(name for name, _ in DECISIONS.values()), "informatieobjecttype": tuple(PAPERS.values()),
}  # fmt: skip
"""The kinds of types that a municipality may have already, and what each is called in a package."""
_HERE: Final = ("localhost", "127.0.0.1", "::1")


def _address(text: str) -> str:
    """Only over TLS, for a case goes over it; this machine itself is for trying."""
    try:
        parts = urlsplit(text)
        safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in _HERE)
        plain = parts.hostname and parts.port != 0 and parts.username is None and not parts.query and not parts.fragment
    except ValueError:
        safe = plain = False
    if not safe or not plain or not text.isascii() or not text.isprintable() or len(text) > 500 or " " in text:
        raise fault(f"{shown(text)} is no https address", "write it as https://zaaksysteem.voorbeeld/zaken/api/v1")
    return text.rstrip("/")


def _hold(name: str, kind: str, *path: str) -> None:
    if name not in NAMES[kind]:
        raise fault(f"{shown(name)} is no {kind}", nearest(name, NAMES[kind]), *path)


Address = Annotated[str, AfterValidator(_address)]


class Apis(Part):
    """The address of each API, up to and with its version."""

    catalogi: Address
    zaken: Address
    besluiten: Address
    documenten: Address

    def of(self, name: str) -> str:
        """The address of an API by its name in a package."""
        return str(getattr(self, name))


class Listed(Part):
    """Where the reference lists tell what a result is called in general, and which class of the selection list it has.

    `since` is when its term begins, for a result of which the rule book does not tell.
    """

    general: Address = Field(alias="omschrijving")
    selection: Address = Field(alias="klasse")
    since: Literal["afgehandeld"] | None = Field(default=None, alias="vanaf")


class SelectionList(Part):
    """What only the municipality knows when it has the catalogue made: its process, and each result in the lists."""

    process: Address = Field(alias="procestype")
    results: dict[str, Listed] = Field(alias="resultaten")

    @model_validator(mode="after")
    def _known(self) -> SelectionList:
        for name in self.results:
            _hold(name, "resultaattype", "resultaten")
        return self


class Target(Part):
    """One system of cases, as one municipality uses it."""

    rsin: Rsin
    client: Annotated[Line, Field(max_length=50)]
    secret: Line | None = Field(default=None, alias="geheim")
    apis: Apis
    types: dict[str, dict[str, Address]] = Field(default={}, alias="typen")
    selection_list: SelectionList | None = Field(default=None, alias="selectielijst")

    @model_validator(mode="after")
    def _known(self) -> Target:
        for kind, given in self.types.items():
            if kind not in NAMES:
                raise fault(f"{shown(kind)} is no kind of type", nearest(kind, NAMES), "typen", kind)
            for name, url in given.items():
                _hold(name, kind, "typen", kind)
                # Who we are is told to nobody else.
                if not url.startswith(f"{self.apis.catalogi}/"):
                    raise fault(
                        f"{shown(url)} is not in the catalogi API", f"give the address below {self.apis.catalogi}",
                        "typen", kind, name,
                    )  # fmt: skip
        return self

    def mapped(self, kind: str, name: str) -> str | None:
        """The address of a type that the municipality has itself, by what it is called in a package."""
        return self.types.get(kind, {}).get(name)


def read_target(text: bytes, place: str) -> Target:
    """The settings in a file. Raises BadInput with every fault: file and line, value and fix."""
    return read_strictly(Target, text, place, MANUAL)
