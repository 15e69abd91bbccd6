"""Settings: what they accept, what they default to, and where each comes from."""

import hashlib
import io
import json
from pathlib import Path

import pytest
from PIL import Image

from conftest import Run
from sharecli.settings import records
from sharecli.settings.model import KEYS
from sharecli.store.open import Store


def listed(run: Run) -> dict[str, tuple[str, str]]:
    return {row["key"]: (row["value"], row["from"]) for row in json.loads(run("config", "list", "-F", "json").out)}


def test_a_fresh_home_has_defaults_and_makes_no_file(run: Run, db: Path) -> None:
    assert listed(run) == {
        "base-url": ("", "default"),
        "currency": ("CNY", "default"),
        "time-zone": ("Asia/Shanghai", "default"),
        "name": ("", "default"),
        "tagline": ("", "default"),
        "handle": ("", "default"),
        "avatar": ("", "default"),
        "accent": ("#c8402f", "default"),
        "theme": ("light", "default"),
        "locale": ("", "default"),
        "template": ("", "default"),
        "label": ("", "default"),
    }
    assert not db.exists()


@pytest.mark.parametrize(
    ("key", "said", "kept"),
    [
        ("base-url", "https://go.example.shop/", "https://go.example.shop"),
        ("base-url", " HTTPS://GO.Example.shop:8443/s ", "https://go.example.shop:8443/s"),
        ("base-url", "https://我的店.example", "https://xn--hxt50fz8x.example"),
        ("currency", "usd", "USD"),
        ("time-zone", "America/New_York", "America/New_York"),
        ("name", "  林小茶\u3000的店 ", "林小茶 的店"),
        ("tagline", "[/] good tea", "[/] good tea"),
        ("account.amazon", "lin-20", "lin-20"),
        ("Account.Amazon", "lin-20", "lin-20"),
        ("TIME_ZONE", "UTC", "UTC"),
        ("handle", " @xiaoman ", "@xiaoman"),
        ("handle", "小" * 40, "小" * 40),
        ("accent", "#E8423F", "#e8423f"),
        ("accent", "e8423f", "#e8423f"),
        ("accent", " #e43 ", "#ee4433"),
        ("theme", "Dark", "dark"),
        ("locale", "zh_CN", "zh_CN"),
        ("locale", "de-DE", "de_DE"),
        ("locale", "EN-gb", "en_GB"),
        ("locale", "ja", "ja"),
        ("locale", "zh-hant-tw", "zh_Hant_TW"),
        ("locale", "es_419", "es_419"),
        ("template", "Card", "card"),
        ("template", "my-own-2", "my-own-2"),
        ("label", " Werbung ", "Werbung"),
        ("label", "#ad", "#ad"),
        ("label", "推广", "推广"),
    ],
)
def test_a_setting_is_kept_as_it_is_meant(run: Run, key: str, said: str, kept: str) -> None:
    told = run("config", "set", key, said)
    assert (told.code, told.out) == (0, "")
    assert told.err.startswith("note: ")
    name = key.lower().replace("_", "-")
    assert run("config", "get", key).out == f"{kept}\n"
    assert listed(run)[name] == (kept, "you")
    assert json.loads(run("config", "get", key, "-F", "json").out)["value"] == kept


def test_an_empty_value_goes_back_to_the_default(run: Run) -> None:
    run("config", "set", "currency", "USD")
    assert run("config", "set", "currency", " ").err == "note: currency is back to its default\n"
    assert listed(run)["currency"] == ("CNY", "default")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("base-url", "javascript:alert(1)"),
        ("base-url", "ftp://example.com"),
        ("base-url", "example.com"),
        ("base-url", "https://"),
        ("base-url", "https://user:secret@example.com"),
        ("base-url", "https://@example.com"),
        ("base-url", "https://example.com?x=1"),
        ("base-url", "https://example.com/#x"),
        ("base-url", "https://exa mple.com"),
        ("base-url", "https://example.com/a b"),
        ("base-url", "https://example.com:99999"),
        ("base-url", "https://a..b"),
        ("base-url", "https://[::1"),
        ("base-url", "https://example.com/" + "x" * 200),
        ("base-url", "https://example.com/\x1b[31m"),
        ("currency", "RMB"),
        ("currency", "1e9999"),
        ("time-zone", "Mars/Olympus"),
        ("time-zone", "../../etc/passwd"),
        ("time-zone", "/etc/localtime"),
        ("time-zone", "Asia"),
        ("time-zone", "x" * 5000),
        ("name", "x" * 81),
        ("handle", "x" * 41),
        ("accent", "red"),
        ("accent", "#12345"),
        ("accent", "#12345g"),
        ("accent", "##123456"),
        ("accent", "#\x1b[31m"),
        ("theme", "sepia"),
        ("locale", "xx_XX"),
        ("locale", "de_XX"),
        ("locale", "root"),
        ("locale", "german"),
        ("locale", "../../etc/passwd"),
        ("locale", "de_DE.UTF-8"),
        ("template", "../card"),
        ("template", "card.typ"),
        ("template", "my card"),
        ("template", "卡片"),
        ("template", "x" * 41),
        ("label", "x" * 21),
        ("label", "."),
        ("label", "\u200b\u200b"),
        ("label", "\u3164\u3164"),
        ("label", "\u2800"),
        ("account.amazon", "lin 20"),
        ("account.amazon", "林"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_and_nothing_is_kept(run: Run, db: Path, key: str, value: str) -> None:
    said = run("config", "set", key, value)
    assert said.code == 2
    assert said.err.startswith("error[bad-value]: ")
    assert len(said.err.splitlines()) == 2
    assert said.err.replace("\n", "").isprintable()
    assert not db.exists()


def test_a_template_that_is_no_key_is_refused_with_the_command_that_lists_them(run: Run) -> None:
    said = run("config", "set", "template", "模板")
    assert (said.code, said.err.splitlines()[1].strip()) == (2, "hint: sharecli poster templates")
    assert run("poster", "templates").code == 0


def face(path: Path, color: str = "red", size: tuple[int, int] = (900, 600), *, kind: str = "JPEG") -> Path:
    """A picture of one colour, with a place in it."""
    exif = Image.Exif()
    exif.get_ifd(0x8825)[2] = (31.0, 13.0, 48.0)
    Image.new("RGB", size, color).save(path, kind, exif=exif)
    return path


def portrait(db: Path) -> bytes | None:
    store = Store(db)
    try:
        return records.avatar(store)
    finally:
        store.close()


@pytest.mark.parametrize(("kind", "size"), [("JPEG", (900, 600)), ("PNG", (50, 80)), ("WEBP", (400, 400))])
def test_an_avatar_is_kept_as_a_square_without_what_the_camera_wrote(
    run: Run, db: Path, tmp_path: Path, kind: str, size: tuple[int, int]
) -> None:
    assert portrait(db) is None
    said = run("config", "set", "avatar", str(face(tmp_path / "me", size=size, kind=kind)))
    assert (said.code, said.out, said.err) == (0, "", "note: avatar is now “400 × 400”\n")
    kept = portrait(db)
    assert kept is not None
    with Image.open(io.BytesIO(kept)) as shown:
        assert (shown.format, shown.size, shown.mode) == ("JPEG", (400, 400), "RGB")
        assert not shown.getexif()
        red, green, blue = shown.convert("RGB").resize((1, 1)).tobytes()
    assert red > 200
    assert max(green, blue) < 50
    assert listed(run)["avatar"] == ("400 × 400", "you")
    known = hashlib.sha256(kept).hexdigest()
    assert run("config", "get", "avatar").out == f"{known[:12]} 400 × 400\n"
    store = Store(db)
    assert records.avatar_sha256(store) == records.read(store).avatar == known
    store.close()


def test_an_avatar_is_found_in_the_home_and_under_a_name_with_spaces(run: Run, db: Path, home: Path) -> None:
    face(home / "my face.jpg")
    assert run("config", "set", "avatar", "~/my face.jpg").code == 0
    assert portrait(db)


def test_another_avatar_takes_the_place_of_the_first_and_an_empty_one_takes_it_away(
    run: Run, db: Path, tmp_path: Path
) -> None:
    run("config", "set", "avatar", str(face(tmp_path / "a.jpg")))
    first = portrait(db)
    run("config", "set", "avatar", str(face(tmp_path / "b.jpg", "blue")))
    second = portrait(db)
    assert first
    assert second
    assert first != second
    assert run("config", "set", "avatar", "").err == "note: avatar is back to its default\n"
    assert portrait(db) is None
    assert listed(run)["avatar"] == ("", "default")
    assert run("config", "get", "avatar").out == "\n"


@pytest.mark.parametrize(
    "content", [b"", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"\xff\xd8\xff\xe0broken", None]
)
def test_a_bad_picture_leaves_the_old_avatar(run: Run, db: Path, tmp_path: Path, content: bytes | None) -> None:
    run("config", "set", "avatar", str(face(tmp_path / "good.jpg")))
    good = portrait(db)
    bad = tmp_path / "bad.jpg"
    if content is not None:
        bad.write_bytes(content)
    said = run("config", "set", "avatar", str(bad))
    assert said.code == 5
    assert said.err.startswith("error[bad-picture]: ")
    assert said.err.splitlines()[1].endswith("sharecli config set avatar me.jpg")
    assert portrait(db) == good


def test_a_bad_picture_makes_no_file(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("config", "set", "avatar", str(tmp_path / "none.jpg")).code == 5
    assert not db.exists()


def test_an_own_label_is_told_what_it_has_to_do_and_by_which_rules(run: Run) -> None:
    said = run("config", "set", "label", "Werbung").err.splitlines()
    assert said[0] == "note: label is now “Werbung”"
    assert "stays in sight on every poster" in said[1]
    for rule in ("互联网广告管理办法 Art. 9", "FTC 16 CFR 255", "CAP Code 2.1"):
        assert said[1].count(rule) == 1
    assert run("config", "set", "label", "").err == "note: label is back to its default\n"


def test_the_help_names_every_key(run: Run) -> None:
    for verb in ("get", "set"):
        said = " ".join(run("config", verb, "--help").out.replace("│", " ").split())
        for key in KEYS:
            assert key in said


@pytest.mark.parametrize("verb", [("get",), ("set",)])
def test_a_setting_that_does_not_exist_is_refused_with_the_nearest(run: Run, verb: tuple[str]) -> None:
    said = run("config", *verb, "curency", *(["USD"] if verb == ("set",) else []))
    assert said.code == 3
    assert said.err == (
        "error[not-found]: there is no setting “curency”\n hint: did you mean sharecli config set currency …?\n"
    )


def test_hostile_characters_in_a_setting_are_made_visible_before_they_are_kept(run: Run) -> None:
    run("config", "set", "name", "Lin\x1b[31m\u202e\0")
    assert run("config", "get", "name").out == "Lin␛[31m�␀\n"


def test_settings_are_drawn_for_people(run: Run) -> None:
    run("config", "set", "name", "林小茶")
    said = run("config", "list")
    assert said.code == 0
    assert "林小茶" in said.out
    assert max(map(len, said.out.splitlines())) <= 80


def test_the_time_zone_of_the_system_is_used_where_it_says_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    for named, zone in (
        ("America/New_York", "America/New_York"),
        (":UTC", "UTC"),
        ("nonsense/zone", "UTC"),
        ("/etc/x", "UTC"),
    ):
        monkeypatch.setenv("TZ", named)
        assert listed(run)["time-zone"] == (zone, "default")


def test_the_path_of_the_file_is_told_whether_or_not_it_is_there(run: Run, db: Path) -> None:
    assert run("db", "path").out == f"{db}\n"
    assert not db.exists()
