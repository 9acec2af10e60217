"""The page as a reader, a browser and a screen reader find it."""

from __future__ import annotations

import re
import string
from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.simulation.made_scenario import made_baseline, made_designation, made_option
from tests.simulation.report import made
from tests.simulation.report.conftest import LANGUAGES
from tests.simulation.report.parsed import Element, parsed
from wbmgp_engine.facts.wording import Language
from wbmgp_engine.simulation.report import html
from wbmgp_engine.simulation.report.beside import NOTHING
from wbmgp_engine.simulation.report.summary import Summary, summary
from wbmgp_engine.simulation.report.telling import Told
from wbmgp_engine.simulation.report.words import phrases
from wbmgp_engine.simulation.running import Result

HOSTILE = '<script>alert("1")</script>&'


@pytest.fixture(scope="module", params=LANGUAGES)
def page(request: pytest.FixtureRequest, pages: dict[Language, str]) -> Element:
    return parsed(pages[request.param])


def test_a_phrase_fills_in_the_same_in_both_languages() -> None:
    for key, said in phrases().items():
        named = [
            sorted(name for _, name, _, _ in string.Formatter().parse(text) if name) for text in (said.nl, said.en)
        ]
        assert named[0] == named[1], key
        assert said.nl.strip() and said.en.strip(), key


def test_the_page_names_its_language_and_that_it_is_a_model(pages: dict[Language, str]) -> None:
    for language, text in pages.items():
        page = parsed(text)
        assert next(page.all("html")).attributes["lang"] == language
        label = phrases()["label"].in_(language)
        assert label in next(page.all("title")).said()
        assert label in next(page.all("header")).said()


def test_both_languages_have_the_same_build(pages: dict[Language, str]) -> None:
    dutch, english = (Counter(found.tag for found in parsed(pages[language]).all()) for language in LANGUAGES)
    # The lines of one name on an axis.
    del dutch["tspan"], english["tspan"]
    assert dutch == english


def test_headings_come_in_order(page: Element) -> None:
    levels = [int(found.tag[1]) for found in page.all("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(found.said() for found in page.all("h1", "h2", "h3", "h4"))


def test_there_is_one_of_each_landmark_and_a_way_past_them(page: Element) -> None:
    for tag in ("header", "main", "nav", "footer"):
        assert len(list(page.all(tag))) == 1
    first = next(next(page.all("body")).all("a"))
    assert first.attributes["href"] == "#inhoud"


def test_what_is_named_by_id_is_there_once(page: Element) -> None:
    ids = Counter(found.attributes["id"] for found in page.all() if "id" in found.attributes)
    assert set(ids.values()) == {1}
    for found in page.all():
        for name in ("aria-labelledby", "aria-describedby"):
            assert set(found.attributes.get(name, "").split()) <= set(ids)
        if found.tag == "a":
            assert found.attributes["href"].removeprefix("#") in ids


def test_every_picture_has_a_name_a_description_and_its_table(page: Element) -> None:
    figures = list(page.all("figure"))
    assert len(figures) >= 10
    assert len(list(page.all("svg"))) == len(figures)
    for figure in figures:
        (svg,), (table,) = figure.all("svg"), figure.all("table")
        assert svg.attributes["role"] == "img"
        assert len(next(figure.all("figcaption")).said()) > 40
        assert next(svg.all("title")).said()
        assert len(list(table.all("tr"))) > 1


def test_every_table_says_what_its_rows_and_columns_are(page: Element) -> None:
    tables = list(page.all("table"))
    assert tables
    for table in tables:
        assert next(table.all("caption")).said()
        head, *rows = table.all("tr")
        assert {cell.attributes["scope"] for cell in head.children} == {"col"}
        for row in rows:
            assert row.children[0].attributes["scope"] == "row"
            assert len(row.children) == len(head.children)


def test_what_scrolls_can_be_reached_by_keyboard_and_is_named(page: Element) -> None:
    regions = [found for found in page.all("div") if found.attributes.get("class") == "scroll"]
    assert len(regions) >= len(list(page.all("table")))
    assert all(found.attributes["tabindex"] == "0" and found.attributes["aria-label"] for found in regions)


def test_nothing_comes_from_elsewhere_and_nothing_runs(page: Element, pages: dict[Language, str]) -> None:
    for found in page.all():
        assert found.tag not in ("script", "link", "img", "iframe", "object", "embed", "image", "use", "foreignobject")
        for name, value in found.attributes.items():
            assert not name.startswith("on") and name not in ("src", "srcset", "action", "data")
            if name in ("href", "xlink:href"):
                assert value.startswith("#")
    for text in pages.values():
        assert set(re.findall(r"https?://[^\"' )]+", text)) <= {"http://www.w3.org/2000/svg"}
        assert "@import" not in text and re.search(r"url\((?!#)", text) is None


def test_the_first_page_says_what_it_cannot_show(page: Element) -> None:
    summary = next(found for found in page.all("section") if found.attributes["aria-labelledby"] == "titel")
    first, second = summary.all("ul")
    assert len(first.children) == 3 and len(second.children) == 5
    assert len(list(next(summary.all("tbody")).all("tr"))) == 7


def test_unverified_assumptions_are_marked(page: Element) -> None:
    marked = [found for found in page.all("td") if found.attributes.get("class") == "unsure"]
    assumed = made.scenario().baseline.assumptions.values()
    assert len(marked) >= sum(not item.verified for item in assumed) > 0


def test_no_text_of_a_scenario_works_as_markup() -> None:
    scenario = made.scenario()
    named = [replace(option, name={"nl": HOSTILE + option.id, "en": HOSTILE}) for option in scenario.options]
    areas = [replace(area, name=HOSTILE + area.id) for area in made.AREAS]
    given = made.result(given=named, areas=areas)
    hostile = replace(given, scenario=replace(given.scenario, name={"nl": HOSTILE}, aims={"artikel_8": HOSTILE}))
    text = html(hostile, "nl")
    assert list(parsed(text).all("script")) == []
    assert "<script" not in text


def test_what_is_hidden_changes_nothing_and_says_so(result: Result, pages: dict[Language, str]) -> None:
    """A page is the same whatever stands behind what is hidden."""
    masked = [
        {name: -777.0 if isinstance(value, float) else value for name, value in row.items()}
        for row in result.measures.filter("onderdrukt").iter_rows(named=True)
    ]
    assert masked
    other = html(made.result(*masked), "nl", made.beside(result.scenario))
    assert other == pages["nl"]
    assert phrases()["hidden"].nl in other


def test_measures_that_are_all_hidden_still_give_a_whole_page(result: Result) -> None:
    hidden = [made.hidden(row) for row in result.measures.iter_rows(named=True)]
    tree = parsed(html(made.result(*hidden), "nl"))
    cells = [cell.said() for cell in next(tree.all("tbody")).all("td")]
    assert set(cells) == {phrases()["hidden"].nl}


def test_nothing_designated_still_gives_a_whole_page() -> None:
    text = html(made.result(given=[made_baseline()]), "en")
    assert phrases()["shows_nothing"].en in text
    assert len(list(parsed(text).all("h1"))) == 1


def test_the_first_page_ranks_only_what_is_shown() -> None:
    """An option whose number is hidden may have the most or the fewest refused people."""
    refused = made.result().measures.filter(maat="geweigerden", gebied="", dimensie="alles")
    every = [made.hidden(row) for row in refused.iter_rows(named=True)]
    shown = " ".join(_summary(made.result(*[row for row in every if row["variant"] == "een-wijk"])).shows)
    assert "With ‘Artikel 8 in één wijk’ the number of refused people is hidden" in shown
    assert "With ‘Artikel 8 en 9’ there are" in shown
    assert "get a no at least once" not in " ".join(_summary(made.result(*every)).shows)


@pytest.mark.parametrize(("times", "foot"), [(1, "run_once"), (3, "run_few")])
def test_few_runs_say_nothing_of_chance(times: int, foot: str) -> None:
    found = _summary(made.result(replicates=times))
    assert found.shows[2].endswith(phrases()["shows_too_few"].en)
    assert found.foot.text.startswith(phrases()[foot].in_("en", times=times))


def test_the_first_page_gives_no_advice_and_says_what_nobody_verified() -> None:
    found = _summary(made.result())
    assert phrases()["cannot_advice"].en in found.cannot
    # Two of the four figures of the made region are sure, and none of what is assumed.
    assert "2 of the 4 figures of the region ‘Voorbeeldregio’" in found.lead[1].text
    assumed = len(made.scenario().baseline.assumptions)
    assert f"{assumed} of the {assumed} assumptions are not verified" in found.lead[1].text


def test_an_option_under_another_law_is_named_so_and_leads_no_sentence() -> None:
    """The strictest option is one that nobody can ask for."""
    options = made.options()
    given = made.result(given=[*options[:-1], replace(options[-1], law="zonder-zes-jaar")])
    found, named = _summary(given), "Alle gronden (not the law in force)"
    assert named in found.table.head and phrases()["foot_other_law"].en in found.foot.text
    assert all("Alle gronden" not in text for text in found.shows)
    tables = [table for table in parsed(html(given, "en")).all("table") if "Alle gronden" in table.said()]
    assert tables and all(named in table.said() for table in tables)


def test_sensitivity_that_was_not_looked_at_is_not_said_to_have_been(result: Result) -> None:
    text = html(result, "en")
    assert phrases()["no_sensitivity"].en in text and phrases()["sensitivity_lead"].en not in text


def test_article_10_stands_with_its_instrument(pages: dict[Language, str]) -> None:
    assert "artikel 8, artikel 9, artikel 10 (" in pages["nl"]


def test_the_first_page_says_that_article_10_touches_nobody_beforehand() -> None:
    without = made.result(given=made.options()[:3])
    said = phrases()["foot_article_10"].en
    assert said in _summary(made.result()).foot.text and said not in _summary(without).foot.text


def test_few_runs_say_of_every_difference_that_it_may_be_chance() -> None:
    warning = phrases()["any_may_be_chance"].en
    assert warning in html(made.result(replicates=3), "en")
    assert warning not in html(made.result(), "en")


def test_priority_alone_stands_among_what_is_milder_and_not_the_other_way_round() -> None:
    eight = made_option("acht", made_designation("wijk-8", "artikel_8"))
    nine = made_option("negen", made_designation("wijk-8", "artikel_9"))
    far = made_option("elders", made_designation("wijk-9", "artikel_9"))
    named = [replace(option, name={"nl": option.id, "en": option.id}) for option in (eight, nine, far)]
    page = parsed(html(made.result(given=[made_baseline(), *named]), "en"))
    section = next(found for found in page.all("section") if found.attributes["aria-labelledby"] == "lichter")
    rows = [[row.text for row in table.all("th") if row.attributes["scope"] == "row"] for table in section.all("table")]
    assert rows == [["acht", "Doing nothing", "negen"], ["negen", "Doing nothing"], ["elders", "Doing nothing"]]


def test_refusals_stand_by_group_beside_all_others() -> None:
    text = html(made.result(), "en")
    for option in ("Artikel 8 in één wijk", "Artikel 8 en 9", "Alle gronden"):
        assert f"Refusals by type of household: {option}" in text
    assert "Refusals by type of household: Doing nothing" not in text


def _summary(result: Result) -> Summary:
    return summary(Told(result, "en", NOTHING))
