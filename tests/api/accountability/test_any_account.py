"""Whatever a municipality tells in its file, on any day and with any settings: an entry that the register takes, or what is missing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.api.accountability.using import TENANT, told, use
from wbmgp_api.accountability.algorithm_register import entry
from wbmgp_api.accountability.documents import DOCUMENTS
from wbmgp_api.accountability.fields import faults
from wbmgp_api.accountability.municipality import Account, Accounts
from wbmgp_api.accountability.sections import Document
from wbmgp_engine import cli
from wbmgp_engine.errors import BadInput

REQUIRED: Final = ("naam", "email", "status")
SIGNS = st.characters(
    min_codepoint=32, max_codepoint=0x24F, exclude_characters="<>", exclude_categories=("Cc", "Cf", "Zs")
)
LINE = st.text(SIGNS, min_size=1, max_size=200)
SHORT = st.text(SIGNS, min_size=1, max_size=100)
LINK = st.integers(1, 485).map(lambda size: "https://a.nl/" + "x" * size)
PAPERS = st.lists(st.fixed_dictionaries({"titel": SHORT}, optional={"link": LINK}), min_size=1, max_size=20)
STATUS = st.sampled_from([("In ontwikkeling", None), ("In gebruik", None), ("Buiten gebruik", "2030-12")])
TOLD = st.fixed_dictionaries({}, optional={
    "naam": SHORT, "email": st.sampled_from(["a@b.nl", "x" * 64 + "@" + "y" * 63 + ".example"]), "status": STATUS,
    "begin": st.dates(date(2000, 1, 1), date(2030, 1, 1)).map(lambda day: f"{day:%Y-%m}"), "website": LINK, "leverancier": LINE,
    "broncode": LINK, "eigen_register": LINK, "verwerkingsregister": LINK, "bron_id": SHORT,
    "afwegingen": st.lists(LINE, min_size=1, max_size=8), "impacttoetsen": PAPERS, "wettelijke_documenten": PAPERS,
})  # fmt: skip
DAYS = st.integers(0, 4_000).map(lambda days: date(2018, 5, 25) + timedelta(days))
SET = st.fixed_dictionaries({}, optional={
    "four_eyes": st.booleans(), "tsa": st.just("https://tsa"), "witnesses": st.lists(st.just("w"), max_size=3).map(tuple),
    "pages": LINK, "mode": st.just("ontwikkeling"),
})  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(TOLD, DAYS, SET)
def test_an_entry_is_one_that_the_register_takes_or_what_is_missing_is_named(
    given_by: dict[str, Any], on: date, chosen: dict[str, Any]
) -> None:
    status, end = given_by.pop("status", (None, None))
    given_by |= {name: value for name, value in (("status", status), ("einde", end)) if value}
    text = yaml.safe_dump({"gemeenten": {TENANT: given_by}}, allow_unicode=True, sort_keys=False)
    found = use(on, Accounts.read(text.encode(), "v.yaml")[TENANT], **chosen)
    missing = [name for name in REQUIRED if name not in given_by]
    try:
        assert faults(entry(found)) == [] and not missing
    except BadInput as problem:
        assert [one.place for one in problem.findings] == [f"gemeenten.{TENANT}.{name}" for name in missing] != []
    for listed in DOCUMENTS.values():
        made = listed.make(found, None)
        assert made.to_json() and not set(made.missing) & set(given_by)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_what_a_document_calls_missing_stands_in_it_once_it_is_told(name: str) -> None:
    def made(*keys: str) -> Document:
        others = {
            one.alias or field: None for field, one in Account.model_fields.items() if (one.alias or field) not in keys
        }
        return DOCUMENTS[name].make(use(account=told(**others)), None)

    bare = made()
    assert bare.missing
    for key in bare.missing:
        assert (made(key).about, made(key).sections) != (bare.about, bare.sections), key


@pytest.mark.parametrize("missing", [("naam",), ("email", "status"), REQUIRED])
def test_the_command_names_exactly_what_is_missing_and_ends_with_2(
    missing: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    own, whole = tmp_path / "v.yaml", {"naam": "B", "email": "a@b.nl", "status": "In gebruik", "leverancier": "C"}
    known = {name: value for name, value in whole.items() if name not in missing}
    own.write_text(yaml.safe_dump({"gemeenten": {TENANT: known}}), "utf-8")
    code = cli.run(["publish", "algorithm-register", "--account", str(own)])
    said = capsys.readouterr()
    assert (code, said.out) == (2, "")
    assert [name for name in whole if f"gemeenten.{TENANT}.{name}: is not told" in said.err] == list(missing)
