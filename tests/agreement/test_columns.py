"""The columns reader answers each row of a population as the scalar reader answers the application it came from."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from tests.agreement.comparing import answer, scalar
from tests.agreement.flat import frame_of, row_of
from tests.agreement.mixing import Mixed, mixed, registered
from tests.agreement.sample import sample
from tests.logic.columns.engines import spark, why_no_spark
from tests.our_law import OUR_LAW
from tests.properties.strategies import VERSIONS
from wbmgp_engine.facts.application import Application
from wbmgp_engine.law.lawbook import Lawbook
from wbmgp_engine.logic.values import Unknown
from wbmgp_engine.permits.assess import assess
from wbmgp_engine.permits.assessment import Assessment
from wbmgp_engine.permits.binding import bind
from wbmgp_engine.permits.context import given_context
from wbmgp_engine.populations.files import Source
from wbmgp_engine.populations.judging import Judge
from wbmgp_engine.populations.on_spark import judge_file as on_spark
from wbmgp_engine.populations.rows import Rows

LAWBOOK = OUR_LAW
EXAMPLE = Path(__file__).resolve().parents[2] / "scenarios" / "voorbeeld-aanvraag.json"
EACH, APPLICATIONS = 10, 350
# A batch is not made smaller: the seed and the reference name the one application that differs.
_SLOW = settings(
    max_examples=EACH, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate]
)


def disagreements(lawbook: Lawbook, drawn: Mixed, on: date | None) -> tuple[list[str], int]:
    """What the two readers do not agree on, and how many applications were compared; `on` None: each on its own day."""
    judged = [
        (application, *scalar(application, lawbook, on or application.application_date))
        for application in drawn.applications
    ]
    frame = frame_of([row_of(application, made.bound) for application, made, _ in judged])
    rows = Rows(Judge(lawbook, situation=drawn.parsed, on=on))
    answers = rows.answers(frame)
    assert answers is not None, [str(finding) for finding in rows.findings.first()]
    found = []
    for (application, _, wanted), got in zip(judged, answers.to_dicts(), strict=True):
        differs = {name: (value, got[name]) for name, value in wanted.items() if got[name] != value}
        if differs or got["kenmerk"] != application.reference:
            found.append(f"{application.reference} {differs}")
    return found, len(judged)


@pytest.mark.parametrize("version", VERSIONS)
@_SLOW
@given(st.data())
def test_columns_answer_as_the_scalar_reader(version: str, data: st.DataObject) -> None:
    drawn = data.draw(mixed(version, APPLICATIONS))
    note(f"seed {drawn.seed}")
    if not drawn.applications:
        return
    found, _ = disagreements(LAWBOOK, drawn, data.draw(st.sampled_from([drawn.on, None])))
    assert not found, found[:3]


@pytest.mark.parametrize("version", VERSIONS)
@settings(_SLOW, max_examples=2)
@given(st.data())
def test_columns_answer_as_the_scalar_reader_in_the_register(version: str, data: st.DataObject) -> None:
    drawn = registered(data.draw(mixed(version, APPLICATIONS)), LAWBOOK)
    note(f"seed {drawn.seed}")
    if not drawn.applications:
        return
    found, _ = disagreements(LAWBOOK, drawn, data.draw(st.sampled_from([drawn.on, None])))
    assert not found, found[:3]


def test_the_fixed_sample_has_what_can_differ() -> None:
    drawn = sample()
    found = [answer(assess(made, lawbook=LAWBOOK, on=drawn.on)) for made in drawn.applications]
    assert len(found) > 200 and {len(made.household) for made in drawn.applications} == {1, 2, 3, 4}
    assert {row["advies"] for row in found} >= {
        "geen_vergunning_nodig",
        "verlenen",
        "aanvullen",
        "beoordelen",
        "weigeren",
    }
    frame = _flat(drawn)
    sometimes = [name for name in frame.columns if 0 < frame[name].null_count() < len(frame)]
    assert len(sometimes) > 40 and "huishouden.1.ingezeteneVanaf" in sometimes


def test_polars_answers_a_fixed_sample_as_the_scalar_reader() -> None:
    drawn = sample()
    found, compared = disagreements(LAWBOOK, drawn, drawn.on)
    assert (found, compared) == ([], len(drawn.applications))


@pytest.mark.skipif(why_no_spark() is not None, reason=why_no_spark() or "")
def test_spark_answers_a_fixed_sample_as_polars() -> None:
    # One day of decision: one program for each size of household.
    drawn = sample()
    frame = _flat(drawn)
    with TemporaryDirectory() as folder:
        source, out = Path(folder) / "in.parquet", Path(folder) / "out.parquet"
        frame.write_parquet(source)
        judge = Judge(LAWBOOK, situation=drawn.parsed, on=drawn.on, closed=False)
        on_spark(Source(str(source)), str(out), judge, spark())
        got = pl.read_parquet(out)
    wanted = Rows(Judge(LAWBOOK, situation=drawn.parsed, on=drawn.on)).answers(frame)
    assert wanted is not None
    assert got.to_dicts() == wanted.to_dicts()


def _flat(drawn: Mixed) -> pl.DataFrame:
    return frame_of([row_of(made, bind(made, given_context(made))) for made in drawn.applications])


def test_columns_ask_where_nobody_knows_who_belongs_to_the_household() -> None:
    """What the scalar reader says where the persons are unknown to it."""
    application = Application.from_json(EXAMPLE.read_bytes())
    made = assess(application, lawbook=LAWBOOK)
    unknown = Unknown(("huishouden",))
    names = ("personen", "kenmerken", "rechtmatig_verblijf")
    facts = (
        dict(made.bound.facts) | dict.fromkeys(names, unknown) | {"verblijf_opgegeven": False, "vog_ontvangen": False}
    )
    again = Assessment(application, made.question, made.on, made.bound, made.question.compiled.run(facts, made.on))
    row = {name: value for name, value in row_of(application, made.bound).items() if not name.startswith("huishouden.")}
    answers = Rows(Judge(LAWBOOK, situation=application.situation)).answers(frame_of([row]))
    assert answers is not None
    got = answers.to_dicts()[0]
    assert {name: got[name] for name in answer(again)} == answer(again)
