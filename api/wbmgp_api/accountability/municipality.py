"""What a municipality tells of itself for its account: one file, read strictly; what is not in it is named as missing."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Final, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from wbmgp_api.identifiers import has_form, is_rsin
from wbmgp_api.municipal_files import ByCode, InFile, Part, Told
from wbmgp_api.municipal_files import Line as Readable
from wbmgp_api.settings import Settings
from wbmgp_engine.law.faults import fault, shown

SETTING: Final = "WBMGP_ACCOUNT"
_EMAIL: Final = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}")
_LINK: Final = re.compile(
    r"https://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?(?:[/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?"
)
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_LONGEST_LINK: Final = 500

Status = Literal["In ontwikkeling", "In gebruik", "Buiten gebruik"]


def is_email(text: str) -> bool:
    """Whether a text is one address of e-mail."""
    return len(text) <= 254 and _EMAIL.fullmatch(text) is not None


def is_link(text: str) -> bool:
    """Whether a text is an https address that a register can show."""
    return len(text) <= _LONGEST_LINK and _LINK.fullmatch(text) is not None


def is_month(text: str) -> bool:
    """Whether a text is a year and a month.

    >>> [is_month(text) for text in ("2026-01", "2026-13", "2026")]
    [True, False, False]
    """
    return _MONTH.fullmatch(text) is not None


def _held(check: Any, what: str, fix: str) -> AfterValidator:
    def hold(text: str) -> str:
        if not check(text):
            raise fault(f"{shown(text)} is no {what}", fix)
        return text

    return AfterValidator(hold)


def _unmarked(text: str) -> str:
    # The register takes marks between < and > in its texts, and these lines come to stand in them.
    if set("<>") & set(text):
        raise fault(f"{shown(text)} holds < or >", "write it in words")
    return text


def _day(raw: object) -> date:
    try:
        return date.fromisoformat(raw) if isinstance(raw, str) and len(raw) == 10 else date.fromisoformat("")
    except ValueError:
        raise fault(f"{shown(raw)} is no date", "write it as 2031-07-01") from None


Line = Annotated[Readable, AfterValidator(_unmarked)]
Email = Annotated[str, _held(is_email, "address of e-mail", "write it as naam@gemeente.nl")]
Link = Annotated[str, _held(is_link, "https address", f"write https://…, at most {_LONGEST_LINK} characters")]
Month = Annotated[str, _held(is_month, "month", "write it as 2031-07")]
Rsin = Annotated[str, _held(is_rsin, "RSIN", "write nine digits that pass the eleven test, in quotes")]
Oin = Annotated[str, _held(lambda text: has_form("oin", text), "OIN", "write the twenty digits, in quotes")]
Day = Annotated[date, BeforeValidator(_day)]


class Paper(Part):
    """A document of the municipality: what it is called, and where it can be read if it is published."""

    title: Annotated[Line, Field(max_length=100)] = Field(alias="titel")
    link: Link | None = None


class Officer(Part):
    """The data protection officer: the name or function, and how to reach them."""

    name: Line = Field(alias="naam")
    email: Email


class Assessed(Part):
    """The DPIA that the municipality made: on which day, and under which reference."""

    day: Day = Field(alias="datum")
    reference: Line = Field(alias="kenmerk")


Paragraphs = Annotated[list[Line], Field(min_length=1, max_length=8)]
Papers = Annotated[list[Paper], Field(min_length=1, max_length=20)]
Lines = Annotated[list[Line], Field(min_length=1, max_length=20)]


class Account(Told):
    """What one municipality tells of its use of the service. What is None was not told."""

    name: Annotated[Line, Field(max_length=100)] | None = Field(default=None, alias="naam")
    rsin: Rsin | None = None
    oin: Oin | None = None
    contact_email: Email | None = Field(default=None, alias="email")
    website: Link | None = None
    controller: Line | None = Field(default=None, alias="verwerkingsverantwoordelijke")
    privacy_officer: Officer | None = Field(default=None, alias="fg")
    status: Status | None = None
    begin: Month | None = None
    end: Month | None = Field(default=None, alias="einde")
    provider: Line | None = Field(default=None, alias="leverancier")
    source_code: Link | None = Field(default=None, alias="broncode")
    own_register: Link | None = Field(default=None, alias="eigen_register")
    processing_register: Link | None = Field(default=None, alias="verwerkingsregister")
    source_id: Annotated[Line, Field(max_length=100)] | None = Field(default=None, alias="bron_id")
    weighing: Paragraphs | None = Field(default=None, alias="afwegingen")
    impact_assessments: Papers | None = Field(default=None, alias="impacttoetsen")
    legal_documents: Papers | None = Field(default=None, alias="wettelijke_documenten")
    recipients: Lines | None = Field(default=None, alias="ontvangers")
    dpia: Assessed | None = None
    security: Lines | None = Field(default=None, alias="beveiliging")

    @model_validator(mode="after")
    def _possible(self) -> Account:
        if self.begin and self.end and self.end < self.begin:
            raise fault(f"einde {self.end} is before begin {self.begin}", "mend one of the two", "einde")
        if (self.end is not None) != (self.status == "Buiten gebruik") and self.status is not None:
            raise fault(
                f"status is {self.status!r} and einde is {shown(self.end)}",
                "give einde with the status Buiten gebruik, and with no other", "status",
            )  # fmt: skip
        return self


class Accounts(InFile[Account]):
    """The accounts of the municipalities of this service, by code."""

    shape, nothing = ByCode[Account], Account()
    setting, manual, example = SETTING, "docs/verantwoording.md", "voorbeeld.yaml"


def accounts_of(settings: Settings) -> Accounts:
    """The accounts of a service with these settings. Raises what `Accounts.of` does."""
    return Accounts.of(settings.account, production=settings.production)
