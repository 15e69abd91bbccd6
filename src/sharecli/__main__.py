"""Starts sharecli: the fast paths first, then the whole program."""

import sys


def main() -> None:
    """Run the command line."""
    words = sys.argv[1:]
    if words == ["--version"]:
        from sharecli import __version__

        sys.stdout.write(f"sharecli {__version__}\n")
        return
    if words[:1] == ["--values"]:
        # TAB asks for living values; importing Typer would cost several times the answer.
        from sharecli.store.peek import answer

        answer(words[1:])
        return
    _whole_program()


def _whole_program() -> None:
    from sharecli import language

    language.settle()
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows "?" instead of stopping (GBK, ASCII).
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # both are text streams here
    from sharecli.app import app

    try:
        app(prog_name="sharecli")
    except BrokenPipeError:
        # `sharecli … | head`: the reader has gone, and that is fine. Nothing more may be written at exit.
        sys.stdout = None  # type: ignore[assignment] # Python skips the last flush
        sys.exit(0)


if __name__ == "__main__":
    main()
