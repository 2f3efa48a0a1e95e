"""Makes a picture anew out of its pixels alone, so that nothing else in the file survives.

What a camera or a program wrote beside the pixels - place, owner, comments, hidden second files -
stays behind, and so does whatever would have attacked the reader's own decoder.
"""

import warnings
from contextlib import suppress
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps

from gateway.images.picture import Raw, Reencoded

FORMATS: Final = ("PNG", "JPEG", "WEBP", "GIF")
"""What is read. SVG is not among them: it is a program, not a picture."""
MOST_PIXELS: Final = 40_000_000
"""Unpacked to 160 MB; the largest telephone cameras give as much in one picture."""
LONGEST_SIDE: Final = 2_048
"""Pixels; a larger picture is made smaller. No screen shows a message wider than that."""

_JPEG_QUALITY: Final = 85
_SMOOTH: Final = frozenset({"L", "RGB", "RGBA", "CMYK"})
"""The kinds of picture in which a mixture of two colours is a colour."""
_UNREADABLE: Final = (
    OSError,  # with it Pillow's UnidentifiedImageError
    ValueError,
    SyntaxError,  # what Pillow raises for a broken PNG
    TypeError,
    KeyError,
    IndexError,
    EOFError,
    OverflowError,
    NotImplementedError,
    AttributeError,
    ArithmeticError,
    Image.DecompressionBombError,
    Image.DecompressionBombWarning,
)
"""What the library raises for files that are broken, or made to break it."""

_SRGB: Final = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))


def reencode(raw: Raw) -> Reencoded:
    """Read a file as a picture; whatever it is, there is an answer.

    A photograph becomes JPEG, everything that may have sharp edges or transparent places PNG: every
    browser and every mail program shows both. Of an animation the first picture is kept, since
    readers could not stop it (WCAG 2.2, 2.2.2).
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(raw.content), formats=FORMATS) as image:
                if image.width * image.height > MOST_PIXELS:
                    return Reencoded(fault="too_large")
                return _written(_upright(image), photograph=_is_photograph(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        return Reencoded(fault="too_large")
    except _UNREADABLE:
        return Reencoded(fault="not_image")


def _is_photograph(image: Image.Image) -> bool:
    return image.format == "JPEG" or (image.format == "WEBP" and not image.has_transparency_data)


def _upright(image: Image.Image) -> Image.Image:
    """Give the first picture in sRGB, turned as its camera was held, no larger than it may be."""
    has_alpha = image.has_transparency_data
    profile = image.info.get("icc_profile")
    smaller = image if image.mode in _SMOOTH else _smooth(image, has_alpha=has_alpha)
    # First of all: what follows then works on little. A JPEG is even unpacked smaller at once.
    smaller.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    ImageOps.exif_transpose(smaller, in_place=True)
    return _in_srgb(smaller, profile, "RGBA" if has_alpha else "RGB")


def _smooth(image: Image.Image, *, has_alpha: bool) -> Image.Image:
    """Give a picture of a kind that can be made smaller by mixing colours."""
    if image.mode.startswith("I"):
        # 16 bits: straight to 8 the library would cut off what is bright.
        return image.convert("I").point(lambda value: value / 257).convert("L")
    return image.convert("RGBA" if has_alpha else "RGB")


def _in_srgb(image: Image.Image, profile: bytes | None, mode: str) -> Image.Image:
    """Give the colours as a screen without colour management shows them rightly."""
    if profile and image.mode in {"RGB", "RGBA", "CMYK"}:
        # A profile that is broken says nothing about the colours.
        with suppress(ImageCms.PyCMSError, *_UNREADABLE):
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            output = "RGBA" if image.mode == "RGBA" else "RGB"
            changed = ImageCms.profileToProfile(image, source, _SRGB, outputMode=output)
            if changed is not None:
                image = changed
    return image.convert(mode)


def _written(image: Image.Image, *, photograph: bool) -> Reencoded:
    # Into a new picture: what the library read beside the pixels would be written again.
    bare = Image.new(image.mode, image.size)
    bare.paste(image)
    file = BytesIO()
    if photograph:
        bare.save(file, "JPEG", quality=_JPEG_QUALITY, optimize=True, progressive=True)
    else:
        bare.save(file, "PNG")
    return Reencoded(
        content=file.getvalue(),
        type="image/jpeg" if photograph else "image/png",
        width=bare.width,
        height=bare.height,
    )
