"""The dossier of a case as a ZIP, and the proof bundle of an assessment."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

from starlette.responses import Response

from wbmgp_api.cases import assessing
from wbmgp_api.counter import known_id, told
from wbmgp_api.identity.principal import Role
from wbmgp_api.oversight import dossier
from wbmgp_api.oversight.bundles import bundle
from wbmgp_api.oversight.dossier import Paper
from wbmgp_api.oversight.whole import whole
from wbmgp_api.pages.visiting import Visit
from wbmgp_engine.trail.categories import CATEGORIES

_ZIP: Final = "application/zip"


async def show(visit: Visit, status: int = 200) -> Response:
    """What a dossier holds, and the forms that ask for it and for a bundle."""
    office, who, case = visit.office, visit.who, visit.case_id
    found, made = await visit.do(lambda: assessing.shown(office, who, case))
    values: dict[str, Any] = {"case": told(found, office, who), "made": made, "categories": CATEGORIES}
    return visit.show("legal/dossier.html", status, signs=visit.service.signing is not None, **values)


async def take(visit: Visit) -> Response:
    """The dossier: everything is opened, and the log says so first."""
    return _file(await visit.do(partial(_dossier, visit, visit.case_id)), f"dossier-{visit.case_id}.zip")


def _dossier(visit: Visit, case: str) -> bytes:
    office, who, key = visit.office, visit.who, visit.service.signing
    found = whole(office, who, case)
    others = [whole(office, who, case, one.id) for one in found.assessments if one != found.assessment]
    papers = dossier.papers_of(office, who, found)
    papers += [paper for one in others for paper in dossier.assessed(one)]
    for one in (found, *others):
        if key is not None and one.assessment is not None and one.answer is not None:
            _, made = bundle(office, who, key, case, one.assessment.id, CATEGORIES)
            day = one.assessment.recorded_at[:10]
            papers.append(Paper(f"Bewijsbundel van de toetsing van {day}", "bewijsbundel.zip", made))
    return dossier.zipped(case, papers)


async def prove(visit: Visit) -> Response:
    """A bundle of one assessment with the parts that were ticked; for an auditor it stays closed."""
    office, who, key, case = visit.office, visit.who, visit.service.signing, visit.case_id
    if key is None:
        return await show(visit, 409)
    wanted = set(visit.many("deel")) if who.role is Role.LAWYER else set()
    opened = tuple(one for one in CATEGORIES if one in wanted)
    record = known_id(visit.said("toetsing")) if visit.said("toetsing") else None
    name, made = await visit.do(lambda: bundle(office, who, key, case, record, opened))
    return _file(made, f"bewijs-{name}.zip")


def _file(content: bytes, name: str) -> Response:
    headers: dict[str, Any] = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_ZIP, headers=headers)
