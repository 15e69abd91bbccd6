"""Measures `qr export` of 2,000 PNG files, read back, beside segno, qrcode and one qrencode process per code."""

import json
import os
import shutil
import subprocess
import tempfile
from functools import partial
from pathlib import Path

from beside import machine, medians, program, run, table

COUNT, ROUNDS = 2000, 3


def main() -> None:
    """Make the links, draw them each way, print."""
    _want_qrencode()
    with tempfile.TemporaryDirectory() as home:
        environment = {"SHARECLI_DB": f"{home}/sharecli.db", "XDG_CONFIG_HOME": home, "SHARECLI_LANG": "en"}
        ours = program("sharecli")
        goods = Path(home) / "goods.json"
        rows = [{"code": f"tea-{n}", "title": f"Tea {n}", "url": f"https://shop.example.com/{n}"} for n in range(COUNT)]
        goods.write_text(json.dumps(rows), "utf-8")
        run([ours, "config", "set", "base-url", "https://go.example.shop"], environment)
        run([ours, "product", "import", str(goods)], environment)
        run([ours, "link", "new", "--all", "--channel", "telegram"], environment)
        said = subprocess.run(
            [ours, "link", "list", "-F", "json"], env={**os.environ, **environment}, capture_output=True, check=True
        ).stdout
        urls = [row["url"] for row in json.loads(said)]
        into = Path(home) / "qr"
        export = [ours, "qr", "export", "--all", "--channel", "telegram", "--into", str(into)]
        rivals = {
            "sharecli qr export (read back, synced, manifest)": partial(run, export, environment),
            "segno, a loop": partial(_segno, urls, _fresh(home, "segno")),
            "qrcode, a loop": partial(_qrcode, urls, _fresh(home, "qrcode")),
        }
        if shutil.which("qrencode"):
            rivals["qrencode, a process each"] = partial(_qrencode, urls, _fresh(home, "qrencode"))
        spent = medians(rivals, rounds=ROUNDS)
        made = len(list(into.glob("*.png")))
    mine = next(iter(spent.values()))
    lines = [(name, f"{one:.1f}", f"{COUNT / one:.0f}", f"{one / mine:.2f}") for name, one in spent.items()]
    table(
        f"{made} QR codes as PNG, level M, 10 px a module, medians of {ROUNDS} interleaved rounds",
        ("how", "seconds", "codes a second", "time beside ours"),
        lines,
    )
    print(f"\n{machine('zxing-cpp', 'pillow', 'segno', 'qrcode')}{_qrencode_version()}")


def _fresh(home: str, name: str) -> Path:
    folder = Path(home) / name
    folder.mkdir(exist_ok=True)
    return folder


def _segno(urls: list[str], into: Path) -> None:
    import segno

    for number, url in enumerate(urls):
        segno.make_qr(url, error="m", boost_error=False).save(str(into / f"{number}.png"), scale=10, border=4)


def _qrcode(urls: list[str], into: Path) -> None:
    import qrcode

    for number, url in enumerate(urls):
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=10, border=4)
        code.add_data(url)
        code.make_image().save(str(into / f"{number}.png"))


def _qrencode(urls: list[str], into: Path) -> None:
    for number, url in enumerate(urls):
        subprocess.run(
            ["qrencode", "-l", "M", "-s", "10", "-m", "4", "-o", str(into / f"{number}.png"), url], check=True
        )


def _qrencode_version() -> str:
    if not shutil.which("qrencode"):
        return ""
    said = subprocess.run(["qrencode", "--version"], capture_output=True, text=True, check=False)
    return f", {(said.stdout + said.stderr).splitlines()[0]}"


def _want_qrencode() -> None:
    if shutil.which("qrencode") is None and hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get"):
        for words in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", "qrencode"]):
            subprocess.run(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    if shutil.which("qrencode") is None:
        print("qrencode is not here: its row is left out")


if __name__ == "__main__":
    main()
