"""The areas and designations of the caller's own municipality, for checks that keep nothing."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import Any, NamedTuple

from starlette.requests import Request

from wbmgp_api.areas.known import Registers
from wbmgp_api.areas.placing import looked_up, ordained_on
from wbmgp_api.identity.principal import Principal
from wbmgp_api.store.opened import Store
from wbmgp_engine import Application, Lawbook
from wbmgp_engine.facts.conduct import ConductCheck


class OwnRegister(NamedTuple):
    """What the municipality of a caller keeps; without a token, or a store, nothing."""

    store: Store | None
    registers: Registers
    tenant: str | None

    @classmethod
    def of(cls, request: Request) -> OwnRegister:
        """That of whoever sent a request."""
        who: Principal | None = getattr(request.state, "principal", None)
        service = request.app.state.service
        return cls(service.store, service.registers, None if who is None else who.tenant)

    def bears_on(self, application: Application) -> bool:
        """Whether it can say something: of its own municipality, where the application does not say it itself."""
        told = application.situation is not None or application.placing is not None
        return self.store is not None and self.tenant == application.municipality and not told

    def placed(self, application: Application, book: Lawbook, on: date | None) -> Application:
        """The application with where its dwelling lies on the day that chooses the law."""
        if self.store is None or not self.bears_on(application):
            return application
        day = application.application_date if on is None else on
        look = partial(looked_up, self.registers, application=application, lawbook=book, on=day)
        return self.store.read(application.municipality, look)

    def ordained(self, asked: ConductCheck, on: date | None) -> dict[str, Any] | None:
        """The ordinance of the own municipality on the day that chooses the law; None where there is none."""
        if self.store is None or self.tenant != asked.municipality:
            return None
        day = asked.application_date if on is None else on
        return self.store.read(
            asked.municipality, lambda read: ordained_on(self.registers.of(read, asked.municipality), day)
        )
