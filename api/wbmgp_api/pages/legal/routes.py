"""Where the pages of the lawyer and the auditor are, and who may see them."""

from __future__ import annotations

from typing import Final

from wbmgp_api.identity.principal import Role
from wbmgp_api.pages.legal import comparing, logbook, one_case, otherwise, overview, papers, rule_books, touching
from wbmgp_api.pages.visiting import Page, page

_LAWYER, _AUDITOR, _RULES = Role.LAWYER, Role.AUDITOR, Role.RULES
_READERS: Final = (_LAWYER, _AUDITOR)
_ALL: Final = (*_READERS, _RULES)
_ONE: Final = "/recht/zaken/{zaak}"
ROUTES: Final[tuple[Page, ...]] = (
    page("/recht", overview.show, *_ALL),
    page("/recht/zaken", overview.cases, *_READERS),
    page(_ONE, one_case.show, *_READERS),
    page(f"{_ONE}/andere-datum", otherwise.show, _LAWYER),
    page(f"{_ONE}/dossier", papers.show, *_READERS),
    page(f"{_ONE}/dossier/zip", None, _LAWYER, take=papers.take),
    page(f"{_ONE}/bewijs", None, *_READERS, take=papers.prove),
    page("/recht/gelijke-zaken", comparing.alike, _LAWYER),
    page("/recht/afwijkingen", comparing.deviations, *_READERS, Role.PRIVACY),
    page("/recht/geraakt", touching.show, _LAWYER),
    page("/recht/regelboeken", rule_books.show, *_ALL),
    page("/recht/regelboeken/verschil", rule_books.compare, *_ALL),
    page("/recht/logboek", logbook.show, *_READERS, take=logbook.begin),
    page("/recht/logboek/_upload", None, *_READERS, take=logbook.check),
    page("/recht/logboek/verify.py", logbook.program, *_READERS),
)
