"""docs/captions.md: its rule is one, and it names every field and every rule."""

import re
from pathlib import Path

from factories import product
from sharecli.captions import fields, rules
from sharecli.captions.fields import Subject
from sharecli.channels import loader as channels
from sharecli.settings.model import settings_of

PAGE = (Path(__file__).parents[2] / "docs" / "captions.md").read_text("utf-8")


def test_the_rule_in_the_page_can_be_read(home: Path) -> None:
    own = home / "config" / "sharecli" / "captions" / "rules"
    own.mkdir(parents=True)
    example = re.search(r"```toml\n(.*?)```", PAGE, re.DOTALL)
    assert example
    (own / "mine.toml").write_text(example[1], "utf-8")
    assert "house-style" in {one.name for one in rules.rules()}


def test_every_field_and_every_rule_is_explained() -> None:
    place, now = channels.find("weibo"), settings_of({}, system_zone="UTC")
    given = fields.around(channel=place, language="zh", settings=now, label="广告", statements=[])
    given |= fields.one(
        Subject(product(), "https://x.example/"), channel=place, language="zh", settings=now, link=True, note=""
    )
    names = {*given, "products", *(one.name for one in rules.rules())}
    assert sorted(name for name in names if f"`{name}`" not in PAGE) == []
