"""The bounds that the proxy of docs/deployment.md keeps are those of the service, and each zone it names is there."""

from __future__ import annotations

import re
from pathlib import Path

from wbmgp_api.edge.guard import _MOST_HEADERS
from wbmgp_api.settings import Settings

PAGE = (Path(__file__).parents[3] / "docs" / "deployment.md").read_text(encoding="utf-8")
PROXY = re.sub(r"#.*", "", PAGE.partition("```nginx\n")[2].partition("```")[0])
UNITS = {"k": 1024, "m": 1024 * 1024}


def said(directive: str) -> str:
    (found,) = re.findall(rf"^\s*{directive} ([^;]+);", PROXY, re.MULTILINE)
    return str(found)


def size(text: str) -> int:
    return int(text[:-1]) * UNITS[text[-1]]


def test_headers_end_where_the_service_ends_them() -> None:
    number, each = said("large_client_header_buffers").split()
    assert int(number) * size(each) == _MOST_HEADERS
    assert size(said("client_header_buffer_size")) <= size(each)


def test_everything_that_can_be_slow_has_an_end_in_seconds() -> None:
    for directive in ("client_header_timeout", "client_body_timeout", "send_timeout", "keepalive_timeout"):
        assert 0 < int(said(directive).removesuffix("s")) <= 30


def test_bodies_are_as_large_as_a_table_may_be() -> None:
    assert size(said("client_max_body_size")) >= Settings().upload_bytes


def test_zones_are_defined_and_the_rate_is_that_of_the_settings() -> None:
    defined = set(re.findall(r"_zone \S+ zone=(\w+):", PROXY))
    used = set(re.findall(r"limit_req zone=(\w+)", PROXY)) | {said("limit_conn").split()[0]}
    assert used == defined
    (rate,) = re.findall(r"rate=(\d+)r/s", PROXY)
    assert f"WBMGP_RATE={rate}\n" in PAGE
