"""The macros: what stands beside what, for eyes, keyboards and screen readers, whatever is written in the fields."""

from __future__ import annotations

from collections.abc import Sequence
from html.parser import HTMLParser
from types import SimpleNamespace
from typing import Any, Final

import pytest

from wbmgp_api.pages import faces

HOSTILE: Final = "\n<script>alert('x')</script>\"'&{{ 7*7 }}"
Attributes = dict[str, str | None]


class Found(HTMLParser):
    """The elements of a piece of a page, and the text in each that has an id."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, Attributes]] = []
        self.text = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def one(self, tag: str, **wanted: str) -> Attributes:
        (found,) = (held for name, held in self.tags if name == tag and wanted.items() <= held.items())
        return found

    def ids(self) -> list[str]:
        return [str(held["id"]) for _, held in self.tags if "id" in held]

    def named(self, held: Attributes) -> list[str]:
        return str(held.get("aria-describedby") or "").split()


def drawn(call: str, faults: Sequence[tuple[str, str]] = (), session: Any = None, **values: Any) -> Found:
    text = (
        '{% import "parts/form.html" as form with context %}{% import "parts/show.html" as show with context %}' + call
    )
    template = faces._templates("nl").from_string(text)
    return Found(template.render(faults=faults, session=session, visit=None, lang="nl", **values))


FIELDS: Final = (
    "form.text('een', 'Naam', value, help, required=True)", "form.area('een', 'Naam', value, help)", "form.day('een', 'Naam', '2026-11-22', help)",
    "form.select('een', 'Naam', [('', 'Kies'), ('a', 'A')], 'a', help)",
)  # fmt: skip


@pytest.mark.parametrize("call", FIELDS)
def test_a_field_has_its_label_help_and_fault(call: str) -> None:
    found = drawn("{{ " + call + " }}", [("een", "Vul dit in."), ("ander", "Iets anders.")], value="x", help="Uitleg")
    assert found.one("label")["for"] == "een" and "Vul dit in." in found.text and "Iets anders" not in found.text
    field = next(held for tag, held in found.tags if held.get("id") == "een" and tag in ("input", "textarea", "select"))
    assert field["aria-invalid"] == "true"
    assert found.named(field) == ["een-uitleg", "een-fout"] and set(found.named(field)) <= set(found.ids())
    well = drawn("{{ " + call + " }}", value="x", help="")
    assert not [held for _, held in well.tags if "aria-invalid" in held or "aria-describedby" in held]


def test_what_need_not_be_filled_in_is_told() -> None:
    required = drawn("{{ form.text('a', 'Naam', required=True) }}")
    assert "(niet verplicht)" not in required.text and required.one("input")["aria-required"] == "true"
    optional = drawn("{{ form.text('a', 'Naam') }}")
    assert "(niet verplicht)" in optional.text and "aria-required" not in optional.one("input")


@pytest.mark.parametrize(("macro", "type_"), [("choices", "radio"), ("checks", "checkbox")])
def test_a_group_is_a_fieldset_whose_first_option_the_summary_leads_to(macro: str, type_: str) -> None:
    value = "'b'" if macro == "choices" else "['b']"
    call = "{{ form." + macro + "('groep', 'Kies', [('a', 'A', 'hint'), ('b', 'B')], " + value + ", 'Uitleg') }}"
    found = drawn("{{ form.faults_summary() }}" + call, [("groep", "Kies iets.")])
    assert found.one("a")["href"] == "#groep" and found.one("input", id="groep")["value"] == "a"
    assert found.named(found.one("fieldset")) == ["groep-uitleg", "groep-fout"]
    boxes = [held for tag, held in found.tags if tag == "input"]
    assert [held["type"] for held in boxes] == [type_] * 2 and ["checked" in held for held in boxes] == [False, True]
    assert {held["for"] for tag, held in found.tags if tag == "label"} == {held["id"] for held in boxes}
    assert found.named(boxes[0]) == ["groep-hint"] and len(found.ids()) == len(set(found.ids()))


def test_nothing_is_chosen_until_somebody_chooses() -> None:
    found = drawn("{{ form.choices('a', 'Kies', [('', 'Weet ik niet'), ('ja', 'Ja')]) }}")
    assert not [held for _, held in found.tags if "checked" in held]
    numbers = drawn("{{ form.choices('a', 'Kies', [(1, 'Een'), (2, 'Twee')], 2) }}")
    assert ["checked" in held for tag, held in numbers.tags if tag == "input"] == [False, True]


def test_all_faults_stand_together_with_links() -> None:
    found = drawn("{{ form.faults_summary() }}", [("een", "Eerste."), ("", "Van het geheel.")])
    assert found.one("div", role="alert")["aria-labelledby"] in found.ids()
    assert [held["href"] for tag, held in found.tags if tag == "a"] == ["#een"] and "Van het geheel." in found.text
    assert drawn("{{ form.faults_summary() }}").tags == []


def test_a_form_of_our_own_carries_its_word_and_the_version() -> None:
    found = drawn("{{ form.own(version=7) }}", session=SimpleNamespace(word="w" * 64))
    assert [(held["name"], held["value"]) for _, held in found.tags] == [("woord", "w" * 64), ("versie", "7")]
    assert drawn("{{ form.own() }}").tags == []


@pytest.mark.parametrize("call", [
    "form.text(x, x, x, x, attrs={'title': x})", "form.area(x, x, x, x)", "form.select(x, x, [(x, x)], x, x)", "form.choices(x, x, [(x, x, x)], x, x)",
    "form.checks(x, x, [(x, x, x)], [x], x)", "form.check(x, x, True)", "form.button(x, 'danger', x, x)", "show.badge('bad', x)", "show.quote(x)",
    "show.facts([(x, x)])", "show.steps([(x, x, 'done')])", "show.tabs([(x, x, True)], x)", "show.svg(x, x, x)", "show.action(x, x)",
    "show.paging({'next': x, 'page': x, 'of': x})",
])  # fmt: skip
def test_hostile_text_stays_text(call: str) -> None:
    found = drawn("{{ " + call + " }}", [(HOSTILE, HOSTILE)], x=HOSTILE)
    assert "script" not in {tag for tag, _ in found.tags} and "49" not in found.text
    known = {"x", "d", "viewbox", "onerror"}
    assert not [
        name for _, held in found.tags for name in held if name.startswith("on") or name in known - {"d", "viewbox"}
    ]
    assert HOSTILE in found.text or HOSTILE in [value for _, held in found.tags for value in held.values()]


def test_what_was_written_comes_back_as_it_was() -> None:
    found = drawn("{{ form.area('a', 'A', x) }}", x="\n  eerste\n\n  tweede  ")
    # A browser drops the one line break that follows on the tag.
    written = found.text.split("A (niet verplicht)")[1].lstrip(" ")
    assert "\n\n  eerste\n\n  tweede  \n" in written


@pytest.mark.parametrize("kind", ["good", "warn", "bad", "info", "unknown"])
def test_a_kind_is_told_by_sign_and_word_beside_its_colour(kind: str) -> None:
    badge = drawn("{{ show.badge(kind, 'Stand') }}", kind=kind)
    assert badge.one("svg")["aria-hidden"] == "true" and badge.text.strip() == "Stand"
    notice = drawn("{% call show.notice(kind, 'Kop') %}<p>Tekst</p>{% endcall %}", kind=kind)
    assert notice.one("svg") and notice.text.split()[0] != "Kop" and "Tekst" in notice.text


def test_a_wide_table_can_be_scrolled_with_the_keyboard() -> None:
    found = drawn("{% call show.table('Zaken', ['Zaak', ('Dagen', 'number'), '']) %}<tr><td>1</td></tr>{% endcall %}")
    assert found.one("div", role="region") | {"tabindex": "0", "aria-label": "Zaken"} == found.one("div", role="region")
    assert [held["scope"] for tag, held in found.tags if tag == "th"] == ["col", "col"] and "Zaken" in found.text


def test_where_somebody_is_is_told_to_all() -> None:
    steps = drawn("{{ show.steps([('/a', 'Een', 'done'), ('/b', 'Twee', 'current'), ('', 'Drie', 'todo')]) }}")
    assert [held.get("aria-current") for tag, held in steps.tags if tag == "li"] == [None, "step", None]
    assert [held["href"] for tag, held in steps.tags if tag == "a"] == ["/a"] and "(gedaan)" in steps.text
    tabs = drawn("{{ show.tabs([('/a', 'A', False), ('/b', 'B', True)]) }}")
    assert [held.get("aria-current") for tag, held in tabs.tags if tag == "a"] == [None, "page"]
    paging = drawn("{{ show.paging({'page': 1, 'of': 3, 'next': '/2'}) }}")
    assert [held["href"] for tag, held in paging.tags if tag == "a"] == ["/2"]


def test_only_a_picture_of_ours_is_drawn() -> None:
    from markupsafe import Markup

    found = drawn("{{ show.svg('f', 'Wijken', picture) }}", picture=Markup("<svg><title>t</title></svg>"))
    assert found.one("div", role="img")["aria-label"] == "Wijken" and found.one("svg") == {}
    assert [tag for tag, _ in drawn("{{ show.svg('f', 'Wijken', '<svg>') }}").tags if tag == "svg"] == []
