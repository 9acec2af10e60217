"""Which input of the rules a path of the Aanvraag asks for: the two vocabularies side by side, and nothing else."""

from __future__ import annotations

SCOPE = "toepassingsbereik"
_OPEN_LAW = f"{SCOPE}#oud"
_OF_INCOME = ".inkomen#oordeel"

# Paths end at '#'; what follows tells apart two questions about one fact.
_ASKED = {
    SCOPE: "regeling_buiten_register",
    _OPEN_LAW: "oude_aanwijzing_geeft_voorrang",
    f"{SCOPE}#aanwijzing": "aanwijzingen",
    f"{SCOPE}#instrument": "aanwijzingen.instrument",
    f"{SCOPE}#verordening": "categorieen",
    "situatie.regio": "personen.ingezetene_vanaf_vroegst",
    "situatie.verordening.van": "verordening_van",
    "situatie.verordening.inkomenstoets": "inkomenstoets",
    "situatie.verordening.verblijfstoets": "verblijfstoets",
    "situatie.verordening.voorrangskenmerken": "voorrangskenmerken",
    "situatie.verordening.gedragingen": "gedragingen",
    "situatie.verordening.gedragingen#keuze": "gedragingen_alsnog_genoemd",
    "situatie.verordening.latereInwoning": "latere_inwoning_geregeld",
    "woonruimte.gebied": "aanwijzingen.in_gebied",
    "woonruimte.verhuurder": "verhuurder",
    "woonruimte.soort": "soort_woonruimte",
    "woonruimte.huurprijs": "huurprijs",
    "voorrang.kandidatenMetVoorrang": "kandidaten_met_voorrang",
    "onderzoek.woonverklaring": "woonverklaring",
    "uitzondering15": "uitzondering15",
}
_ASKED_OF_PERSON = {
    "geboortedatum": "personen.geboortedatum",
    "inkomen": "personen.inkomen",
    "inkomen#oordeel": "personen.inkomen.telt_mee",
    "verblijf": "personen.ingezetene_vanaf",
    "kenmerken": "kenmerken",
    "rechtmatigVerblijf": "rechtmatig_verblijf",
    "rechtmatigVerblijf#oordeel": "verblijf_toereikend",
}


def asked(path: str) -> tuple[str, str | None]:
    """The input (`name` or `name.column`) a path asks for, and the id of the person it is about."""
    parts = path.split(".")
    if parts[0] == "huishouden":
        return _ASKED_OF_PERSON[parts[2]], parts[1]
    if parts[:2] == ["onderzoek", "vog"]:
        return "personen.vog", parts[2]
    return _ASKED.get(path, _ASKED[SCOPE]), None


def answered_in(path: str) -> str | None:
    """The key of the Aanvraag in which the answer to a question goes; None where no answer has a place."""
    if path == _OPEN_LAW:
        return None
    fact = path.partition("#")[0]
    # What the register does not hold is given with the application.
    return "situatie" if fact == SCOPE else f"{fact}.oordeel" if path.endswith(_OF_INCOME) else fact
