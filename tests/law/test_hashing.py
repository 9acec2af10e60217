"""The content hash: other at every changed byte, the same whatever the machine."""

from __future__ import annotations

from hypothesis import assume, given
from hypothesis import strategies as st

from wbmgp_engine.law.hashing import canonical, content_hash

files = st.dictionaries(
    st.from_regex(r"[a-z]{1,4}(/[a-z]{1,4}){0,2}\.yaml", fullmatch=True), st.binary(max_size=12), min_size=1, max_size=4
)


def test_the_hash_of_known_files_never_changes() -> None:
    """A hash in an old decision must stay checkable: a change of the recipe fails here."""
    known = {"nl/wet/eilandwet/2031-07-01.yaml": b"a: 1\n", "leeg.yaml": b""}
    assert content_hash(known) == "sha256:7370b0adaed891840430524be057fa9fa74e532e047831ba27555dedf34df9b0"


@given(files, st.data())
def test_any_changed_byte_changes_the_hash(book: dict[str, bytes], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(book)))
    other = data.draw(st.binary(max_size=12))
    assume(canonical(other) != canonical(book[path]))
    assert content_hash(book) != content_hash({**book, path: other})


@given(files, st.data())
def test_one_flipped_bit_changes_the_hash(book: dict[str, bytes], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(book)))
    content = bytearray(canonical(book[path]))
    assume(content)
    content[data.draw(st.integers(0, len(content) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assume(canonical(bytes(content)) != canonical(book[path]))
    assert content_hash(book) != content_hash({**book, path: bytes(content)})


@given(files, st.data())
def test_a_file_more_less_or_elsewhere_changes_the_hash(book: dict[str, bytes], data: st.DataObject) -> None:
    path = data.draw(st.sampled_from(sorted(book)))
    rest = {name: content for name, content in book.items() if name != path}
    assert len({content_hash(book), content_hash(rest), content_hash({**rest, "z/" + path: book[path]})}) == 3


@given(st.lists(st.text("ab\r\n", max_size=6)), st.booleans())
def test_windows_line_ends_and_byte_order_marks_change_nothing(lines: list[str], mark: bool) -> None:
    unix = "".join(line.replace("\r", "") + "\n" for line in lines).encode()
    windows = b"\xef\xbb\xbf" * mark + unix.replace(b"\n", b"\r\n")
    assert content_hash({"a.yaml": windows}) == content_hash({"a.yaml": unix})


@given(files)
def test_the_order_of_files_changes_nothing(book: dict[str, bytes]) -> None:
    assert content_hash(dict(reversed(book.items()))) == content_hash(book)


def test_the_border_between_files_counts() -> None:
    assert content_hash({"a": b"bc", "d": b""}) != content_hash({"a": b"b", "cd": b""})
    assert content_hash({"a": b"x", "b": b"y"}) != content_hash({"a": b"xby"})
