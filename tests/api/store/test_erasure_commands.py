"""`wbmgp erase` and `wbmgp retention` on both databases, as the command line says them."""

from __future__ import annotations

import json

import pytest

from tests.api.store.test_store_commands import ORIGIN, Shell, shell  # noqa: F401 -- the fixture
from tests.api.store.without_store import without_the_store
from tests.trail.samples import by_both
from wbmgp_engine.trail.archive import unpacked

REASON = ("--ground", "verzoek_betrokkene", "--reference", "Z-2026/17")


def ordered(shell: Shell, case: str, categories: str, *more: str) -> str:  # noqa: F811
    code, out, err = shell.run(
        "erase", case, "--categories", categories, *REASON, "--by", "anne", "--format", "json", *more, *shell.tenant
    )
    assert (code, err) == (0, "")
    return str(json.loads(out)["opdracht"])


def test_one_orders_another_approves_and_what_is_left_still_holds(shell: Shell) -> None:  # noqa: F811
    case, other = shell.record(), shell.record()
    order = ordered(shell, case, "inkomen")
    assert shell.run("replay", case, *shell.tenant)[0] == 0
    for who, step, said in (
        ("anne", "approve", "let another person do that"), ("anne", "run", "nobody approved the order"),
    ):  # fmt: skip
        code, out, err = shell.run("retention", step, order, "--by", who, *shell.tenant)
        assert (code, out, said in err) == (2, "", True)
    code, out, _ = shell.run("retention", "approve", order, "--by", "bram", *shell.tenant)
    assert (code, out.splitlines()[0]) == (0, f"{case}: inkomen, motivering, spoor")
    code, out, _ = shell.run("retention", "run", order, "--by", "bram", "--lang", "en", *shell.tenant)
    assert code == 0
    assert out.startswith(f"{case} ")
    assert out.splitlines()[0].endswith("erased inkomen, motivering, spoor")
    assert "What stays provable: every entry" in out

    code, out, err = shell.run("replay", "--all", "--lang", "en", *shell.tenant)
    assert (code, err) == (0, "")
    assert "erased, cannot be replayed (inkomen, motivering, spoor)" in out
    assert out.splitlines()[-1] == "2 assessments, 1 same, 1 erased"
    assert shell.verified() == (0, {ORIGIN: 7})
    bundle = shell.folder / "b.zip"
    code, out, err = shell.run("log", "export", case, "--out", str(bundle), "--lang", "en", *shell.tenant)
    assert (code, out, err) == (0, "Erased, so not in the bundle: inkomen, motivering, spoor.\n", "")
    assert by_both(bundle.read_bytes()) == 0
    assert not {"payload/inkomen.json", "replay.json"} & unpacked(bundle.read_bytes())[0].keys()
    code, out, err = shell.run("log", "export", other, "--out", str(shell.folder / "c.zip"), *shell.tenant)
    assert (code, out, err) == (0, "", "")


def test_reasons_and_trail_stay_when_that_is_asked(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    order = ordered(shell, case, "spoor,inkomen", "--only")
    code, out, _ = shell.run("retention", "approve", order, "--by", "bram", *shell.tenant)
    assert (code, out.splitlines()[0]) == (0, f"{case}: inkomen, spoor")
    found = json.loads(shell.run("retention", "run", order, "--by", "c", "--format", "json", *shell.tenant)[1])
    ((_, names),) = found["gewist"][case].items()
    assert (found["opdracht"], names) == (order, ["inkomen", "spoor"])
    again = ordered(shell, case, "persoon,inkomen", "--only")
    shell.run("retention", "approve", again, "--by", "bram", *shell.tenant)
    assert json.loads(shell.run("retention", "run", again, "--format", "json", *shell.tenant)[1])["gewist"][case]
    code, out, err = shell.run("erase", case, "--categories", "persoon", "--only", *REASON, *shell.tenant)
    assert (code, out, f"case {case} holds none of persoon any more" in err) == (2, "", True)


@pytest.mark.parametrize("spelled", ["Anna", "anna ", " ANNA", "Ａｎｎａ", "an\u200bna"])
def test_another_spelling_is_no_other_person(shell: Shell, spelled: str) -> None:  # noqa: F811
    case = shell.record()
    words = (
        "--categories",
        "inkomen",
        "--ground",
        "vergissing",
        "--reference",
        "Z-1",
        "--format",
        "json",
        *shell.tenant,
    )
    order = json.loads(shell.run("erase", case, "--by", "anna", *words)[1])["opdracht"]
    code, out, err = shell.run("retention", "approve", order, "--by", spelled, *shell.tenant)
    assert (code, out, "whoever orders an erasure does not approve it" in err) == (2, "", True)
    code, out, err = shell.run("retention", "approve", order, "--by", " \u200b", *shell.tenant)
    assert (code, out, "--by: names nobody" in err) == (2, "", True)
    assert shell.run("retention", "approve", order, "--by", "Anna B.", *shell.tenant)[0] == 0


def test_an_order_of_before_names_were_folded_is_not_approved_by_who_made_it(
    shell: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    case = shell.record()
    words = (
        "--categories",
        "inkomen",
        "--ground",
        "vergissing",
        "--reference",
        "Z-1",
        "--format",
        "json",
        *shell.tenant,
    )
    with monkeypatch.context() as before:
        before.setattr("wbmgp_api.vault.opened.folded", str)
        order = json.loads(shell.run("erase", case, "--by", "Anna", *words)[1])["opdracht"]
    code, out, err = shell.run("retention", "approve", order, "--by", "Anna", *shell.tenant)
    assert (code, out, "whoever orders an erasure does not approve it" in err) == (2, "", True)


def test_a_destruction_list_from_end_to_end(shell: Shell) -> None:  # noqa: F811
    case, other = shell.record(), shell.record()
    told = shell.run("retention", "end", case, "--result", "geweigerd", "--closed", "2020-05-01", *shell.tenant)
    assert told == (0, f"Vastgelegd hoe zaak {case} is afgelopen.\n", "")
    day = ("--on", "2025-05-02")
    code, out, _ = shell.run("retention", "list", *day, "--lang", "en", *shell.tenant)
    assert code == 0
    assert out.splitlines()[:3] == [
        "To be destroyed on 2025-05-02: 1 case", case,
        "  beoordeling: kept up to and including 2025-05-01; geweigerd, from 2020-05-01 (Selectielijst gemeenten 2020, resultaat 11.2; read)",
    ]  # fmt: skip
    assert "  onderzoek: kept; waits for the end of the evaluation (art. 13 Besluit" in out
    assert "  persoon: kept; nobody told how the case ended" in out
    found = json.loads(shell.run("retention", "list", *day, "--format", "json", *shell.tenant)[1])
    assert [one["zaak"] for one in found["vernietigen"]] == [case]
    assert {one["zaak"] for one in found["bewaren"]} == {case, other}
    before = shell.run("retention", "list", "--on", "2025-05-01", *shell.tenant)[1]
    assert before.startswith("Te vernietigen op 2025-05-01: 0 zaken\nNog te bewaren: 2 zaken\n")
    for wrong in ("2025-05-01", "9999-01-01"):
        words = ("--on", wrong, "--reference", "L-1", *shell.tenant)
        assert shell.run("retention", "propose", *words)[:2] == (2, "")
    code, out, _ = shell.run(
        "retention", "propose", *day, "--reference", "L-1", "--by", "anne", "--format", "json", *shell.tenant
    )
    ((one,),) = (json.loads(out)["opdrachten"],)
    assert (code, one["gemeente"], [found["zaak"] for found in one["zaken"]]) == (0, "GM0599", [case])
    for step, who in (("approve", "bram"), ("run", "anne")):
        assert shell.run("retention", step, one["opdracht"], "--by", who, *shell.tenant)[0] == 0
    assert "0 zaken" in shell.run("retention", "list", *day, *shell.tenant)[1].splitlines()[0]
    assert shell.run("log", "verify", *shell.tenant)[0] == 0


def test_a_list_in_words_names_its_order(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    words = ("--result", "verleend", "--closed", "2020-05-01", "--object-ended", "2021-01-01", "--final", "2021-01-01",
             "--evaluated", "2022-01-01")  # fmt: skip
    assert shell.run("retention", "end", case, *words, "--lang", "en", *shell.tenant)[0] == 0
    out = shell.run("retention", "propose", "--reference", "L-1", *shell.tenant)[1]
    assert "  onderzoek: bewaren tot en met 2022-01-01; verleend, vanaf 2022-01-01 (art. 13" in out
    assert "Er is nog niets gewist. Een ander geeft akkoord: wbmgp retention approve " in out


WRONG: list[tuple[list[str], str]] = [
    (["erase", "C", "--categories", "alles", *REASON], "are not known categories"),
    (["erase", "C", "--categories", ",", *REASON], "are not known categories"),
    (["erase", "x", "--categories", "spoor", *REASON], "there is no case x"),
    (["erase", "C", "--categories", "spoor", "--ground", "zomaar", "--reference", "a"], "ground: is not known"),
    (["erase", "C", "--categories", "spoor", "--ground", "vergissing", "--reference", "a b"], "--reference"),
    (
        ["erase", "C", "--categories", "spoor", "--ground", "vergissing", "--reference", "n-999990019"],
        "--reference",
    ),
    (["erase", "C", "--categories", "spoor", *REASON, "--role", "baas"], "--role"),
    (["erase", "C", "--categories", "spoor", *REASON, "--format", "xml"], "--format"),
    (["retention", "end", "C", "--result", "zoek", "--closed", "2020-01-01"], "no known way to end"),
    (["retention", "end", "C", "--result", "verleend", "--closed", "gisteren"], "--closed"),
    (["retention", "end", "x", "--result", "verleend", "--closed", "2020-01-01"], "there is no case x"),
    (["retention", "list", "--on", "2020"], "--on"),
    (["retention", "approve", "x"], "there is no order x"),
    (["retention", "run", "x", "--lang", "fr"], "--lang"),
]


def test_bad_input_is_one_message(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    for words, said in WRONG:
        code, out, err = shell.run(*(case if word == "C" else word for word in words), *shell.tenant)
        assert (code, out, said in err, err.count("\n")) == (2, "", True, 1), words


def test_without_the_extra_the_message_names_it(
    shell: Shell,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    without_the_store(monkeypatch)
    code, out, err = shell.run("retention", "list", *shell.tenant)
    assert (code, out) == (2, "")
    assert "install wbmgp-engine[service]" in err


def test_a_case_does_not_end_in_the_future(shell: Shell) -> None:  # noqa: F811
    case = shell.record()
    words = ("--result", "geweigerd", "--closed", "2099-01-01")
    code, out, err = shell.run("retention", "end", case, *words, *shell.tenant)
    assert (code, out, "--closed: 2099-01-01 is still to come" in err) == (2, "", True)
