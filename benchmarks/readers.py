"""Reads QR codes with three decoders that share no code: zxing-cpp, zbar and OpenCV."""

import ctypes
import ctypes.util
from functools import cache
from importlib.metadata import version

import cv2
import numpy as np
import zxingcpp
from PIL import Image

READERS = ("zxing-cpp", "zbar", "OpenCV")
_GREY = int.from_bytes(b"Y800", "little")
_ENABLE, _ANY, _QR_CODE = 0, 0, 64
"""Of zbar.h: ZBAR_CFG_ENABLE, ZBAR_NONE (every symbology), ZBAR_QRCODE."""


def readers_of(picture: Image.Image, text: str) -> frozenset[str]:
    """Those of the decoders that read just this text from a picture in grey."""
    found = zip(READERS, (_by_zxing(picture), _by_zbar(picture), _by_opencv(picture)), strict=True)
    return frozenset(name for name, texts in found if text in texts)


def have_zbar() -> bool:
    """Whether zbar's library is here."""
    return ctypes.util.find_library("zbar") is not None


def versions() -> str:
    """What was asked, in words."""
    parts = [ctypes.c_uint() for _ in range(3)]
    _zbar().zbar_version(*map(ctypes.byref, parts))
    zbar = ".".join(str(part.value) for part in parts)
    return f"zxing-cpp {version('zxing-cpp')}, zbar {zbar}, OpenCV {cv2.__version__} (QRCodeDetector)"


def _by_zxing(picture: Image.Image) -> list[str]:
    only = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return [found.text for found in zxingcpp.read_barcodes(picture, formats=only)]


def _by_opencv(picture: Image.Image) -> list[str]:
    cv2.setNumThreads(1)
    try:
        text, _corners, _straight = cv2.QRCodeDetector().detectAndDecode(np.asarray(picture))
    except cv2.error:  # it stumbles over some pictures without a code
        return []
    return [str(text)]


def _by_zbar(picture: Image.Image) -> list[str]:
    library, scanner = _zbar(), _scanner()
    pixels = picture.tobytes()
    image = ctypes.c_void_p(library.zbar_image_create())
    library.zbar_image_set_format(image, ctypes.c_ulong(_GREY))
    library.zbar_image_set_size(image, picture.width, picture.height)
    library.zbar_image_set_data(image, pixels, ctypes.c_ulong(len(pixels)), None)
    library.zbar_scan_image(scanner, image)
    texts, symbol = [], ctypes.c_void_p(library.zbar_image_first_symbol(image))
    while symbol.value:
        texts.append(library.zbar_symbol_get_data(symbol).decode("utf-8", "replace"))
        symbol = ctypes.c_void_p(library.zbar_symbol_next(symbol))
    library.zbar_image_destroy(image)
    return texts


@cache
def _scanner() -> ctypes.c_void_p:
    library = _zbar()
    scanner = ctypes.c_void_p(library.zbar_image_scanner_create())
    library.zbar_image_scanner_set_config(scanner, _ANY, _ENABLE, 0)
    library.zbar_image_scanner_set_config(scanner, _QR_CODE, _ENABLE, 1)
    return scanner


@cache
def _zbar() -> ctypes.CDLL:
    library = ctypes.CDLL(ctypes.util.find_library("zbar"))
    for name in (
        "zbar_image_create",
        "zbar_image_scanner_create",
        "zbar_image_first_symbol",
        "zbar_symbol_next",
    ):
        getattr(library, name).restype = ctypes.c_void_p
    library.zbar_symbol_get_data.restype = ctypes.c_char_p
    return library
