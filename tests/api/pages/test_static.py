"""What the pages ship: exactly what was vendored, sent once and kept, small, and nothing that fetches from elsewhere."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest

from tests.api.pages.browsing import Town
from wbmgp_api import pages
from wbmgp_api.judging import judged
from wbmgp_api.pages import static
from wbmgp_api.pages.theme import Theme, read, theme_of
from wbmgp_api.settings import Settings, from_environment
from wbmgp_engine.errors import BadInput

HERE: Final = Path(pages.__path__[0])
VENDOR: Final = HERE / "static" / "vendor"
MAKER: Final = HERE.parents[1] / "vendor"
MOST: Final = 200_000
_CLASS: Final = re.compile(
    r"\b(?:wb|utrecht)-[a-z0-9]+(?:-[a-z0-9]+)*(?:__[a-z0-9-]+)?(?:--[a-z0-9-]+)?(?![\w-])", re.ASCII
)
_NAMED: Final = re.compile(r"(?:href|src)=\"(/statisch/[^\"]+)\"")


def own_sheets() -> Iterator[Path]:
    yield from (HERE / "static").glob("*.css")


def test_what_is_shipped_is_what_was_vendored() -> None:
    manifest = json.loads((VENDOR / "manifest.json").read_text())
    assert {one["file"] for one in manifest} | {"manifest.json"} == {file.name for file in VENDOR.iterdir()}
    for one in manifest:
        assert sha256((VENDOR / one["file"]).read_bytes()).hexdigest() == one["sha256"], one["file"]
        assert one["licence"] in ("EUPL-1.2", "OFL-1.1", "0BSD") and one["version"] and one["source"]
    asked = json.loads((MAKER / "package.json").read_text())["devDependencies"]
    assert {one["package"]: one["version"] for one in manifest} == asked
    licensed = {one["file"].split(".")[0] for one in manifest if one["file"].endswith(".LICENSE.txt")}
    shipped = {re.split(r"\.|-\d", one["file"])[0] for one in manifest if not one["file"].endswith(".LICENSE.txt")}
    assert licensed == shipped


def test_the_lock_names_contents_and_no_place_to_download_from() -> None:
    lock = json.loads((MAKER / "package-lock.json").read_text())
    found = {name: one for name, one in lock["packages"].items() if name}
    assert all(one["integrity"].startswith("sha512-") and "resolved" not in one for one in found.values())


@pytest.mark.parametrize("sheet", [*own_sheets(), *VENDOR.glob("*.css")], ids=lambda one: one.name)
def test_a_style_sheet_fetches_nothing_from_elsewhere(sheet: Path) -> None:
    text = sheet.read_text()
    assert "@import" not in text
    for address in re.findall(r"url\(\s*[\"']?([^\"')]+)", text):
        assert address.startswith(("data:image/svg+xml", "#")) or (sheet.parent / address).is_file(), address


def test_every_class_of_a_template_has_its_style() -> None:
    """Of our own classes the block, of the design system the very name; one that ends in a hole of the template begins several."""
    sheets = "\n".join(one.read_text() for one in (*own_sheets(), VENDOR / "utrecht.css"))
    there = set(re.findall(r"\.((?:wb|utrecht)-[\w-]+)", sheets))
    blocks = {_block(one) for one in there}
    for template in (HERE / "templates").rglob("*.html"):
        said = [one for held in re.findall(r"class=\"([^\"]*)\"", template.read_text()) for one in _CLASS.findall(held)]
        ours = {one for one in said if one.startswith("wb-")}
        unknown = {one for one in ours if _block(one) not in blocks}
        unknown |= {
            one for one in set(said) - ours if not any(known == one or known.startswith(f"{one}-") for known in there)
        }
        assert unknown == set(), template.name


def _block(name: str) -> str:
    return name.partition("__")[0].partition("--")[0]


def test_no_template_has_a_style_or_script_of_its_own() -> None:
    for template in (HERE / "templates").rglob("*.html"):
        text = template.read_text()
        assert (
            re.search(
                r"<style|<script(?![^>]*\ssrc=)|\sstyle=|\son[a-z]+=\"|javascript:|\|\s*safe(?!\s*}}</svg>)", text
            )
            is None
        ), template


def test_the_first_page_is_small(town: Town) -> None:
    browser = town.browser()
    page = browser.get("/inloggen/nergens")
    sent = [len(gzip.compress(page.content))]
    names = {*_NAMED.findall(page.text), *_fonts(town)}
    assert any(one.endswith("/vendor/htmx.js") for one in names) and sum(one.endswith(".woff2") for one in names) == 2
    for name in sorted(names):
        got = raw(town, name, "gzip")
        assert got.status_code == 200, name
        sent.append(len(asset(town, name).small or asset(town, name).plain))
    assert 50_000 < sum(sent) <= MOST


def _fonts(town: Town) -> list[str]:
    statics: static.Statics = town.app.state.service.statics
    return [statics.url(name) for name in statics.assets if name.endswith(".woff2")]


def asset(town: Town, address: str) -> static.Asset:
    statics: static.Statics = town.app.state.service.statics
    return statics.assets[address.split("/", 3)[3]]


def raw(town: Town, address: str, accepts: str, **headers: str) -> Any:
    return town.browser().client.get(address, headers={"Accept-Encoding": accepts, **headers})


def test_a_file_is_kept_by_the_browser_until_any_of_them_changes(town: Town) -> None:
    url = town.app.state.service.statics.url("layout.css")
    got = raw(town, url, "gzip, br")
    wanted = {
        "content-type": "text/css; charset=utf-8", "cache-control": "public, max-age=31536000, immutable",
        "content-encoding": "gzip", "vary": "Accept-Encoding", "x-content-type-options": "nosniff",
    }  # fmt: skip
    assert {name: got.headers[name] for name in wanted} == wanted
    assert got.text == (HERE / "static" / "layout.css").read_text()
    again = raw(town, url, "gzip", **{"If-None-Match": got.headers["etag"]})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", got.headers["etag"])
    plain = raw(town, url, "identity")
    assert "content-encoding" not in plain.headers and plain.text == got.text
    assert plain.headers["etag"] != got.headers["etag"]
    assert "content-encoding" not in raw(town, url, "gzip;q=0").headers
    font = raw(town, _fonts(town)[0], "gzip")
    assert (font.headers["content-type"], font.content[:4]) == ("font/woff2", b"wOF2")
    old = raw(town, "/statisch/0000000000000000/layout.css", "gzip")
    assert (old.status_code, old.headers["cache-control"]) == (200, "no-store")


@pytest.mark.parametrize(
    "name", ["", "style.css", "vendor/manifest.json", "vendor/htmx.LICENSE.txt", "../theme.py", "%2e%2e/theme.py", "vendor/../../theme.py",
             "vendor//htmx.js", "/etc/passwd", "gemeente.css", "layout.css/", "LAYOUT.CSS", "layout.css%00"],
)  # fmt: skip
def test_nothing_else_is_served(town: Town, name: str) -> None:
    release = town.app.state.service.statics.release
    assert raw(town, f"/statisch/{release}/{name}", "gzip").status_code == 404


def test_another_content_has_another_address() -> None:
    ours, theirs = static.statics_of(None), static.statics_of(Theme(b":root { --a: 1 }"))
    assert ours.release != theirs.release and ours.release == static.statics_of(None).release
    with pytest.raises(KeyError):
        ours.url("gemeente.css")


def test_a_theme_comes_after_the_default_and_before_our_layout(tmp_path: Path) -> None:
    file = tmp_path / "thema.css"
    file.write_text(".voorbeeldstad-theme, .voorbeeldstad-theme { --basis-color-accent-1-inverse-bg-default: #123456 }")
    theme = theme_of(Settings(theme=str(file)))
    assert theme is not None and theme.classes == ("voorbeeldstad-theme",)
    statics = static.statics_of(theme)
    order = [one.rpartition("/")[2] for one in statics.sheets]
    assert order[:6] == ["utrecht.css", "voorbeeld.css", "tokens.css", "gemeente.css", "layout.css", "parts.css"]
    assert order[-1] == "print.css" and set(order) - {"gemeente.css"} == {"utrecht.css", "voorbeeld.css"} | {
        one.name for one in own_sheets() if one.name != "dark.css"
    }
    assert statics.themes == ("voorbeeld-theme", "voorbeeldstad-theme")


def test_the_second_theme_is_there_by_name() -> None:
    theme = theme_of(from_environment({"WBMGP_THEME": "ma"}))
    assert theme is not None and theme.classes == ("ma-theme",) and theme_of(Settings()) is None


@pytest.mark.parametrize(
    "css",
    [b"@import 'x.css';", b"a{b:url(//elders.voorbeeld/x)}", b"a{b:url( 'https://elders.voorbeeld/x')}", b"a{b:URL(x.png)}",
     b"a{b:\\75rl(//elders)}", b"a{b:\\000075 rl(//elders)}", b"a{b:u\\rl(//elders)}", b"@\\69mport 'x'", b"a{b:image-set('//elders' 1x)}",
     b"@font-face{src:src('//elders')}", b"a{b:url(data:text/html,x)}", b"a{}</style><script>", b"a{b:'\\3c/style>'}", b"\xff\xfe", b"a{}\x00",
     b" " * 300_001],
)  # fmt: skip
def test_a_theme_that_would_fetch_or_break_out_is_refused(css: bytes) -> None:
    with pytest.raises(BadInput, match="WBMGP_THEME"):
        read(css)


def test_a_theme_may_say_in_a_comment_or_draw_what_it_likes() -> None:
    css = b"/* url(//elders) @import */ .x-theme { --a: url(\"data:image/svg+xml,%3csvg/%3e\"); --b: 'url' }"
    assert read(css).classes == ("x-theme",)


def test_a_theme_that_is_not_there_keeps_the_service_from_starting(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="names no file that can be read"):
        theme_of(Settings(theme=str(tmp_path / "geen.css")))
    findings, _ = judged(
        "127.0.0.1", {"WBMGP_THEME": str(tmp_path), "WBMGP_DATABASE": f"sqlite:///{tmp_path}/zaken.db"}
    )
    assert [one.place for one in findings] == ["WBMGP_THEME"]
