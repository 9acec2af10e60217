"""The report of a made result, drawn once: what the pages of a result are read from."""

from __future__ import annotations

import pytest

from tests.simulation.report import made
from wbmgp_api.pages.council.reports import Report, read_report
from wbmgp_engine.simulation.report import html


@pytest.fixture(scope="session")
def report_page() -> bytes:
    result = made.result()
    return html(result, "nl", made.beside(result.scenario)).encode()


@pytest.fixture(scope="session")
def report(report_page: bytes) -> Report:
    return read_report(report_page)
