"""The fields of a request for designation, part by part: where each stands in the document and what it is called.

What the law asks is not said here: beside every part stands what the rules answer of the request as it was last saved.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal, NamedTuple

from wbmgp_api.pages.languages import N_

Kind = Literal["line", "text", "day", "choice", "checks", "figure", "lines", "yes"]
Path = tuple[str, ...]


class Field(NamedTuple):
    """One field. `none` names the box that says that it is certainly not there; without it empty is not known."""

    path: Path
    label: str
    kind: Kind = "line"
    help: str = ""
    options: tuple[tuple[str, str], ...] = ()
    none: str = ""
    required: bool = False

    @property
    def id(self) -> str:
        """What the field is called in a form, and where a fault of it is told."""
        return ".".join(self.path)


class Items(NamedTuple):
    """A list in the document, with the fields of one of it; `named` are those by which one is known in the list."""

    key: str
    path: Path
    title: str
    one: str
    fields: tuple[Field, ...]
    named: tuple[Path, ...]
    none: str = ""


class Part(NamedTuple):
    """A page of the editor. `criterion`: what the rules call that which is argued on it."""

    title: str
    fields: tuple[Field, ...] = ()
    lists: tuple[Items, ...] = ()
    lead: str = ""
    criterion: str = ""


GROUNDS: Final = (
    ("artikel_8", N_("Artikel 8: verblijf of soort inkomen")), ("artikel_9", N_("Artikel 9: voorrang")),
    ("artikel_10", N_("Artikel 10: overlast en criminaliteit")),
)  # fmt: skip
_UNITS: Final = (("complex", N_("Complex")), ("straat", N_("Straat")), ("gebied", N_("Gebied")))
_INSTRUMENTS: Final = (("politiegegevens", N_("Politiegegevens")), ("vog", N_("Verklaring omtrent het gedrag")))
_SEGMENTS: Final = (
    ("corporatie", N_("Woningcorporaties")),
    ("particulier", N_("Particuliere verhuurders")),
    ("beide", N_("Beide")),
)
_AIMS: Final = (
    ("leefbaarheid", N_("Leefbaarheid")), ("samenstelling_bevolking", N_("Samenstelling van de bevolking")),
    ("overlast", N_("Overlast")), ("criminaliteit", N_("Criminaliteit")),
)  # fmt: skip
_KINDS: Final = (
    ("veiligheidsmonitor", N_("Veiligheidsmonitor")), ("leefbaarometer", N_("Leefbaarometer")),
    ("politiecijfers", N_("Politiecijfers")), ("enquete", N_("Enquête")), ("interviews", N_("Interviews")),
    ("onderzoek", N_("Onderzoek")), ("registratie", N_("Registratie")), ("anders", N_("Anders")),
)  # fmt: skip
_TENORS: Final = (("positief", N_("Positief")), ("negatief", N_("Negatief")), ("voorwaardelijk", N_("Voorwaardelijk")))
_DECISIONS: Final = (
    ("toegewezen", N_("Toegewezen")),
    ("gedeeltelijk", N_("Gedeeltelijk toegewezen")),
    ("afgewezen", N_("Afgewezen")),
)
_NOT_AFTER: Final = N_("Deze dag telt niet meer mee.")
_GROUND_OF: Final = "onderbouwing"

_AREA: Final = (
    Field(("gebied", "id"), N_("Korte naam van het gebied"), help=N_("Kleine letters en streepjes, zoals oude-haven."), required=True),
    Field(("grond",), N_("Grond"), "choice", options=GROUNDS, required=True),
    Field(("gebied", "naam"), N_("Naam")),
    Field(("gebied", "soort"), N_("Soort"), "choice", options=_UNITS),
    Field(("gebied", "binnen"), N_("Ligt binnen"), help=N_("De korte naam van het grotere gebied."), none=N_("Ligt in geen groter gebied")),
    Field(("vanaf",), N_("Vanaf"), "day"),
    Field(("tot",), N_("Tot"), "day", help=_NOT_AFTER, none=N_("Zonder einde")),
    Field(("instrument",), N_("Instrument bij artikel 10"), "choice", options=_INSTRUMENTS),
    Field(("segment",), N_("Welke verhuurders"), "choice", options=_SEGMENTS),
    Field(("doel",), N_("Doel"), "checks", options=_AIMS),
)  # fmt: skip
_EARLIER: Final = (
    Field(("gebied",), N_("Korte naam van het gebied"), required=True),
    Field(("grond",), N_("Grond"), "choice", options=GROUNDS, required=True),
    Field(("van",), N_("Van"), "day"), Field(("tot",), N_("Tot"), "day", help=_NOT_AFTER),
    Field(("ingetrokkenOp",), N_("Ingetrokken op"), "day"), Field(("binnen",), N_("Ligt binnen")),
)  # fmt: skip
_EVIDENCE: Final = (
    Field(("soort",), N_("Soort bron"), "choice", options=_KINDS, required=True), Field(("jaar",), N_("Jaar"), "figure"),
    Field(("indicator",), N_("Wat is gemeten"), "text"), Field(("waarde",), N_("Waarde"), "figure"),
    Field(("vergelijking",), N_("Vergeleken met"), "figure"), Field(("bron",), N_("Vindplaats"), "text"),
)  # fmt: skip


def _criterion(key: str, title: str, fields: tuple[Field, ...] = (), lists: tuple[Items, ...] = ()) -> Part:
    """A page on which a criterion is argued: the statement, its evidence, and what is asked of this one besides."""
    path = (_GROUND_OF, key)
    own = (
        Field((*path, "stelling"), N_("Wat de gemeente stelt"), "text"), Field((*path, "datum"), N_("Datum van de tekst"), "day"),
        Field((*path, "overgenomenUit", "kenmerk"), N_("Overgenomen uit"), help=N_("Alleen als de tekst eerder is gebruikt.")),
        Field((*path, "overgenomenUit", "datum"), N_("Datum van dat stuk"), "day"),
        Field((*path, "herbevestigdOp"), N_("Opnieuw bevestigd op"), "day"),
    )  # fmt: skip
    evidence = Items(
        "bewijs",
        (*path, "bewijs"),
        N_("Bewijs"),
        N_("Bewijsstuk"),
        _EVIDENCE,
        (("soort",), ("indicator",), ("waarde",)),
        N_("Er is zeker geen bewijs"),
    )
    return Part(title, (*own, *fields), (evidence, *lists), criterion=key)


PARTS: Final[Mapping[str, Part]] = {
    "algemeen": Part(
        N_("Verzoek en raadsbesluit"),
        (
            Field(("kenmerk",), N_("Kenmerk"), required=True),
            Field(("raadsbesluit", "datum"), N_("Datum van het raadsbesluit"), "day", none=N_("De raad besloot nog niet")),
            Field(("raadsbesluit", "betreft"), N_("Waarover de raad besloot"), "choice", options=(("verzoek_aanwijzing", N_("Dit verzoek")),)),
            Field(("raadsbesluit", "ondertekendDoor"), N_("Ondertekend door"), "checks", options=(("griffier", N_("De griffier")), ("burgemeester", N_("De burgemeester"))), none=N_("Niemand ondertekende")),
            Field(("verzonden",), N_("Verzonden op"), "day", none=N_("Nog niet verzonden")),
            Field(("ontvangen",), N_("Ontvangen door de Minister op"), "day", none=N_("Nog niet ontvangen")),
            Field(("verordening", "van"), N_("Verordening geldt vanaf"), "day"),
            Field(("verordening", "tot"), N_("Verordening geldt tot"), "day", help=_NOT_AFTER, none=N_("Tot zij wordt vervangen")),
        ),
    ),
    "onderdelen": Part(N_("Gebieden en gronden"), lists=(
        Items("onderdelen", ("onderdelen",), N_("Onderdelen"), N_("Onderdeel"), _AREA, (("gebied", "naam"), ("gebied", "id"), ("grond",), ("vanaf",), ("tot",))),
    )),
    "noodzaak": _criterion("noodzaak", N_("Noodzaak")),
    "geschiktheid": _criterion("geschiktheid", N_("Geschiktheid")),
    "subsidiariteit": _criterion("subsidiariteit", N_("Subsidiariteit"), lists=(
        Items("alternatieven", (_GROUND_OF, "subsidiariteit", "alternatieven"), N_("Wat eerst is geprobeerd"), N_("Maatregel"), (
            Field(("maatregel",), N_("Maatregel"), "text", required=True), Field(("periode",), N_("Periode")),
            Field(("resultaat",), N_("Resultaat"), "text"),
        ), (("maatregel",), ("periode",)), N_("Er is zeker niets anders geprobeerd")),
    )),
    "proportionaliteit": _criterion("proportionaliteit", N_("Proportionaliteit")),
    "regio": _criterion("regionaleMogelijkheden", N_("Mogelijkheden in de regio"), (
        Field((_GROUND_OF, "regionaleMogelijkheden", "cijfers", "aanbodPerJaar"), N_("Aanbod per jaar"), "figure"),
        Field((_GROUND_OF, "regionaleMogelijkheden", "cijfers", "uitgeslotenPerJaar"), N_("Uitgesloten per jaar"), "figure"),
        Field((_GROUND_OF, "regionaleMogelijkheden", "cijfers", "wachttijdMaanden"), N_("Wachttijd in maanden"), "figure"),
        Field((_GROUND_OF, "regionaleMogelijkheden", "cijfers", "regio"), N_("Gemeenten in de regio"), "lines", N_("Een code per regel, zoals GM0599.")),
        Field((_GROUND_OF, "regionaleMogelijkheden", "cijfers", "bron"), N_("Vindplaats"), "text"),
    )),
    "instrument": _criterion("instrumentkeuze", N_("Keuze van het instrument")),
    "evaluatie": Part(
        N_("Eerdere aanwijzingen en evaluatie"),
        (Field(("evaluatie", "vastgesteldDoorRaad"), N_("Evaluatie vastgesteld door de raad op"), "day", none=N_("De raad stelde geen evaluatie vast")),),
        (
            Items("eerder", ("eerdereAanwijzingen",), N_("Eerdere aanwijzingen"), N_("Eerdere aanwijzing"), _EARLIER, (("gebied",), ("grond",), ("van",), ("tot",)), N_("Er waren zeker geen eerdere aanwijzingen")),
            Items("oordelen", ("evaluatie", "onderdelen"), N_("Wat de evaluatie vond"), N_("Oordeel"), (
                Field(("gebied",), N_("Korte naam van het gebied"), required=True),
                Field(("grond",), N_("Grond"), "choice", options=GROUNDS, required=True),
                Field(("oordeel",), N_("Oordeel"), help=N_("Kleine letters en een liggend streepje. Ook niet_aantoonbaar is een oordeel.")),
            ), (("gebied",), ("grond",), ("oordeel",))),
        ),
        criterion="evaluatie",
    ),
    "gelijke-behandeling": Part(
        N_("Gelijke behandeling"),
        tuple(
            Field(("gelijkeBehandeling", *path), label, "text")
            for path, label in (
                (("rechtvaardiging", "doel"), N_("Het doel")), (("rechtvaardiging", "geschiktheid"), N_("Waarom het middel geschikt is")),
                (("rechtvaardiging", "geenAlternatief"), N_("Waarom er geen ander middel is")),
                (("rechtvaardiging", "evenredigheid"), N_("Waarom het in verhouding staat")), (("toelichting",), N_("Toelichting")),
            )
        ),
        (Items("cijfers", ("gelijkeBehandeling", "cijfers"), N_("Cijfers over groepen"), N_("Cijfer"), (
            Field(("groep",), N_("Groep"), required=True), Field(("indicator",), N_("Wat is gemeten"), "text"),
            Field(("aantal",), N_("Aantal"), "figure"), Field(("totaal",), N_("Totaal"), "figure"), Field(("jaar",), N_("Jaar"), "figure"),
            Field(("bron",), N_("Vindplaats"), "text"),
        ), (("groep",), ("indicator",), ("aantal",))),),
        N_("Alleen totalen over groepen, nooit iets over een persoon."),
    ),
    "overleg": Part(
        N_("Overleg, plan en adviezen"),
        (
            Field((_GROUND_OF, "integraalPlan", "titel"), N_("Plan voor het gebied")),
            Field((_GROUND_OF, "integraalPlan", "vastgesteldOp"), N_("Plan vastgesteld op"), "day"),
        ),
        (
            Items("maatregelen", (_GROUND_OF, "flankerendeMaatregelen"), N_("Maatregelen ernaast"), N_("Maatregel"), (
                Field(("maatregel",), N_("Maatregel"), "text", required=True), Field(("periode",), N_("Periode")),
            ), (("maatregel",), ("periode",)), N_("Er zijn zeker geen maatregelen ernaast")),
            Items("overleg", ("overleg",), N_("Overleg"), N_("Gesprek"), (
                Field(("partij",), N_("Met welke organisatie"), required=True), Field(("datum",), N_("Datum"), "day"),
                Field(("soort",), N_("Soort partij")), Field(("uitkomst",), N_("Uitkomst"), "text"),
            ), (("partij",), ("datum",)), N_("Er is zeker geen overleg geweest")),
            Items("adviezen", ("adviezen",), N_("Adviezen"), N_("Advies"), (
                Field(("orgaan",), N_("Wie adviseert"), help=N_("Bijvoorbeeld gedeputeerde_staten."), required=True),
                Field(("datum",), N_("Datum"), "day"), Field(("strekking",), N_("Strekking"), "choice", options=_TENORS),
                Field(("toelichting",), N_("Toelichting"), "text"),
            ), (("orgaan",), ("strekking",), ("datum",)), N_("Er zijn zeker geen adviezen")),
        ),
    ),
    "minister": Part(
        N_("Besluit van de Minister"),
        (
            Field(("besluit", "datum"), N_("Datum van het besluit"), "day"),
            Field(("besluit", "bekendgemaakt"), N_("Bekendgemaakt op"), "day", none=N_("Niet bekendgemaakt")),
            Field(("besluit", "strekking"), N_("Strekking"), "choice", options=_DECISIONS),
            Field(("besluit", "motivering"), N_("Motivering"), "text"),
            Field(("besluit", "afwijkingAdvies"), N_("Waarom een advies niet is gevolgd"), "text"),
        ),
        (Items("opschortingen", ("opschortingen",), N_("Opschortingen van de termijn"), N_("Opschorting"), (
            Field(("van",), N_("Van"), "day", required=True), Field(("tot",), N_("Tot"), "day", help=_NOT_AFTER, none=N_("Loopt nog")),
            Field(("grond",), N_("Grond")),
        ), (("van",), ("tot",)), N_("Er was zeker geen opschorting")),),
    ),
}  # fmt: skip
"""The pages of the editor, in the order in which somebody writes."""
