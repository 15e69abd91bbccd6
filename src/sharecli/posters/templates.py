"""Finds poster templates: the built-in ones and the seller's own; copies one for the seller to change."""

import hashlib
import json
import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sharecli import datafile, places, slug
from sharecli.channels.model import Canvas
from sharecli.errors import BadData, NotFound, Taken
from sharecli.files import folder, write_whole
from sharecli.language import _
from sharecli.posters.model import Template, TemplateDoesNotFit
from sharecli.suggest import closest
from sharecli.text import clean

BUILT_IN = Path(__file__).parent / "templates"
LIBRARY = BUILT_IN / "sharecli.typ"
"""What every template imports; it belongs to the program, so that a later one can mend it under the seller's own."""

_ORDER = ("card", "story", "price", "minimal", "note")
"""Asked in this order for one that fits a canvas; a canvas with safe zones asks for the story first."""

_NEEDS = frozenset({"price", "was", "words", "image"})


class TemplateTaken(Taken):
    """A template has that name already."""

    code = "template-taken"


def own_folder() -> Path:
    """Where the seller's own templates lie."""
    return places.config_folder() / "templates"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What was found: templates by key, and why others are none."""

    good: dict[str, Template]
    broken: dict[str, BadData]


def templates() -> dict[str, Template]:
    """Every template by its key, sorted; one whose data file is broken is in :func:`broken`, and spoils no other."""
    return _shelf().good


def broken() -> dict[str, BadData]:
    """What is wrong with the seller's own templates that cannot be used, by key: file, line and reason."""
    return _shelf().broken


def forget() -> None:
    """Look at the files again when a template is asked for next."""
    _shelf.cache_clear()
    print_of.cache_clear()


@cache
def _shelf() -> _Shelf:
    shelf = _Shelf({}, {})
    built_in = {path.stem: datafile.load(path) for path in BUILT_IN.glob("*.toml")}
    # Finder's ._name.toml and editors' .#name.toml are no templates.
    own = {datafile.key_of(path): path for path in sorted(own_folder().glob("*.toml")) if path.name[0] != "."}
    for key in sorted({*built_in, *own}):
        try:
            table, values = built_in.get(key, (None, None))
            if key in own:
                table, _values = datafile.load(own[key], over=values)
            assert table is not None  # noqa: S101 - it is one or the other
            shelf.good[key] = _template(key, table)
        except BadData as error:
            shelf.broken[key] = error
    for path in sorted(own_folder().glob("*.typ")):
        key = datafile.key_of(path)
        if path.name[0] != "." and key not in {*shelf.good, *shelf.broken, LIBRARY.stem}:
            words = _("{path}: there is no {about} beside it, which says what the template is good for")
            said = words.format(path=path, about=f"{path.stem}.toml")
            shelf.broken[key] = BadData(said, hint=_("copy that of a built-in template, and change what it says"))
    return shelf


def find(key: str) -> Template:
    """The template of that key, or of that name in English or Chinese.

    Raises:
        NotFound: with the closest keys.
        BadData: that template's data file is broken, or its layout is missing.
    """
    said = key.strip().lower()
    if said in broken():
        raise broken()[said].with_traceback(None)
    if said in templates():
        return templates()[said]
    for one in templates().values():
        if said in {one.name.lower(), one.name_zh.lower()}:
            return one
    message = _("there is no template “{key}”").format(key=clean(key, limit=40))
    raise NotFound(message, hint=closest(said, templates(), paste="--template {}"))


def fitting(canvas: Canvas) -> Template:
    """The template that a canvas has where none is named.

    Raises:
        TemplateDoesNotFit: no template claims such a canvas.
        BadData: the seller's own that takes the place of the built-in one for it is broken.
    """
    safe = canvas.safe_top + canvas.safe_bottom
    order = ("story", *_ORDER) if safe else _ORDER
    for key in (*order, *templates()):
        one = find(key)
        if one.fits(canvas) and not one.needs:
            return one
    words = _("no template is made for a canvas of {width} × {height}")
    raise TemplateDoesNotFit(
        words.format(width=canvas.width, height=canvas.height), hint="sharecli poster template new mine --from minimal"
    )


def layout_of(template: Template) -> Path:
    """Its Typst file."""
    return _own(template.key, ".typ") or BUILT_IN / f"{template.key}.typ"


@cache
def print_of(template: Template) -> str:
    """SHA-256 of what draws it: a poster is made again when its template has changed."""
    drawn_by = layout_of(template).read_bytes() + LIBRARY.read_bytes()
    return hashlib.sha256(drawn_by + repr(template.picture).encode()).hexdigest()


def copied(name: str, source: Template) -> Path:
    """Copy a template into the seller's folder under a new name; the path of the copy.

    Raises:
        BadValue: the name is no word.
        TemplateTaken: there is one of that name.
        CannotWrite: the folder cannot be written.
    """
    key = slug.own_word(name, hint="sharecli poster template new mine --from card", what=_("the name"))
    target = own_folder() / f"{key}.typ"
    if key in templates() or key in broken() or target.exists() or key == LIBRARY.stem:
        message = _("there is a template “{key}” already").format(key=key)
        raise TemplateTaken(message, hint=f"sharecli poster template new {key}-2 --from {source.key}")
    folder(own_folder(), hint=_("set XDG_CONFIG_HOME to a folder you may write"))
    # The layout first: a data file without one is no template.
    write_whole(target, layout_of(source).read_bytes())
    write_whole(target.with_suffix(".toml"), _about(source, key).encode())
    forget()
    return target


def _about(source: Template, name: str) -> str:
    """A data file that says of a copy what is known of its source; that one's own may say only part of it."""
    said = {
        "name": name,
        "about": source.about,
        "about-zh": source.about_zh,
        "shapes": [source.least, source.most],
        "picture": list(source.picture),
        "needs": list(source.needs),
    }
    return "".join(f"{key} = {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items() if value)


def _own(key: str, ending: str) -> Path | None:
    """The seller's own file of that key, however its name is written; None where there is none."""
    for path in sorted(own_folder().glob(f"*{ending}")):
        if unicodedata.normalize("NFC", path.stem).lower() == key:
            return path
    return None


def _template(key: str, table: datafile.Table) -> Template:
    data = _own(key, ".toml")
    if key == LIBRARY.stem:
        message = _("{path}: that name is taken by what every template imports").format(path=data)
        raise BadData(message, hint=_("give your template another name"))
    least, most = table.numbers("shapes", count=2, least=0.2, most=5.0)
    if least > most:
        raise table.wrong("shapes", _("names the tallest before the flattest"))
    needs = table.texts("needs", ())
    if strange := [need for need in needs if need not in _NEEDS]:
        words = _("may name {known}, and not “{strange}”")
        raise table.wrong("needs", words.format(known=", ".join(sorted(_NEEDS)), strange=strange[0]), word=strange[0])
    wide, high = table.numbers("picture", count=2, least=0.0, most=1.0, default=(0.0, 0.0))
    name, about = table.text("name"), table.text("about")
    found = Template(
        key=key,
        name=name,
        name_zh=table.text("name-zh", name),
        about=about,
        about_zh=table.text("about-zh", about),
        least=least,
        most=most,
        picture=(wide, high),
        needs=needs,
        own=bool(data or _own(key, ".typ")),
    )
    table.done()
    if not layout_of(found).is_file():
        place = data or BUILT_IN / f"{key}.toml"
        hint = _("put {name} beside it, or move the file away").format(name=f"{place.stem}.typ")
        raise BadData(_("{path} has no layout beside it").format(path=place), hint=hint)
    return found
