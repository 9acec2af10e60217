"""Every form of every page, sent with nothing and with hostile text: an answer that can be read, and nothing that runs."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.api.pages.browser.driving import EVERYBODY, Seat, Served, against_the_guidelines, serving, too_wide
from tests.api.pages.browser.furnishing import furnished
from tests.api.pages.browser.walking import Walk

HOSTILE = "\"><script>window.ran=1</script><img src=x onerror=window.ran=1>'{{7*7}}${7*7}\u202e&amp;"
_SEND = """
([at, text]) => {
  const form = document.querySelectorAll("main form[method=post]")[at];
  form.noValidate = true;
  for (const field of form.querySelectorAll("input[type=text],input[type=search],input:not([type]),textarea,input[type=date],input[type=number]")) {
    if (field.type === "date" || field.type === "number") field.type = "text";
    field.value = text;
  }
  const button = form.querySelector("button:not([name]),button");
  form.requestSubmit(button);
}
"""


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A service of its own: what is sent here changes whatever it can."""
    with serving(tmp_path_factory.mktemp("gestuurd"), browser) as found:
        yield found


@pytest.fixture(scope="module")
def seat(served: Served) -> Iterator[Seat]:
    with served.seat("Noor de Vries", EVERYBODY) as found:
        yield found


@pytest.fixture(scope="module")
def pages(served: Served, seat: Seat) -> list[str]:
    return [some[0] for some in Walk.through(seat, *furnished(served, seat)).pages.values()]


def _gave_a_file(seat: Seat, at: int, text: str) -> bool:
    """Send a form; whether what came was no page."""
    seat.files.clear()
    try:
        with seat.page.expect_navigation():
            seat.page.evaluate(_SEND, [at, text])
    except Error:
        assert seat.files
    return bool(seat.files)


@pytest.mark.parametrize("text", ["", HOSTILE], ids=["nothing", "hostile"])
def test_whatever_somebody_sends_comes_back_as_a_page(seat: Seat, pages: list[str], text: str) -> None:
    wrong, sent = [], 0
    for path in pages:
        if seat.go(path) != 200:
            continue
        for at in range(seat.page.locator("main form[method=post]").count()):
            if at:
                seat.go(path)
            if seat.page.locator("main form[method=post]").nth(at).count() == 0:
                continue
            sent += 1
            if _gave_a_file(seat, at, text):
                continue
            wrong += [f"{path} {at}: {found}" for found in against_the_guidelines(seat.page)]
            wrong += [f"{path} {at}: ran"] if seat.page.evaluate("window.ran") else []
            wrong += [f"{path} {at}: wider than the screen"] if too_wide(seat.page) else []
    assert wrong == [] and sent > 10
