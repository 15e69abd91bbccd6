"""THE MAP: the noun a seller says, the module behind it, and one line about it."""

from typing import NamedTuple


class Room(NamedTuple):
    """A noun of the command line.

    Attributes:
        module: where its Typer app lies; imported when its name is spoken.
        help: one line, the same as the app's own.
        panel: the heading it stands under in ``sharecli --help``.
    """

    module: str
    help: str
    panel: str


ROOMS: dict[str, Room] = {
    "product": Room("sharecli.products.cli", "Keep the list of products you share.", "Catalogue"),
    "link": Room("sharecli.links.cli", "Make a referral link per product and channel.", "Sharing"),
    "backend": Room("sharecli.backends.cli", "Keep the services that carry links besides your domain.", "Links"),
    "serve": Room("sharecli.redirects.serve_cli", "Serve your short links, and count who comes.", "Links"),
    "publish": Room("sharecli.redirects.publish_cli", "Write the redirects for a server or host you have.", "Links"),
    "clicks": Room("sharecli.clicks.cli", "Count clicks by people, and read servers' logs.", "Links"),
    "qr": Room("sharecli.posters.qr_cli", "Show and export QR codes that scan.", "Sharing"),
    "poster": Room("sharecli.posters.cli", "Make posters, each proven to scan before it is kept.", "Sharing"),
    "caption": Room("sharecli.captions.cli", "Write captions that say what they are, and check them.", "Sharing"),
    "share": Room("sharecli.packs.cli", "Link, caption, poster and code for today, in one folder.", "Sharing"),
    "content": Room(
        "sharecli.packs.content_cli", "Keep the reviews, videos and streams that links belong to.", "Sharing"
    ),
    "deal": Room("sharecli.deals.cli", "Run group-buys and bargains, and reckon them before.", "Sharing"),
    "person": Room("sharecli.people.cli", "Keep the people you know, and how far they trust you.", "People"),
    "group": Room("sharecli.people.group_cli", "Keep the groups you post in, and spare them.", "People"),
    "people": Room("sharecli.people.export_cli", "Take the people out, with or without their names.", "People"),
    "commission": Room("sharecli.commissions.cli", "Log commissions and import platform reports.", "Money"),
    "payout": Room("sharecli.payouts.cli", "Record what platforms paid you, and the lines it covers.", "Money"),
    "reconcile": Room(
        "sharecli.payouts.reconcile_cli", "Compare what a platform owed with what it paid, line by line.", "Money"
    ),
    "partner": Room("sharecli.partners.cli", "Share your commission with friends who help, and pay them.", "Money"),
    "earnings": Room("sharecli.earnings.cli", "Report what you earned, by channel, product or month.", "Money"),
    "rate": Room("sharecli.rates.cli", "Keep your own exchange rates for reports.", "Money"),
    "config": Room("sharecli.settings.cli", "Set your name, colours, currency, time zone and base URL.", "Your file"),
    "db": Room("sharecli.settings.db_cli", "Find, back up and check your file.", "Your file"),
    "completion": Room("sharecli.shell.completion_cli", "Print the completion script of a shell.", "Your file"),
    "demo": Room("sharecli.demo.cli", "Run the main job on bundled data, in a throw-away home.", "Your file"),
}
