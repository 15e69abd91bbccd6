"""Renders caption templates in Jinja2's sandbox; run as a program, it does so for templates that nobody has checked."""

# Only the standard library and Jinja2: as a program of its own it starts in the time that a caption may take.
import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2.sandbox import SandboxedEnvironment

LONGEST = 50_000
"""Characters of a rendered caption, ten times what any channel takes."""
_MEMORY = 1 << 30
"""Bytes, where the system can limit them."""


def rendered(sources: dict[str, str], name: str, fields: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Captions, as ``{"texts": […]}``; or what is wrong, as ``{"why": …, "file": …, "line": …}``.

    What shall be included and is not there is ``{"missing": …}`` instead of a ``why``.

    Args:
        sources: the templates by name, for those that include others.
        name: which one is rendered.
        fields: what each caption is made of.
    """
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError

    environment = _environment(sources)
    try:
        template = environment.get_template(name)
        return {"texts": [_capped(template.generate(one)) for one in fields]}
    except TemplateSyntaxError as error:
        return {"why": error.message or "", "file": error.name or name, "line": error.lineno}
    except TemplateNotFound as error:
        return {"missing": str(error.name), **_place(error, sources, name)}
    except RecursionError as error:
        return {"why": "it calls itself without end", **_place(error, sources, name)}
    except MemoryError as error:
        return {"why": "it takes too much memory", **_place(error, sources, name)}
    except (TemplateError, ArithmeticError, TypeError, ValueError, LookupError, AttributeError) as error:
        return {"why": str(error) or type(error).__name__, **_place(error, sources, name)}


def _environment(sources: dict[str, str]) -> "SandboxedEnvironment":
    from jinja2 import FunctionLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    class Bounded(ImmutableSandboxedEnvironment):
        """A sandbox in which no single sum makes a huge text or number."""

        intercepted_binops = frozenset({"*", "**"})

        def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
            if operator == "**" or not all(isinstance(one, int | float) for one in (left, right)):
                raise TypeError(f"“{operator}” is for small sums only")
            return super().call_binop(context, operator, left, right)

    # A caption is plain text, and no browser reads it as HTML.
    return Bounded(
        loader=FunctionLoader(lambda name: (sources[name], name, None) if name in sources else None),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,
    )


def _capped(parts: Any) -> str:
    text = ""
    for part in parts:
        text += part
        if len(text) > LONGEST:
            raise ValueError(f"more than {LONGEST:,} characters")
    return text


def _place(error: BaseException, sources: dict[str, str], name: str) -> dict[str, Any]:
    """The file and line of a template that an error comes from, as Jinja2 writes it into the traceback."""
    found = {"file": name, "line": 1}
    trace = error.__traceback__
    while trace is not None:
        if (file := trace.tb_frame.f_code.co_filename) in sources:
            found = {"file": file, "line": trace.tb_lineno}
        trace = trace.tb_next
    return found


def _limited() -> None:
    try:
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    except (ImportError, ValueError, OSError):  # Windows has no such limit; the time limit stands everywhere
        pass


def _main() -> None:
    _limited()
    sys.stdin.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # the program's own standard input
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr] # the program's own standard output
    job = json.load(sys.stdin)
    json.dump(rendered(job["sources"], job["name"], job["fields"]), sys.stdout)


if __name__ == "__main__":
    _main()
