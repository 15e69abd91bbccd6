"""Writes docs/errors.md from the error classes: code, exit code, meaning, an example. Run by ``make bless``."""

from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import sharecli
from sharecli.errors import SharecliError

TARGET = Path(__file__).parent.parent / "docs/errors.md"

FAMILIES = {
    1: "Refused",
    2: "The words of the command",
    3: "Not found",
    4: "Conflict",
    5: "Unreadable input",
    6: "The file",
    7: "Part of a batch",
}

PROVOKED = {
    "already-undone": "`sharecli commission import --undo 1`, twice",
    "ambiguous-group": "`sharecli group show 茶友群`, when two are called so",
    "ambiguous-name": "`sharecli person show 玲`, when two people are called so",
    "backend-known": "`sharecli backend add isgd --kind shlink --address https://s.example.shop`",
    "bad-address": "`sharecli product fetch-image longjing https://192.168.1.1/picture.jpg`",
    "ambiguous-payment": "`sharecli partner unpay 2026-10 --reason mistake`, when two partners were paid with it",
    "bad-archive": "`sharecli commission import reports.zip`, when it is empty, has an archive inside or names `../orders.csv`",
    "bad-caption-template": "`config/sharecli/captions/mine.txt` with `{{ titel }}`, then `sharecli caption longjing --channel weibo --tone mine`",
    "bad-data-file": "`config/sharecli/platforms/mine.toml` with `hosts = 3`, then `sharecli product list`",
    "bad-picture": "`sharecli product add URL --title Tea --image notes.txt`",
    "bad-value": "`sharecli product add URL --title Tea --price 12,5`",
    "brought-in-a-circle": "`sharecli person edit mei --referred-by mei`",
    "built-upon": "`sharecli commission import --undo 1`, when an order of that import was confirmed by hand since",
    "cannot-write": "`sharecli product export /proc/list.csv`",
    "caption-faulty": "`sharecli caption lint caption.txt --channel email`, when there is no ad label in it",
    "caption-refused": "`sharecli caption longjing --channel weibo`, when the title says 国家级",
    "caption-template-taken": "`sharecli caption template new plain`",
    "carrier-bad-answer": "`sharecli backend test mine`, when what answers is no such service",
    "carrier-busy": "`sharecli link push`, when the service says that there were too many requests (429)",
    "carrier-cannot-edit": "`sharecli link sync` after `sharecli link retarget`, when a public service carries the link",
    "carrier-closed": "`sharecli backend test nullpointer`",
    "carrier-code-edited": "`sharecli link push` to a YOURLS that drops hyphens from codes",
    "carrier-code-taken": "`sharecli link push`, when another link has the code there",
    "carrier-elsewhere": "`sharecli link new longjing --channel telegram --via isgd`, when the short link leads somewhere else",
    "carrier-failed": "`sharecli link push`, when the service answers with an error",
    "carrier-interstitial": "`sharecli link new longjing --channel telegram --via tinyurl`, when a page stands before the destination",
    "carrier-key": "`sharecli backend test bitly`, when there is no key for it",
    "carrier-page": "`sharecli link new longjing --channel telegram --via isgd`, when a web page comes instead of a link",
    "carrier-private": "`sharecli backend add mine --kind shlink --address http://s.example.shop`",
    "carrier-slow": "`sharecli link push`, when the service has not answered whole after ten seconds",
    "carrier-too-large": "`sharecli link new longjing --channel telegram --via isgd`, when the answer is larger than any link",
    "carrier-unique-urls": "`sharecli link push` of a second link to one address, to a YOURLS that keeps one each",
    "carrier-unreachable": "`sharecli backend test mine`, when nobody is at its address",
    "carrier-wrong-host": "`sharecli link new longjing --channel telegram --via isgd`, when the short link is at another's address",
    "code-taken": "`sharecli product add URL --title Tea --code longjing`, twice",
    "commission-known": "`sharecli commission add longjing --amount 1 --order A-1`, twice",
    "content-not-found": "`sharecli content show nothing`",
    "content-taken": "`sharecli content add spring --title Spring`, twice",
    "cuts-differ": "`sharecli deal audit longjing-b1`, when a cut in the file is not the seed's",
    "damaged-file": "`head -c 300 orders.xlsx > cut.xlsx`, then `sharecli commission import cut.xlsx`",
    "dead-links": "`sharecli link check --all`, when a destination is gone",
    "deal-full": "`sharecli deal group join longjing-g1 bo`, when a group of two has two",
    "deal-not-found": "`sharecli deal show nothing`",
    "deal-over": "`sharecli deal group close longjing-g1`, twice",
    "deal-taken": "`sharecli deal group open longjing --price 89 --size 3 --code tea`, twice",
    "demo-stopped": "`sharecli demo` in an installation whose bundled data is missing",
    "does-not-match": "`sharecli reconcile --platform taobao --period 2026-10`, when a settled commission is in no payout",
    "fetch-failed": "`sharecli product fetch-image longjing https://nothing.invalid/picture.jpg`",
    "glyph-missing": "`sharecli poster make` for a Chinese title on a machine without a Chinese font",
    "group-archived": "`sharecli share longjing --group tea` after `sharecli group edit tea --archive`",
    "group-not-found": "`sharecli group show nowhere`",
    "group-spared": "`sharecli share longjing --group tea`, twice",
    "group-taken": "`sharecli group add Tea --channel telegram --word tea`, twice",
    "helped-already": "`sharecli deal bargain cut longjing-b1 ling`, twice",
    "invited-in-a-circle": "`sharecli partner add ling --rate 30% --invited-by ling`",
    "joined-already": "`sharecli deal group join longjing-g1 ling`, twice",
    "key-exposed": "`sharecli backend test mine`, when others may read the file with its key",
    "line-not-payable": "`sharecli payout add --platform taobao --gross 1 --line A-1` for a commission that is pending",
    "lines-do-not-add-up": "`sharecli payout add --platform taobao --gross 10` with 73.60 settled",
    "link-retired": "`sharecli link retarget CODE URL` for a link that was retired",
    "link-taken": "`sharecli link new longjing --channel email --code spring`, when another link is `spring`",
    "locked-file": "`sharecli commission import orders.xlsx`, when it wants a password",
    "logo-too-large": "`sharecli qr export longjing --channel email --logo logo.png`, when the link has 1,200 characters",
    "missing-column": "`sharecli product import` of a CSV without a title column",
    "more-than-owed": "`sharecli partner pay ling --all`, when nothing is owed",
    "no-base-url": "`sharecli publish --to nginx out`, when no base-url is set",
    "no-deal-without-price": "`sharecli deal group open cup --price 1 --size 2`, when the cup has no price",
    "no-handle": "`sharecli share next --person cai`, when no handle of Cai's is known",
    "no-refund-due": "`sharecli deal group refunded longjing-g1 mei`, who has not paid",
    "no-share-text": "`sharecli product add --from-text copied.txt`, when there is no link in it",
    "not-a-member": "`sharecli deal group leave longjing-g1 bo`, who never joined",
    "not-a-report": "`sharecli commission import letter.txt --map`",
    "not-confirmed": "`sharecli person forget mei`, when nobody is there to confirm it and `--yes` is not said",
    "not-found": "`sharecli product show nothing-of-that-name`",
    "not-income": "`sharecli commission import orders.csv`, when it is a merchant's: what is paid out, not what is earned",
    "not-published": "`sharecli publish status out`, when nothing was published there",
    "not-strict": "`sharecli commission import orders.csv --strict`, when one of its rows cannot be read",
    "nothing-readable": "`sharecli product import` of a CSV in which every row is broken",
    "nothing-to-publish": "`sharecli publish --to nginx out`, when there is no link",
    "nothing-to-serve": "`sharecli serve` in an empty home",
    "own-bargain": "`sharecli deal bargain cut longjing-b1 mei`, when it is hers",
    "part-failed": "`sharecli poster batch`, when one of the posters cannot be made",
    "partner-known": "`sharecli partner add ling --rate 30%`, twice",
    "partner-not-found": "`sharecli partner show ling`, who is a person and no partner",
    "partner-payment-known": "`sharecli partner pay ling --amount 1 --ahead --reference A-1`, twice",
    "partner-payment-void": "`sharecli partner unpay 1 --reason mistake`, twice",
    "payout-known": "`sharecli payout add --platform taobao --gross 1 --no-lines --reference P-1`, twice",
    "payout-void": "`sharecli payout void P-2 --reason mistake`, twice",
    "person-forgotten": "`sharecli person edit gone-1 --name Mei`, after `sharecli person forget mei`",
    "person-not-found": "`sharecli person show nobody`",
    "person-taken": "`sharecli person add Ling --word ling`, twice",
    "platform-known": "`sharecli commission import orders.csv --map taobao`",
    "poor-contrast": "`sharecli qr export longjing --channel email --color ffe08a`",
    "plan-there": "`sharecli share plan --to plan.csv`, when there is a plan.csv",
    "port-taken": "`sharecli serve --port 8000`, twice at a time",
    "product-archived": "`sharecli link new longjing --channel email` after `sharecli product archive longjing`",
    "publish-in-the-way": "`sharecli publish --to html out`, when `out` holds a `404.html` of your own",
    "publish-outdated": "`sharecli publish status out` after `sharecli link retire CODE`",
    "publish-unproven": "a mistake of ours: what was written does not say what it should, read back",
    "redirect-too-long": "`sharecli publish --to cloudflare out` with a destination of more than 1,000 characters",
    "refused": "the family: a rule forbids it",
    "rows-failed": "`sharecli link new --from list.csv`, when one of its rows names no product",
    "sales-reckoned": "`sharecli partner end ling --on 2026-10-01`, when a later sale is reckoned by the terms",
    "server-missing": "`sharecli serve` where `pip install 'sharecli[serve]'` was not said",
    "several-lines": "`sharecli commission show 1`, when 1 is the number of one commission and the order of another",
    "shares-above-whole": "`sharecli partner add ling --rate 80% --second-rate 30%`",
    "shortening-forbidden": "`sharecli link new lamp --channel telegram --via isgd`, when the lamp is Amazon's",
    "state-forbids": "`sharecli commission release A-1` for a commission that is not held",
    "stopped": "Ctrl-C in the middle of `sharecli poster batch`",
    "store": "the family: SQLite complains in a way that has no code of its own",
    "store-damaged": "`truncate -s 20000` on the file, then `sharecli db check`",
    "store-foreign": "`sharecli --db another-programs.sqlite product list`",
    "store-full": "`sharecli product import` on a full disk",
    "store-locked": "a command that writes while another has been writing for more than five seconds",
    "store-newer": "a file that a later sharecli has migrated",
    "store-shut": "`sharecli --db /tmp product list`: a folder, or a place that may not be read or written",
    "taken": "the family: the name is given already",
    "template-does-not-fit": "`sharecli poster make longjing --channel telegram --canvas square --template story`",
    "template-taken": "`sharecli poster template new card`",
    "terms-overlap": "`sharecli partner terms ling --rate 20% --from 2026-09-01`, when terms from 2026-10-01 are agreed",
    "terms-run": "`sharecli person forget ling --yes`, while terms of Ling's run",
    "too-few-people": "`sharecli people export --anonymous`, with four people",
    "too-many-lines": "`sharecli partner statement ling --to a.pdf` with more than 5,000 lines",
    "too-many-pictures": "`sharecli poster contact-sheet posters/ --columns 1`, when there are thirty posters",
    "too-many-redirects": "`sharecli publish --to cloudflare out` with 2,001 links",
    "too-much": "`sharecli commission import bomb.zip`, when it unpacks to far more than itself",
    "too-small-to-scan": "`sharecli poster sheet longjing --pieces stickers --size 25`, when the link has 1,200 characters",
    "unexpected": "a mistake of ours; `SHARECLI_DEBUG=1` shows the traceback to report",
    "unknown-file": "`sharecli commission import holiday.jpg`",
    "unknown-log": "`sharecli clicks import letter.txt`",
    "unreadable": "the family: the input cannot be read",
    "unscannable": "a poster or QR code that does not read back as the link it was made for",
    "usage": "`sharecli product lst`",
}
"""What provokes each error, by code. A code without an entry is not ready to be released."""


def classes() -> list[type[SharecliError]]:
    """Every public error of the package, its modules all imported."""
    for module in walk_packages(sharecli.__path__, "sharecli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    found, waiting = set(), [SharecliError]
    while waiting:
        found |= (inner := set(waiting.pop().__subclasses__()))
        waiting += inner
    mine = [one for one in found if one.__module__.startswith("sharecli.") and not one.__name__.startswith("_")]
    return sorted(mine, key=lambda one: (one.exit_code, one.code, one.__module__))


def page() -> str:
    """The whole of docs/errors.md."""
    parts = [
        "# Errors",
        "",
        "Written by `make bless` from the classes. Every refusal is two lines on the standard error stream:",
        "`error[code]: what is wrong`, then ` hint: what to do`. The code never changes; the exit code is the family's.",
        "Interrupted with Ctrl-C, a command ends with 130. `SHARECLI_DEBUG=1` shows a traceback instead.",
        "",
    ]
    for exit_code, family in FAMILIES.items():
        parts += [f"## {exit_code}: {family}", "", "| code | meaning | such as |", "| --- | --- | --- |"]
        rows = {one.code: one for one in reversed(classes()) if one.exit_code == exit_code}
        for code, one in sorted(rows.items()):
            meaning = (one.__doc__ or "").splitlines()[0]
            parts.append(f"| `{code}` | {meaning} | {PROVOKED[code]} |")
        parts.append("")
    return "\n".join(parts)


if __name__ == "__main__":
    TARGET.write_text(page(), "utf-8")
