"""Starts sharecli: the fast paths first, then the whole program."""

import gc
import os
import sys


def main() -> None:
    """Run the command line."""
    _open_streams()
    try:
        _run(sys.argv[1:])
    except BrokenPipeError:
        sys.exit(0)  # `sharecli … | head`: the reader has gone, and that is fine
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as error:  # the last resort: two lines, no traceback
        if os.environ.get("SHARECLI_DEBUG") == "1":
            raise
        sys.exit(_unforeseen(error))
    finally:
        _flush()


def _open_streams() -> None:
    # A closed stream (`>&-`) is None, which nothing can be written to.
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115, PTH123 - open to the end
    for stream in (sys.stdout, sys.stderr):
        # A console that cannot show a character shows "?" instead of stopping (GBK, ASCII).
        stream.reconfigure(errors="replace")  # type: ignore[union-attr] # both are text streams here


def _run(words: list[str]) -> None:
    if words == ["--version"]:
        from sharecli import __version__

        sys.stdout.write(f"sharecli {__version__}\n")
        return
    if words[:1] == ["--values"]:
        # TAB asks for living values; importing Typer would cost several times the answer.
        from sharecli.store.peek import answer

        answer(words[1:])
        return
    # Nothing of a program that is being read in is garbage; looking for some costs a tenth of a small command.
    gc.disable()
    from sharecli import language

    language.settle()
    from sharecli.app import app

    app(prog_name="sharecli")


def _unforeseen(error: Exception) -> int:
    from sharecli.errors import Unexpected
    from sharecli.shell.page import refuse

    refuse(Unexpected(f"{type(error).__name__}: {error}", hint="sharecli db check"))
    return Unexpected.exit_code


def _flush() -> None:
    try:
        sys.stdout.flush()
    except OSError:
        # The reader has gone, or the trouble was told already; Python would complain once more at exit.
        sys.stdout = None


if __name__ == "__main__":
    main()
