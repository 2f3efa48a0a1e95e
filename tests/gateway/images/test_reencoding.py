"""A picture is made anew out of its pixels alone; whatever the bytes are, there is an answer."""

import io
import random
import struct
import zlib
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from PIL import Image, PngImagePlugin

from gateway.images.picture import Raw, Reencoded
from gateway.images.reencoding import LONGEST_SIDE, MOST_PIXELS, reencode
from gateway.images.room import ImageRoom

FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
SECRET = b"somewhere at 48.2N 11.8E"


def picture(
    image_format: str = "PNG",
    size: tuple[int, int] = (6, 4),
    colour: Any = (200, 30, 40),
    mode: str = "RGB",
    **options: Any,
) -> bytes:
    file = io.BytesIO()
    Image.new(mode, size, colour).save(file, image_format, **options)
    return file.getvalue()


def read(made: Reencoded) -> Image.Image:
    assert made.fault is None
    image = Image.open(io.BytesIO(made.content))
    image.load()
    assert image.size == (made.width, made.height)
    assert f"image/{image.format}".lower() == made.type
    return image


@pytest.mark.parametrize(
    ("image_format", "kept_as"),
    [
        ("PNG", "image/png"),
        ("JPEG", "image/jpeg"),
        ("WEBP", "image/jpeg"),
        ("GIF", "image/png"),
    ],
)
def test_what_is_taken_becomes_what_everything_shows(image_format: str, kept_as: str):
    made = reencode(Raw(picture(image_format, (60, 40))))
    assert (made.type, made.width, made.height) == (kept_as, 60, 40)
    red, green, blue = read(made).convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert abs(red - 200) + abs(green - 30) + abs(blue - 40) < 12


@pytest.mark.parametrize("image_format", ["PNG", "WEBP", "GIF"])
def test_what_is_transparent_stays_so(image_format: str):
    made = reencode(Raw(picture(image_format, colour=(0, 0, 0, 0), mode="RGBA")))
    assert made.type == "image/png"
    assert read(made).getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_nothing_but_pixels_is_left():
    """EXIF with the place, comments, profiles, a second file behind the end."""
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    told = PngImagePlugin.PngInfo()
    told.add_text("Comment", SECRET.decode())
    for content in (
        picture("JPEG", exif=exif, comment=SECRET),
        picture("WEBP", exif=exif, xmp=SECRET),
        picture("PNG", exif=exif, pnginfo=told),
        picture("GIF", comment=SECRET),
        picture("PNG") + SECRET,
    ):
        assert SECRET in content
        made = reencode(Raw(content))
        assert SECRET not in made.content
        assert set(read(made).info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"} | {
            "progressive",
            "progression",
        }


def test_a_picture_is_turned_as_its_camera_was_held():
    exif = Image.Exif()
    exif[0x0112] = 6
    made = reencode(Raw(picture("JPEG", (60, 40), exif=exif)))
    assert (made.width, made.height) == (40, 60)
    assert not read(made).getexif()


@pytest.mark.parametrize(
    ("size", "kept"), [((LONGEST_SIDE * 2, 10), (LONGEST_SIDE, 5)), ((10, 3000), (7, LONGEST_SIDE))]
)
def test_the_longest_side_is_bounded(size: tuple[int, int], kept: tuple[int, int]):
    made = reencode(Raw(picture("PNG", size)))
    assert (made.width, made.height) == kept


def test_of_an_animation_the_first_picture_is_kept():
    """WCAG 2.2, 2.2.2: readers could not stop it."""
    others = [Image.new("RGB", (6, 4), (0, 0, 255))]
    for image_format in ("GIF", "WEBP", "PNG"):
        content = picture(image_format, save_all=True, append_images=others)
        made = reencode(Raw(content))
        assert getattr(read(made), "n_frames", 1) == 1
        red, _, blue = read(made).convert("RGB").getpixel((2, 2))  # type: ignore[misc]
        assert red > blue


@pytest.mark.parametrize(
    ("mode", "colour", "image_format", "shown"),
    [
        ("I;16", 40_000, "PNG", 155),
        ("L", 155, "PNG", 155),
        ("1", 1, "PNG", 255),
        ("P", 0, "PNG", 0),
        ("CMYK", (0, 0, 0, 0), "JPEG", 255),
        ("LA", (155, 255), "PNG", 155),
    ],
)
def test_every_kind_of_colour_is_shown_rightly(mode: str, colour, image_format: str, shown: int):
    made = reencode(Raw(picture(image_format, colour=colour, mode=mode)))
    assert read(made).convert("L").getpixel((1, 1)) == pytest.approx(shown, abs=2)


def png_of(width: int, height: int) -> bytes:
    """A PNG that says it is large and holds next to nothing."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"", "not_image"),
        (b"\x89PNG\r\n\x1a\n", "not_image"),
        (b"\xff\xd8\xff", "not_image"),
        (b"GIF89a", "not_image"),
        (b"RIFF\0\0\0\0WEBP", "not_image"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_image"),
        (b"%PDF-1.7", "not_image"),
        (b"BM" + b"\0" * 60, "not_image"),
        (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "not_image"),
        (picture()[:-40], "not_image"),
        (picture("JPEG", (60, 40))[:300], "not_image"),
        (png_of(MOST_PIXELS // 1000 + 1, 1000), "too_large"),
        (png_of(60_000, 60_000), "too_large"),
        (png_of(2**31 - 1, 2**31 - 1), "too_large"),
        (png_of(10_000, 10_000), "too_large"),
    ],
)
def test_what_is_no_picture_or_a_bomb_is_told(content: bytes, fault: str):
    assert reencode(Raw(content)).fault == fault


def mutated(content: bytes, seed: int) -> bytes:
    """Change a few bytes, or cut, or repeat a stretch."""
    chance = random.Random(seed)
    changed = bytearray(content)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(changed))
        match chance.randrange(4):
            case 0:
                changed[at] = chance.randrange(256)
            case 1:
                changed[at] ^= 1 << chance.randrange(8)
            case 2:
                del changed[at : at + chance.randint(1, 9)]
            case _:
                changed[at:at] = changed[at : at + chance.randint(1, 40)]
        if not changed:
            return b""
    return bytes(changed)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(FORMATS), st.integers(0, 2**32))
@example("PNG", 0)
def test_no_broken_picture_breaks_the_reader(image_format: str, seed: int):
    made = reencode(Raw(mutated(picture(image_format, (24, 16)), seed)))
    if made.fault is None:
        read(made)


@settings(max_examples=100, deadline=None)
@given(st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a"]), st.binary())
def test_no_bytes_break_the_reader(head: bytes, rest: bytes):
    made = reencode(Raw(head + rest))
    if made.fault is None:
        read(made)


async def test_pictures_are_made_anew_in_a_process_that_may_die_of_one():
    room = ImageRoom()
    try:
        assert (await room.reencode(picture("JPEG"))).type == "image/jpeg"
        assert (await room.reencode(b"no picture")).fault == "not_image"
        hasty = ImageRoom(deadline_seconds=0.0)
        assert (await hasty.reencode(picture())).fault == "too_large"
        await hasty.stop()
        assert (await room.reencode(picture())).type == "image/png"
    finally:
        await room.stop()
