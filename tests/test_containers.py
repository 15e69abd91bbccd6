"""What a file is, whatever its name: text, workbooks, archives of these; and the traps among them."""

import gzip
import io
import zipfile
from contextlib import suppress

import pytest
from hypothesis import given, settings, strategies as st

from sharecli import containers
from sharecli.containers import BadArchive
from sharecli.errors import Unreadable
from sharecli.spreadsheet import UnknownFile
from sharecli.workbooks import DamagedFile, LockedFile, TooMuch
from workbooks_made import locked_zip, ods_of, xlsx, zipped


def names(content: bytes) -> list[str]:
    return [part.name for part in containers.parts_of(content)]


def test_a_file_is_what_its_first_bytes_say() -> None:
    assert names(b"a,b\n1,2\n") == [""]
    assert names(b"") == [""]
    assert names(xlsx([["a"]], [["b"]])) == ["Sheet1", "Sheet2"]
    (part,) = containers.parts_of(gzip.compress(b"a,b") + gzip.compress(b"\n1,2"))
    assert part.content == b"a,b\n1,2"


def test_an_archive_has_its_members_by_name_and_the_sheets_in_them() -> None:
    made = zipped(
        {"b/two.csv": b"x", "a.xlsx": xlsx([["a"]]), "__MACOSX/._a": b"", ".DS_Store": b"", "p.png": b"\x89PNG"}
    )
    assert names(made) == ["a.xlsx/Sheet1", "b/two.csv"]


@pytest.mark.parametrize("name", ["../a.csv", "/etc/a.csv", "x/../../a.csv", "..\\a.csv", "C:\\a.csv"])
def test_an_archive_that_names_a_place_outside_is_refused(name: str) -> None:
    with pytest.raises(BadArchive, match="outside itself"):
        names(zipped({"good.csv": b"a", name: b"b"}))


def test_an_archive_in_an_archive_is_refused() -> None:
    inner = zipped({"a.csv": b"a"})
    for made in (zipped({"b.zip": inner}), zipped({"a.csv.gz": gzip.compress(b"a")}), gzip.compress(inner)):
        with pytest.raises(BadArchive, match="archive inside"):
            names(made)
    assert names(zipped({"a.xlsx": xlsx([["a"]])})) == ["a.xlsx/Sheet1"]
    assert names(zipped({"a.ods": ods_of("")})) == ["a.ods/Sheet1"]
    assert names(gzip.compress(xlsx([["a"]]))) == ["Sheet1"]


def test_an_empty_archive_says_so() -> None:
    for made in (zipped({}), zipped({"folder/": b""})):
        with pytest.raises(BadArchive, match="empty"):
            names(made)


def test_a_password_is_asked_for_nowhere() -> None:
    with pytest.raises(LockedFile):
        names(locked_zip())


@pytest.mark.parametrize("made", ["zip", "gz", "xlsx"])
def test_what_unpacks_to_far_more_than_itself_is_refused_while_it_is_unpacked(made: str) -> None:
    zeros = b"\0" * (40 * 1024 * 1024)
    content = {
        "zip": lambda: zipped({"a.csv": zeros}),
        "gz": lambda: gzip.compress(zeros),
        "xlsx": lambda: zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b"<a>" + b" " * len(zeros)}),
    }[made]()
    with pytest.raises(TooMuch):
        names(content)


def test_what_an_archive_says_of_its_sizes_is_not_believed() -> None:
    content = bytearray(zipped({"a.csv": b"0" * (40 * 1024 * 1024)}))
    place = content.index(b"PK\x01\x02")
    content[place + 24 : place + 28] = (10).to_bytes(4, "little")
    with pytest.raises((TooMuch, DamagedFile)):
        names(bytes(content))


def test_too_many_members_are_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for number in range(containers.MOST_MEMBERS + 1):
            archive.writestr(f"{number}.csv", b"")
    with pytest.raises(TooMuch):
        names(out.getvalue())


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"%PDF-1.7", "PDF"),
        (b"<html><body>", "HTML"),
        (b"\xef\xbb\xbf <table>", "HTML"),
        (b"SQLite format 3\0", "SQLite"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(start: bytes, kind: str) -> None:
    with pytest.raises(UnknownFile, match=kind):
        names(start)
    with pytest.raises(UnknownFile, match="OpenDocument"):
        names(zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b""}))


ARCHIVE, GZIPPED = zipped({"a.csv": b"a,b\n1,2\n" * 40, "b.csv": b"x"}), gzip.compress(b"a,b\n" * 40)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_no_bytes_are_an_accident(data: st.DataObject) -> None:
    start = data.draw(
        st.sampled_from([b"", b"PK\x03\x04", b"\x1f\x8b\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ARCHIVE, GZIPPED])
    )
    made = bytearray(start + data.draw(st.binary(max_size=200)))
    for _time in range(data.draw(st.integers(0, 4)) if made else 0):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Unreadable):
        assert isinstance(names(bytes(made)), list)
