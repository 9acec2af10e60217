"""What oversight refuses, in Dutch: part of the table of all faults."""

from __future__ import annotations

from typing import Final

FAULTS: Final = {
    "groups_large": ("De tabel is te groot.", "Stuur hoogstens {most} bytes."),
    "groups_columns": (
        "De tabel heeft niet de kolommen die nodig zijn.",
        "Noem de eerste kolom zaak, en geef daarnaast één tot {most} kolommen met groepen.",
    ),
    "groups_name": (
        "De naam van kolom {column} kan niet in het logboek.",
        "Gebruik hoogstens 40 letters, cijfers, spaties en streepjes, en geen lange getallen.",
    ),
    "groups_case": ("In rij {row} staat geen zaak.", "Zet er het hele kenmerk van de zaak: 32 tekens."),
    "groups_twice": ("Een zaak staat er twee keer in.", "Geef elke zaak één rij."),
    "groups_person": (
        "Kolom {column} kan personen aanwijzen: er staat een lang getal, een e-mailadres of een lange tekst in.",
        "Gebruik alleen namen van groepen.",
    ),
    "groups_rare": (
        "Kolom {column} heeft een waarde die minder dan {least} keer voorkomt. Die wijst personen aan.",
        "Voeg zulke waarden samen, of laat ze leeg.",
    ),
    "groups_values": (
        "Kolom {column} heeft geen groepen om te vergelijken, of te veel.",
        "Gebruik twee tot {most} waarden.",
    ),
    "groups_alike": (
        "Groepen in kolom {column} en kolom {other} verschillen een paar zaken. Uit het verschil is op te maken welke.",
        "Breng de kolommen elk apart, of voeg groepen samen.",
    ),
    "groups_year": ("Dit jaar kan niet.", "Kies een jaar vanaf {first} dat voorbij is."),
    "groups_why": ("Het doel of de grondslag ontbreekt, of is te lang.", "Schrijf het in hoogstens {most} tekens."),
    "years_known": ("Deze jaren kunnen niet.", "Kies jaren van {first} tot en met {last}, de eerste het eerst, hoogstens {most} samen."),
}  # fmt: skip
