"""Draws one file of a batch: whatever goes wrong in it is that file's alone, and the others are made."""

from collections.abc import Callable

from sharecli.batches.jobs import Drawing
from sharecli.errors import SharecliError, Unexpected
from sharecli.language import _
from sharecli.text import clean

PANIC = "PanicException"
"""What Typst raises for a mistake of its own; no Exception, and no module has it to be imported."""


def attempted(make: Callable[[], Drawing], file: str) -> Drawing | SharecliError:
    """The drawing, or why there is none; Ctrl-C and the like go through.

    Args:
        make: draws it.
        file: its name, for what nobody foresaw.
    """
    try:
        return Drawing(*make())
    except SharecliError as error:
        return error.with_traceback(None)  # its frames would keep the picture until the batch is over
    except Exception as error:  # noqa: BLE001 - a mistake in one drawing shall not cost the others
        return _unforeseen(error, file)
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        return _unforeseen(error, file)


def readied(before: Callable[[], None], file: str) -> SharecliError | None:
    """Bring what a drawing needs; why it cannot be brought, if so."""
    try:
        before()
    except SharecliError as error:
        return error
    except Exception as error:  # noqa: BLE001 - as above
        return _unforeseen(error, file)
    return None


def _unforeseen(error: BaseException, file: str) -> Unexpected:
    message = _("“{file}” met what nobody foresaw: {why}")
    why = clean(f"{type(error).__name__}: {error}".removesuffix(": "), limit=200)
    hint = "--jobs 1" if isinstance(error, MemoryError) else "sharecli db check"
    return Unexpected(message.format(file=clean(file, limit=120), why=why), hint=hint)
