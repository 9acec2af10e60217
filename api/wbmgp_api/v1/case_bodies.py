"""What callers send about cases, read as strictly as an Aanvraag is. Dutch keys, nothing converted."""

from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import AfterValidator, Field

from wbmgp_api.edge.openapi import document_body
from wbmgp_api.identifiers import is_bsn
from wbmgp_api.words import unfit
from wbmgp_engine.facts.application import Application
from wbmgp_engine.facts.consideration import Screening
from wbmgp_engine.facts.documents import Document
from wbmgp_engine.facts.fields import IDENTIFIER, OBJECT, POSTCODE, SLUG, TEXT, Day, Name, Part

SCHEMAS: Final[dict[str, Any]] = {}
Words = Annotated[str, Field(pattern=TEXT, min_length=1, max_length=20_000)]


def _number(text: str) -> str:
    if not is_bsn(text):
        raise unfit("bsn")
    return text


CitizenNumber = Annotated[str, AfterValidator(_number), Field(json_schema_extra={"pattern": "^[0-9]{9}$"})]


class Numbered(Part):
    """Het burgerservicenummer van iemand in het huishouden."""

    person: Annotated[str, Field(pattern=IDENTIFIER)] = Field(alias="persoon")
    number: CitizenNumber = Field(alias="nummer")


def _each_once(given: list[Numbered]) -> list[Numbered]:
    if len({one.person for one in given}) < len(given) or len({one.number for one in given}) < len(given):
        raise unfit("each_once")
    return given


Numbers = Annotated[list[Numbered], Field(max_length=100), AfterValidator(_each_once)]


def by_person(given: list[Numbered]) -> dict[str, str]:
    """Who has which number."""
    return {one.person: one.number for one in given}


class Intake(Document):
    """Een aanvraag zoals zij binnenkwam; het burgerservicenummer staat apart, de toets ziet het niet."""

    ROOT: ClassVar[str] = "intake"
    application: Application = Field(alias="aanvraag")
    received: Day | None = Field(default=None, alias="ontvangen")
    numbers: Numbers = Field(default=[], alias="burgerservicenummers")


class Correction(Document):
    """De hele aanvraag opnieuw, met de reden."""

    ROOT: ClassVar[str] = "correctie"
    application: Application = Field(alias="aanvraag")
    note: Words = Field(alias="toelichting")
    numbers: Numbers | None = Field(default=None, alias="burgerservicenummers")


class Note(Document):
    """Een stap met desgewenst een dag en een toelichting."""

    ROOT: ClassVar[str] = "stap"
    note: Words | None = Field(default=None, alias="toelichting")
    day: Day | None = Field(default=None, alias="datum")


class Reasoned(Document):
    """Een stap die een reden vraagt."""

    ROOT: ClassVar[str] = "stapMetReden"
    note: Words = Field(alias="toelichting")
    day: Day | None = Field(default=None, alias="datum")


class UntilDay(Document):
    """Een stap die een laatste dag stelt."""

    ROOT: ClassVar[str] = "stapMetDag"
    until: Day = Field(alias="uiterlijk")
    note: Words = Field(alias="toelichting")


class Completion(UntilDay):
    """Wat de aanvrager moet aanvullen; zonder `stukken` die waar de laatste toetsing om vraagt en die ontbreken."""

    ROOT: ClassVar[str] = "aanvullingsverzoek"
    papers: Annotated[list[Annotated[str, Field(pattern=SLUG)]], Field(max_length=50)] | None = Field(
        default=None, alias="stukken", description="Stukken van de lijst op bewijsstukken, elk bij zijn `stuk`."
    )


class HandedOver(Document):
    """Dat het dossier naar de gemeente ging en de eigen kopie is verwijderd."""

    ROOT: ClassVar[str] = "overdracht"
    deleted: Literal[True] = Field(alias="verwijderd")
    day: Day | None = Field(default=None, alias="datum")
    note: Words | None = Field(default=None, alias="toelichting")


class Interval(Document):
    """De dagen waarop de termijn niet loopt; `tot` is de eerste dag waarop zij weer loopt."""

    ROOT: ClassVar[str] = "opschorting"
    since: Day = Field(alias="van")
    until: Day = Field(alias="tot")
    note: Words = Field(alias="toelichting")


class ScreeningOutcome(Document):
    """De uitkomst van het onderzoek. Nooit wat het vond."""

    ROOT: ClassVar[str] = "onderzoeksuitkomst"
    screening: Screening = Field(alias="onderzoek")


class Sought(Document):
    """Waarmee een zaak wordt gezocht: het kenmerk, het adres, het adresseerbare object of het burgerservicenummer."""

    ROOT: ClassVar[str] = "zoekvraag"
    reference: Name | None = Field(default=None, alias="kenmerk")
    postcode: Annotated[str, Field(pattern=POSTCODE)] | None = None
    number: Annotated[int, Field(ge=1, le=99_999)] | None = Field(default=None, alias="huisnummer")
    object: Annotated[str, Field(pattern=OBJECT)] | None = Field(default=None, alias="adresseerbaarObject")
    bsn: CitizenNumber | None = None


class Evidence(Document):
    """Een bewijsstuk dat is ontvangen en gezien."""

    ROOT: ClassVar[str] = "bewijs"
    item: Annotated[str, Field(pattern=SLUG)] = Field(
        alias="stuk", description="Een stuk van de lijst die GET op dit adres geeft; een ander geeft 400 met de keuzes."
    )
    person: Annotated[str, Field(pattern=IDENTIFIER)] | None = Field(default=None, alias="persoon")
    source: Literal["aanvrager", "basisregistratie", "derde"] = Field(alias="herkomst")
    valid_until: Day | None = Field(default=None, alias="geldigTot")
    note: Words | None = Field(default=None, alias="toelichting")


def body(model: type[Document]) -> dict[str, Any]:
    """What the description says of a request with this body."""
    return {"requestBody": document_body(model, _name(model), SCHEMAS)}


def _name(model: type[Document]) -> str:
    return model.ROOT[0].upper() + model.ROOT[1:]


def with_application(model: type[Document], **more: Any) -> dict[str, Any]:
    """The same for a body that holds an Aanvraag, which the description already has."""
    name = _name(model)
    needed = ["aanvraag", *(key for key, one in more.items() if one.pop("required", False))]
    SCHEMAS[name] = {
        "title": name, "type": "object", "additionalProperties": False, "description": model.__doc__,
        "properties": {"aanvraag": {"$ref": "#/components/schemas/Aanvraag"}, **more}, "required": needed,
    }  # fmt: skip
    return {
        "requestBody": {
            "required": True, "content": {"application/json": {"schema": {"$ref": f"#/components/schemas/{name}"}}},
        }
    }  # fmt: skip
