"""What the engine says of facts that nobody keeps: of a draft, of somebody made up. No assessment is recorded."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from wbmgp_api.cases.office import Office
from wbmgp_engine.facts.application import Application
from wbmgp_engine.permits import assess
from wbmgp_engine.permits.assessment import Assessment


def answered(office: Office, application: Application, on: date) -> Assessment:
    """The answer to an application under the law of a day, placed among what its municipality keeps."""

    def placed(connection: Any) -> Application:
        return office.place(connection, application, office.lawbook, on)

    return assess(office.store.read(application.municipality, placed), lawbook=office.lawbook, on=on)


def answered_now(office: Office, told: Mapping[str, Any]) -> Assessment:
    """The same for facts as JSON, today. Raises BadInput."""
    return answered(office, Application.model_validate(dict(told)), office.today())
