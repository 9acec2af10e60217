"""An option under which nobody has to ask for a permit shows nothing of a measure, and the report says so."""

from __future__ import annotations

from tests.simulation.report import made
from tests.simulation.report.conftest import LANGUAGES
from tests.simulation.report.parsed import parsed
from wbmgp_engine.simulation.report import html
from wbmgp_engine.simulation.report.beside import NOTHING
from wbmgp_engine.simulation.report.summary import summary
from wbmgp_engine.simulation.report.telling import Told
from wbmgp_engine.simulation.report.words import phrases


def test_the_first_page_says_of_which_options_nothing_can_be_seen() -> None:
    options = made.options()
    idle, last = options[1], options[-1]
    given = made.result(made.row(idle.id, "aanvragen", 0.0), made.row(idle.id, "geweigerden", 0.0))
    for language in LANGUAGES:
        shows = summary(Told(given, language, NOTHING)).shows
        assert shows[0] == phrases()["shows_idle"].in_(language, options=f"‘{idle.name[language]}’")
        assert all(idle.name[language] not in text for text in shows[1:])
        assert any(last.name[language] in text for text in shows[1:])
        rows = [row.said() for row in parsed(html(given, language)).all("tr")]
        assert [idle.name[language] in row for row in rows if phrases()["idle"].in_(language) in row] == [True]


def test_where_no_option_asks_a_permit_no_other_sentence_is_told() -> None:
    options = made.options()[1:]
    given = made.result(*(made.row(option.id, "aanvragen", 0.0) for option in options))
    assert [text[:4] for text in summary(Told(given, "nl", NOTHING)).shows] == ["Met "]


def test_where_permits_are_asked_nothing_of_it_is_said() -> None:
    shows = summary(Told(made.result(), "en", NOTHING)).shows
    assert len(shows) == 3 and phrases()["idle"].en not in html(made.result(), "en")


def test_nobody_is_not_said_of_an_option_whose_number_is_hidden() -> None:
    hides = made.options()[-1]
    none = [made.row(option.id, "geweigerden", 0.0) for option in made.options()[1:-1]]
    given = made.result(*none, made.hidden(made.row(hides.id, "geweigerden", 0.0)))
    for language in LANGUAGES:
        shows = summary(Told(given, language, NOTHING)).shows
        assert phrases()["shows_nobody_refused"].in_(language) not in shows
        assert all(f"‘{hides.name[language]}’" in text for text in shows)
    nobody = made.result(*none, made.row(hides.id, "geweigerden", 0.0))
    assert phrases()["shows_nobody_refused"].nl in summary(Told(nobody, "nl", NOTHING)).shows
