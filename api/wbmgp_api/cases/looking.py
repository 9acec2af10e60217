"""Who looks in a case is told first: the entry is on disk before anything is shown."""

from __future__ import annotations

from typing import Final

from sqlalchemy import Connection

from wbmgp_api.cases import processed
from wbmgp_api.cases.office import Office
from wbmgp_api.cases.visible import refuse_others
from wbmgp_api.identity.principal import Principal

TELLING: Final = ("intake", "correctie", "meld_onderzoek")


def log_reading(
    office: Office, who: Principal, case: str, categories: tuple[str, ...], about: str | None = None
) -> None:
    """The entry that somebody looks, on disk before anything is shown. Raises NotThere."""

    def job(connection: Connection) -> None:
        if categories:
            refuse_others(connection, who, case)
        doing = office.begin(connection, who)
        last = doing.case(case).course.last(*TELLING)
        doing.leaf("inzage", case, {}, betreft=about or (last.id if last else None), categorieen=categories)

    processed.done(office, who, case, job, "inzage", "inzage")
