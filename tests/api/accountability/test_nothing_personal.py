"""No document of account holds anything of a person, whatever stands in the store it is made beside; and it counts what is there."""

from __future__ import annotations

import json

from tests.api.accountability.using import TENANT, use
from tests.api.cases.conftest import desk  # noqa: F401 -- the fixture
from tests.api.cases.test_canaries import CANARIES, seen_in
from tests.api.cases.test_guards import rows, store_of
from tests.api.cases.test_numbers import numbered
from tests.api.cases.working import HARDSHIP, Desk, asked
from tests.api.service.conftest import issuer  # noqa: F401 -- the fixture
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.oversight.counts import year_counts

NAME = "Planta van der Woerd"
CASES = 6


def test_nothing_of_a_person_is_in_any_document(desk: Desk) -> None:  # noqa: F811
    cases = [
        desk.take_in(asked(kenmerk=f"Z-{NAME}-{place}"), also=numbered(("p1", CANARIES[0]))) for place in range(CASES)
    ]
    # A judgement makes the reviewer take it in; its reasons are free text.
    cases.append(desk.take_in(asked(hardheid=[HARDSHIP | {"motivering": f"{NAME} is ziek."}], uitzondering15=False)))
    counts = store_of(desk).read(TENANT, lambda connection: year_counts(connection, TENANT, 2026))
    (taken_in,) = rows(desk, "SELECT count(*) AS number FROM case_file")
    for name, listed in DOCUMENTS.items():
        document = listed.make(use(), counts)
        text = document.to_markdown() + json.dumps(listed.to_json(use(), counts), ensure_ascii=False)
        assert seen_in(text.encode()) == [], name
        assert [word for word in (NAME, "Planta", *cases) if word in text] == [], name
        if name in ("dpia-bijlage", "iama-bijlage"):
            assert (
                f"| aanvragen ontvangen | {taken_in.number} |" in document.to_markdown()
                and taken_in.number == CASES + 1
            )
            assert "| besluiten genomen | 0 |" in document.to_markdown()
