"""The measure of plain Dutch, on texts of which everybody knows whether they are easy."""

from __future__ import annotations

import pytest

from wbmgp_api.letters.plain_language import EASE, hard, measured, prose, syllables

EASY = (
    "U krijgt de vergunning. U mag in deze woning gaan wonen. Bewaar deze brief goed. Hebt u vragen? Bel ons dan. "
    "Wij helpen u graag. Stuur een kopie van uw pas mee. Dat kan tot 4 januari 2027."
)
HARD = (
    "Naar aanleiding van uw aanvraag delen wij u mede dat, gelet op het bepaalde in artikel 8, eerste lid, van de "
    "desbetreffende wettelijke regeling, de door u verzochte huisvestingsvergunning derhalve niet verleend kan worden, "
    "aangezien aan de daarvoor geldende inkomensvoorwaarden vooralsnog onvoldoende tegemoetgekomen wordt."
)


def problems(text: str) -> list[str]:
    return [one.problem for one in hard(text)]


def test_an_easy_text_is_plain_and_a_hard_one_is_not() -> None:
    assert problems(EASY) == []
    found = " ".join(problems(HARD))
    for said in (
        "words a sentence",
        "ease of reading",
        "`worden`",
        "`derhalve`",
        "`naar aanleiding van`",
        "`aangezien`",
    ):
        assert said in found


def test_the_ease_of_reading_is_that_of_douma() -> None:
    found = measured("De kat zit op de mat. Zij slaapt.")
    assert (len(found.sentences), found.words, found.syllables) == (2, 8, 8)
    assert found.ease == pytest.approx(206.84 - 0.93 * 4 - 77)
    assert measured(EASY).ease > 90 > EASE > measured(HARD).ease


@pytest.mark.parametrize(
    ("word", "count"),
    [("u", 1), ("aan", 1), ("over", 2), ("idee", 2), ("energie", 3), ("gemeente", 3), ("aanvraag", 2), ("bezwaar", 2),
     ("hardheidsclausule", 5), ("'s-Hertogenbosch", 5)],
)  # fmt: skip
def test_syllables(word: str, count: int) -> None:
    assert syllables(word) == count


def test_sentences_end_where_people_stop() -> None:
    assert len(measured("Zie art. 6:7 Awb. Bel ons om 9.00 uur. Kan dat? Ja!").sentences) == 4
    assert measured("Dit is de lijst:\n1\neen pas;\ntwee foto’s.").sentences == (
        "Dit is de lijst:",
        "een pas;",
        "twee foto’s.",
    )
    assert problems("") == problems("12 - 34") == []


def test_one_long_sentence_is_named_though_the_mean_is_low() -> None:
    long = "Dit " + "is nu een " * 9 + "zin."
    (found,) = problems(f"{long} " + "Dat is kort. " * 12)
    assert found.startswith("29 words: Dit is nu")


@pytest.mark.parametrize(
    "text", ["Dat wordt gedaan. Dit werd gezegd. Wij bellen u.", "De brief is geworden wat u wilt."]
)
def test_much_passive_is_hard(text: str) -> None:
    assert any("`worden`" in one for one in problems(text))


def test_only_what_a_letter_says_itself_is_measured() -> None:
    page = (
        "<title>Titel</title><header><p>Gemeente</p></header><h1>Kop</h1><p>Dit <strong>telt</strong>.<br>Dit ook.</p>"
        "<blockquote><p>Citaat.</p></blockquote><ul><li>een;</li><li class='quoted'>voorschrift</li></ul>"
        "<table><tr><td>cel</td></tr></table><section lang='en'><p>English.</p></section><p>Slot.</p>"
    )
    assert prose(page) == "Dit telt.\nDit ook.\neen;\nSlot."
