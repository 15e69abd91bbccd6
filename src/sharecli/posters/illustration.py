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

_READY_BYTES = 32 * 1024 * 1024
"""Pictures made ready that are held for the next poster: one product on several channels has the same one."""

_NEARLY = 0.9
"""A picture that has to become no smaller than this is left as it is: the painter makes up for the rest. To unpack a
larger one takes the painter twice as long as Pillow, and one made ready serves every poster of its product."""

_SPARE = 1.5
"""How much of a picture beyond its place is kept, so that a template may crop it otherwise than its data file says."""

_AGAIN = "sharecli product edit CODE --image FILE"


@dataclass(slots=True)
class _Waiting:
    """A picture as it lies in the seller's file, None where it is not there, and how many posters wait for it."""

    jpeg: bytes | None
    posters: int


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

    A picture is held from when it is brought until everyone who had it brought has let it go: no more are held than
    there are posters under way, and none is gone that is waited for.

    Typst keeps every file it has read by its name: under a new name for each picture, memory would grow with them.

    Args:
        root: the folder that templates read from.
        folder: the one in it where the pictures are laid.
        picture: gives the JPEG of a SHA-256, or None.
    """

    def __init__(self, root: Path, folder: str, picture: Callable[[str], bytes | None]) -> None:
        self._root, self._folder = root, folder
        self._picture = picture
        self._waiting: dict[str, _Waiting] = {}
        self._ready: OrderedDict[_Key, _Ready] = OrderedDict()
        self._lock = threading.Lock()
        self._own = threading.local()

    def bring(self, image: str) -> None:
        """Fetch a picture for one poster, by the thread that may read the seller's file."""
        if not image:
            return
        with self._lock:
            if held := self._waiting.get(image):
                held.posters += 1
                return
        jpeg = self._picture(image)  # outside the lock: only this thread brings, and the others go on drawing
        with self._lock:
            self._waiting[image] = _Waiting(jpeg, 1)

    def let_go(self, image: str) -> None:
        """One poster that had a picture brought needs it no more, whether it was drawn or not."""
        with self._lock:
            if held := self._waiting.get(image):
                held.posters -= 1
                if not held.posters:
                    del self._waiting[image]

    def place(self, image: str, size: tuple[int, int], focus: tuple[int, int]) -> dict[str, Any] | None:
        """What a template takes of a picture; None where there is none to show.

        Args:
            image: SHA-256 of the picture, which was brought; or empty.
            size: of the place where it is shown, in pixels; zero where the template shows none.
            focus: the point that stays in sight, in percent from the left and the top.

        Raises:
            BadPicture: it is damaged, or not in the seller's file.
            CannotWrite: the temporary folder is full.
        """
        if not (image and all(size)):
            return None
        key: _Key = (image, *size, focus)
        with self._lock:
            ready, held = self._ready.get(key), self._waiting.get(image)
            if ready:
                self._ready.move_to_end(key)
        if ready is None:
            if held is None:
                message = f"the picture {image} was not brought"
                raise LookupError(message)
            if held.jpeg is None:
                raise BadPicture(_("the product's picture is not in your file"), hint=_AGAIN)
            # Outside the lock: two threads may make the same picture ready, and one of the two is thrown away.
            ready = _made_ready(held.jpeg, key)
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
        name = f"{self._folder}/picture-{threading.get_ident()}.jpg"
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
                opened.draft("L", (max(opened.width // 8, 1), max(opened.height // 8, 1)))
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
        raise BadPicture(message, hint=_AGAIN) from None
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
