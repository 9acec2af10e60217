"""Where the pages of the council are, and who may see them."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.council import asking_anew, result, simulating
from wbmgp_api.pages.council.simulating import ASKERS, READERS
from wbmgp_api.pages.visiting import Page, page

_ONE: Final = "/raad/simulaties/{id}"
ROUTES: Final[tuple[Page, ...]] = (
    page("/raad/simulaties", simulating.listed, *READERS),
    page("/raad/simulaties/nieuw", asking_anew.begin, *ASKERS, take=asking_anew.go_on),
    page(_ONE, result.show, *READERS),
    page(f"{_ONE}/voortgang", simulating.progress, *READERS),
    page(f"{_ONE}/annuleer", None, *ASKERS, take=simulating.cancel),
    page(f"{_ONE}/figuren/{{naam}}.svg", result.figure, *READERS),
    page(f"{_ONE}/bestanden/{{naam}}", result.download, *READERS),
    page(f"{_ONE}/{{deel}}", result.show_part, *READERS),
)
