"""Ordinances for the tests, as data and as a rule file."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

_ORDINANCE: dict[str, Any] = {
    "naam": "Verordening",
    "gemeente": "GM0599",
    "van": "2018-01-01",
    "tot": "2022-01-01",
    "gronden": ["artikel_8"],
    "eisen": [
        {"grond": "artikel_8", "soort": "verblijfsduur", "jaren": 6, "gebied": "regio", "artikel": "2"},
        {
            "grond": "artikel_8",
            "soort": "inkomensbron",
            "waarde": ["dienstbetrekking", "zelfstandige", "vut", "aow", "pensioen", "studiefinanciering"],
            "artikel": "3",
        },
    ],
    "hardheidsclausule": {"artikel_8": True},
    "aanwijzingen": [{"gebied": "wijk", "grond": "artikel_8", "van": "2018-01-01", "tot": "2022-01-01"}],
    "categorieen": [{"gronden": ["artikel_8"]}],
    "inkomenstoets": "aanvrager",
    "verblijfstoets": "aanvrager",
    "overleg": [{"partij": "huurders"}],
    "afstemming": [{"partij": "de gemeenten in de regio"}],
}

RULE_FILE = """$schema: 'https://raw.githubusercontent.com/MinBZK/regelrecht/refs/tags/schema-v0.8.0/schema/v0.8.0/schema.json'
$id: verordening_voorbeeld
regulatory_layer: GEMEENTELIJKE_VERORDENING
name: Voorbeeldverordening
gemeente_code: GM0606
officiele_titel: Voorbeeldverordening
publication_date: '2018-01-01'
valid_from: '2018-01-01'
url: 'urn:wbmgp:verordening:voorbeeld'
articles:
  - number: '3'
    url: 'urn:wbmgp:verordening:voorbeeld#3'
    text: De eis van artikel 8 geldt voor iedere woning.
    machine_readable:
      implements:
        - law: wet_bijzondere_maatregelen_grootstedelijke_problematiek
          article: '8'
          open_term: artikel_8_voor_woonruimte
      definitions:
        overal: {value: true, type: boolean}
      execution:
        output:
          - name: artikel_8_voor_woonruimte
            type: boolean
            description: de verordening stelt de eis
            legal_basis: {law: Wbmgp, bwb_id: BWBR0019388, article: '8', paragraph: '1'}
        actions:
          - {output: artikel_8_voor_woonruimte, value: $overal}
"""


def ordinance(**changes: Any) -> dict[str, Any]:
    """The ordinance, in which nothing is to be remarked, with keys replaced; a value of `...` removes the key."""
    return {key: deepcopy(value) for key, value in {**_ORDINANCE, **changes}.items() if value is not ...}
