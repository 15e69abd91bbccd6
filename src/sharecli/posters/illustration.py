"""Makes products' pictures ready for the templates that show them: at the size of their place, around their focus."""

import io
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sharecli.files import cannot_write
from sharecli.language import _
from sharecli.pictures import BadPicture
from sharecli.posters.model import Poster, Template

_WAITING = 24
"""Pictures of the next posters that are held as they lie in the seller's file."""

_READY_BYTES = 32 * 1024 * 1024
"""Pictures made ready that are held for the next poster: one product on several channels has the same one."""

_NEARLY = 0.5
"""A picture that has to become no smaller than this is left to the painter, who is as good at it and does it anyway."""

_SPARE = 1.5
"""How much of a picture beyond its place is kept, so that a template may crop it otherwise than its data file says."""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A picture as a template takes it: a JPEG, its pixels, and its focus from 0 to 1."""

    content: bytes
    width: int
    height: int
    focus: tuple[float, float]


_Key = tuple[str, int, int, tuple[int, int]]
"""Which picture, the place's width and height, and the focus in percent."""


class Illustrations:
    """Hands each thread the picture of its poster, as a file of that thread's own.

    Typst keeps every file it has read by its name: under a new name for each picture, memory would grow with them.

    Args:
        root: the folder that templates read from.
        picture: gives the JPEG of a SHA-256, or None.
    """

    def __init__(self, root: Path, picture: Callable[[str], bytes | None]) -> None:
        self._root = root
        self._picture = picture
        self._waiting: OrderedDict[str, bytes] = OrderedDict()
        self._ready: OrderedDict[_Key, _Ready] = OrderedDict()
        self._lock = threading.Lock()
        self._own = threading.local()

    def bring(self, image: str) -> None:
        """Fetch a picture, by the thread that may read the seller's file."""
        if image and image not in self._waiting and (jpeg := self._picture(image)) is not None:
            with self._lock:
                self._waiting[image] = jpeg
                while len(self._waiting) > _WAITING:
                    self._waiting.popitem(last=False)

    def place(self, poster: Poster, template: Template) -> dict[str, Any] | None:
        """What the template takes of the poster's picture; None where there is none to show.

        Args:
            poster: which was brought.
            template: says how large the picture's place may be.

        Raises:
            BadPicture: it is damaged.
            CannotWrite: the temporary folder is full.
        """
        width, height = round(poster.width * template.picture[0]), round(poster.height * template.picture[1])
        if not (poster.image and width and height):
            return None
        key: _Key = (poster.image, width, height, poster.focus)
        with self._lock:
            ready, jpeg = self._ready.get(key), self._waiting.get(poster.image)
        if ready is None:
            if jpeg is None:
                return None
            # Outside the lock: two threads may make the same picture ready, and one of the two is thrown away.
            ready = _made_ready(jpeg, key)
            self._hold(key, ready)
        return {
            "path": self._laid(key, ready),
            "width": ready.width,
            "height": ready.height,
            "focus": ready.focus,
        }

    def _hold(self, key: _Key, ready: _Ready) -> None:
        with self._lock:
            self._ready[key] = ready
            while len(self._ready) > 1 and sum(len(one.content) for one in self._ready.values()) > _READY_BYTES:
                self._ready.popitem(last=False)

    def _laid(self, key: _Key, ready: _Ready) -> str:
        """The path of this thread's own file, from the root."""
        name = f"picture-{threading.get_ident()}.jpg"
        if getattr(self._own, "key", None) != key:
            try:
                (self._root / name).write_bytes(ready.content)  # nobody outlives this folder: no need to sync
            except OSError as error:
                raise cannot_write(self._root, error) from None
            self._own.key = key
        return f"/{name}"


def _made_ready(jpeg: bytes, key: _Key) -> _Ready:
    """The picture at the size at which it just covers its place.

    One that is little larger stays as it is. What reaches far beyond the place is cut off around the focus: a long
    picture would fill the memory.
    """
    from PIL import Image

    _sha256, width, height, focus = key
    x, y = focus[0] / 100, focus[1] / 100
    try:
        with Image.open(io.BytesIO(jpeg), formats=["JPEG"]) as opened:
            first = _part(opened.size, (width, height), (x, y))
            if first.scale >= _NEARLY and first.whole:
                ready = _Ready(jpeg, opened.width, opened.height, (x, y))
                opened.draft("L", (opened.width // 8, opened.height // 8))
                opened.load()  # only to find out whether it is damaged: a painter would paint half of it
                return ready
            opened.draft("RGB", (width, height))  # the decoder itself may halve it, for nothing
            part = _part(opened.size, (width, height), (x, y))
            less = min(part.scale, 1.0)
            left, top, right, bottom = part.box
            size = (max(round((right - left) * less), 1), max(round((bottom - top) * less), 1))
            picture = opened.convert("RGB").resize(size, Image.Resampling.HAMMING, box=part.box)
    except (OSError, ValueError, SyntaxError):
        message = _("the product's picture is damaged")
        raise BadPicture(message, hint="sharecli product edit CODE --image FILE") from None
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=92)
    return _Ready(out.getvalue(), picture.width, picture.height, part.focus)


@dataclass(frozen=True, slots=True)
class _Part:
    """What is kept of a picture: the box, the focus within it from 0 to 1, the factor that makes it cover its place."""

    box: tuple[float, float, float, float]
    focus: tuple[float, float]
    scale: float
    whole: bool


def _part(size: tuple[int, int], place: tuple[int, int], focus: tuple[float, float]) -> _Part:
    scale = max(place[0] / size[0], place[1] / size[1])
    (left, right), x = _window(size[0], place[0] * _SPARE / scale, focus[0])
    (top, bottom), y = _window(size[1], place[1] * _SPARE / scale, focus[1])
    return _Part((left, top, right, bottom), (x, y), scale, (left, top, right, bottom) == (0, 0, *size))


def _window(length: int, most: float, focus: float) -> tuple[tuple[float, float], float]:
    """The part of a side that is kept, ``most`` long, around the focus; and the focus within it, from 0 to 1."""
    if length <= most:
        return (0.0, float(length)), focus
    start = min(max(focus * length - most / 2, 0.0), length - most)
    return (start, start + most), (focus * length - start) / most
