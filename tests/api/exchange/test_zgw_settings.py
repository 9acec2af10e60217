"""The settings of a push: read strictly, every fault with its line, value and fix, and no address elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.api.exchange.pushing import LISTS, settings, target
from wbmgp_api.exchange.zgw_comparing import same
from wbmgp_api.exchange.zgw_settings import NAMES, read_target
from wbmgp_engine.errors import BadInput

OWN = "typen:\n  zaaktype:\n    Huisvestingsvergunning Wbmgp: {url}\n"


def test_the_addresses_and_types_are_read() -> None:
    own = "https://zaken.voorbeeld/catalogi/api/v1/zaaktypen/1"
    found = target("https://zaken.voorbeeld", OWN.format(url=own))
    assert found.apis.of("zaken") == "https://zaken.voorbeeld/zaken/api/v1"
    assert found.mapped("zaaktype", "Huisvestingsvergunning Wbmgp") == own
    assert found.mapped("statustype", "Ontvangen") is None
    assert target().selection_list is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (settings("http://zaken.voorbeeld"), "apis.catalogi.*is no https address"),
        (settings("https://jan:geheim@zaken.voorbeeld"), "is no https address"),
        (settings("ftp://localhost"), "is no https address"),
        (settings().replace('"999990019"', '"999990018"'), "rsin.*eleven test"),
        (settings().replace("client: wbmgp\n", ""), "client"),
        (settings(more="secret: hoi\n"), "secret"),
        (settings(more=OWN.format(url="https://elders.voorbeeld/zaaktypen/1")), "is not in the catalogi API"),
        (settings(more=OWN.format(url="http://localhost/catalogi/api/v1?x=1")), "is no https address"),
        (settings(more="typen:\n  zaaktypen: {}\n"), "zaaktypen.*is no kind of type"),
        (settings(more="typen:\n  statustype:\n    Ontvange: http://localhost/catalogi/api/v1/s/1\n"), "no statustype"),
        (settings(more=LISTS.replace("Geweigerd", "Gewijgerd")), "Gewijgerd.*is no resultaattype"),
        (settings(more=LISTS.replace("vanaf: afgehandeld", "vanaf: ooit")), "vanaf"),
    ],
)
def test_every_fault_is_told_with_its_place(text: str, said: str) -> None:
    with pytest.raises(BadInput) as refusal:
        read_target(text.encode(), "zgw.yaml")
    assert re.search(rf"zgw\.yaml:\d+.*{said}", str(refusal.value), re.DOTALL), str(refusal.value)


def test_the_settings_of_the_manual_can_be_read_and_name_every_type() -> None:
    manual = (Path(__file__).parents[3] / "docs/koppelingen-uit.md").read_text(encoding="utf-8")
    first, second = re.findall(r"```yaml\n(.*?)```", manual, re.DOTALL)
    assert {kind: set(given) for kind, given in read_target(first.encode(), "zgw.yaml").types.items()} == {
        kind: set(names) for kind, names in NAMES.items()
    }
    common = re.sub(r"(?ms)^typen:\n.*", "", first)
    known = read_target(f"{common}{second}".encode(), "zgw.yaml").selection_list
    assert known is not None and set(known.results) == set(NAMES["resultaattype"])


@pytest.mark.parametrize(
    ("ours", "theirs"), [("2026-11-18Tmorgen", "2026-11-18Tvandaag"), (True, "true"), ({"a": 1}, {})]
)
def test_what_says_something_else_is_another_value(ours: object, theirs: object) -> None:
    assert not same(ours, theirs) and same(ours, ours)
