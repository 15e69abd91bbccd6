"""sharecli config: your name, currency, time zone and base URL."""

from typing import Annotated

import typer

from sharecli.language import _
from sharecli.platforms import loader as platforms
from sharecli.settings import records
from sharecli.settings.model import ACCOUNT_MEANING, KEYS, Settings, checked, known_key
from sharecli.shell.desk import Desk, desk_of
from sharecli.shell.options import Out
from sharecli.shell.page import Format, Page

app = typer.Typer(add_completion=False, help="Set your name, currency, time zone and base URL.")

Key = Annotated[str, typer.Argument(help="base-url, currency, time-zone, name, tagline or account.PLATFORM.")]


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
    row = next((row for row in _rows(desk_of(ctx)) if row["key"] == name), {"key": name, "value": ""})
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
    kept = checked(name, value) if value.strip() else ""
    desk = desk_of(ctx)
    records.keep(desk.store, name, kept)
    note = (
        _("{key} is now “{value}”").format(key=name, value=kept)
        if kept
        else _("{key} is back to its default").format(key=name)
    )
    notes = [note]
    if name == "base-url" and kept:
        notes.append(
            _("whoever serves {url} has to know your codes; the list: sharecli link list -F csv").format(url=kept)
        )
    return Page({}, notes=notes)


def _rows(desk: Desk) -> list[dict[str, str]]:
    kept = records.kept(desk.store)
    now: Settings = records.read(desk.store)
    values = {
        "base-url": now.base_url,
        "currency": now.currency,
        "time-zone": now.time_zone,
        "name": now.name,
        "tagline": now.tagline,
        **{f"account.{platform}": account for platform, account in now.accounts.items()},
    }
    return [
        {
            "key": key,
            "value": value,
            "from": "you" if key in kept else "default",
            "meaning": KEYS.get(key, ACCOUNT_MEANING),
        }
        for key, value in values.items()
    ]
