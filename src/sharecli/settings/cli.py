"""sharecli config: what posters, prices, months and links have from you."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from sharecli.language import _
from sharecli.places import expanded
from sharecli.platforms import loader as platforms
from sharecli.settings import records
from sharecli.settings.checking import checked
from sharecli.settings.model import ACCOUNT_MEANING, AVATAR_SIDE, KEYS, Settings, known_key
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

if TYPE_CHECKING:
    from sharecli.store.open import Store

app = typer.Typer(add_completion=False, help="Set your name, colours, currency, time zone and base URL.")

Key = Annotated[
    str,
    typer.Argument(
        help=(
            "base-url, currency, time-zone, name, tagline, handle, avatar, accent, theme, locale, template, label or "
            "account.PLATFORM."
        )
    ),
]

_AVATAR_SHOWN = f"{AVATAR_SIDE} × {AVATAR_SIDE}"


@app.command("list")
def list_(ctx: typer.Context, out: Out = Format.table) -> Page:
    """List every setting, what it is and where it comes from."""
    from sharecli.settings import view

    rows = _rows(desk_of(ctx))
    return Page(list(rows), lambda: view.settings(rows), out)


@app.command()
def get(ctx: typer.Context, key: Key, out: Out = Format.table) -> Page:
    """Print one setting."""
    name = known_key(key)
    desk = desk_of(ctx)
    row = next((row for row in _rows(desk) if row["key"] == name), {"key": name, "value": ""})
    if name == "avatar" and row["value"]:
        row["value"] = f"{records.avatar_sha256(desk.store)[:12]} {row['value']}"
    return Page(dict(row), format=out, raw=f"{row['value']}\n" if out is Format.table else None)


@app.command("set")
def set_(
    ctx: typer.Context,
    key: Key,
    value: Annotated[str, typer.Argument(help="The new value; an empty one goes back to the default.")],
) -> Page:
    """Set one setting."""
    name = known_key(key)
    if name.startswith("account."):
        platforms.find(name.removeprefix("account."))
    kept = _keep(desk_of(ctx).store, name, value)
    if not kept:
        return Page({}, notes=[_("{key} is back to its default").format(key=name)])
    notes = [_("{key} is now “{value}”").format(key=name, value=kept)]
    if name == "base-url":
        notes.append(
            _("have your codes answered at {url}: sharecli serve, or sharecli publish --to nginx DIR").format(url=kept)
        )
    if name == "label":
        words = _("it stays in sight on every poster, and has to tell everyone that this is advertising: {rules}")
        notes.append(words.format(rules="; ".join(_label_rules())))
    return Page({}, notes=notes)


def _keep(store: "Store", name: str, value: str) -> str:
    """Keep a setting, and give back what it now is, as it is shown."""
    said = bool(value.strip())
    if name == "avatar":
        records.keep_avatar(store, _portrait(value) if said else b"")
        return _AVATAR_SHOWN if said else ""
    kept = checked(name, value) if said else ""
    records.keep(store, name, kept)
    return kept


def _portrait(file: str) -> bytes:
    from sharecli import pictures

    command = "sharecli config set avatar me.jpg"
    hint = _("use a PNG, JPEG or WebP of at most 25 megapixels: {command}").format(command=command)
    return pictures.square(pictures.read(expanded(Path(file)), hint=hint).jpeg, AVATAR_SIDE)


def _label_rules() -> list[str]:
    """Every rule that some channel's label goes by, once."""
    from sharecli.channels import loader as channels

    rules = (rule for channel in channels.channels().values() for rule in channel.label_rule.split("; "))
    return list(dict.fromkeys(rules))


def _rows(desk: Desk) -> list[dict[str, str]]:
    kept = records.kept(desk.store)
    now: Settings = records.read(desk.store)
    values = {
        "base-url": now.base_url,
        "currency": now.currency,
        "time-zone": now.time_zone,
        "name": now.name,
        "tagline": now.tagline,
        "handle": now.handle,
        "avatar": _AVATAR_SHOWN if now.avatar else "",
        "accent": now.accent,
        "theme": now.theme,
        "locale": now.locale,
        "template": now.template,
        "label": now.label,
        **{f"account.{platform}": account for platform, account in now.accounts.items()},
    }
    return [
        {
            "key": key,
            "value": value,
            "from": "you" if key in kept or (key == "avatar" and now.avatar) else "default",
            "meaning": KEYS.get(key, ACCOUNT_MEANING),
        }
        for key, value in values.items()
    ]
