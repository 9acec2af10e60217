"""Two people write at one request: who saves last sees first what the other saved."""

from __future__ import annotations

import html

from tests.api.pages.council.conftest import Hall
from tests.api.pages.council.test_requests import HOSTILE, begun, save
from tests.api.pages.council.test_simulating import inputs
from tests.api.pages.test_faces import accessible
from wbmgp_api.identity.principal import Role


def test_who_saves_late_sees_what_the_other_wrote(hall: Hall) -> None:
    council, other = hall.sit(Role.COUNCIL), hall.sit(Role.COUNCIL, name="Ander raadslid")
    field = "onderbouwing.noodzaak.stelling"
    at = begun(hall, council)
    save(hall, council, f"{at}/noodzaak/bewijs/nieuw", soort="politiecijfers", jaar="2025")
    part, item = (inputs(other.get(f"{at}/{one}").text) for one in ("noodzaak", "noodzaak/bewijs/1"))
    save(hall, council, f"{at}/noodzaak", **{field: HOSTILE})
    save(hall, council, f"{at}/noodzaak/bewijs/1", indicator="Van de ander")
    late = hall.send(other, f"{at}/noodzaak", part | {field: "Later."})
    assert late.status_code == 412 and "Dit staat er nu" in late.text and "Later." in late.text
    assert html.escape("<script>") in late.text and HOSTILE not in late.text
    one = hall.send(other, f"{at}/noodzaak/bewijs/1", item | {"indicator": "Van mij"})
    assert one.status_code == 412 and "Van de ander" in one.text and "Van mij" in one.text
    accessible(late.text)
    accessible(one.text)
