"""Where the pages of the council are, and who may see them."""

from __future__ import annotations

from typing import Final

from wbmgp_api.pages.council import (
    asking_anew,
    designating,
    evaluations,
    overview,
    recording,
    requests,
    result,
    simulating,
)
from wbmgp_api.pages.council.requests import WRITERS
from wbmgp_api.pages.council.simulating import ASKERS, READERS
from wbmgp_api.pages.visiting import Page, page

_ONE: Final = "/raad/simulaties/{id}"
_RECORD: Final = "/raad/vastgelegd/{soort}"
_REQUEST: Final = "/raad/verzoeken/{id}"
ROUTES: Final[tuple[Page, ...]] = (
    page("/raad", overview.show, *requests.READERS),
    page("/raad/aanwijzingen", designating.show, *designating.READERS),
    page("/raad/evaluaties", evaluations.show, *requests.READERS),
    page("/raad/vastgelegd", recording.listed, *recording.READERS),
    page(f"{_RECORD}/nieuw", recording.write, *recording.PROPOSERS, take=recording.take),
    page(f"{_RECORD}/{{id}}", recording.show, *recording.READERS),
    page(f"{_RECORD}/{{id}}", None, *recording.PROPOSERS, take=recording.act),
    page(f"{_RECORD}/{{id}}/wijzig", recording.write, *recording.PROPOSERS, take=recording.take),
    page("/raad/simulaties", simulating.listed, *READERS),
    page("/raad/simulaties/nieuw", asking_anew.begin, *ASKERS, take=asking_anew.go_on),
    page(_ONE, result.show, *READERS),
    page(f"{_ONE}/voortgang", simulating.progress, *READERS),
    page(f"{_ONE}/annuleer", None, *ASKERS, take=simulating.cancel),
    page(f"{_ONE}/figuren/{{naam}}.svg", result.figure, *READERS),
    page(f"{_ONE}/bestanden/{{naam}}", result.download, *READERS),
    page(f"{_ONE}/verzoek", None, *WRITERS, take=result.make_request),
    page(f"{_ONE}/{{deel}}", result.show_part, *READERS),
    page("/raad/verzoeken", requests.listed, *requests.READERS),
    page("/raad/verzoeken", None, *WRITERS, take=requests.begin),
    page(_REQUEST, requests.show, *requests.READERS),
    page(f"{_REQUEST}/weg", None, *WRITERS, take=requests.throw_away),
    page(f"{_REQUEST}/bestand.{{soort}}", requests.document, *requests.READERS),
    page(f"{_REQUEST}/{{deel}}", requests.show_part, *requests.READERS),
    page(f"{_REQUEST}/{{deel}}", None, *WRITERS, take=requests.save_part),
    page(f"{_REQUEST}/{{deel}}/{{lijst}}/{{nummer}}", requests.show_item, *WRITERS, take=requests.save_item),
)
