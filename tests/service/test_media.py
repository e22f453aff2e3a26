"""Pictures: what is taken, what is refused, what is kept of them."""

from __future__ import annotations

import struct
import zlib
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from blog.database import db
from blog.errors import Invalid, Missing
from blog.media import service as media
from blog.media.folder import folder
from blog.media.models import Picture

RED = (200, 30, 30)


def encoded(image, kind="JPEG", **how):
    stream = BytesIO()
    image.save(stream, kind, **how)
    return stream.getvalue()


def a_photo(width=800, height=600, colour=RED, kind="JPEG", **how):
    return encoded(Image.new("RGB", (width, height), colour), kind, **how)


def kept(picture, width=None):
    return Image.open(BytesIO(media.path(picture.digest, width or picture.width, picture.extension).read_bytes()))


def a_png_that_claims(width, height):
    """A header and hardly anything behind it."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    content = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + content


def moving(kind):
    first, second = (Image.new("RGB", (20, 20), colour) for colour in ("red", "blue"))
    return encoded(first, kind, save_all=True, append_images=[second])


@pytest.mark.parametrize(("kind", "extension"), [("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp")])
def test_a_picture_is_known_by_its_content(kind, extension):
    picture = media.store(a_photo(kind=kind), name="whatever.txt")

    assert picture.extension == extension
    assert kept(picture).format == kind


def test_a_large_picture_is_kept_in_the_widths_that_pages_ask_for():
    picture = media.store(a_photo(3000, 1500))

    assert (picture.width, picture.height) == (1920, 960)
    assert picture.widths == [640, 1280, 1920]
    assert [kept(picture, width).size for width in picture.widths] == [(640, 320), (1280, 640), (1920, 960)]


def test_a_small_picture_keeps_its_size():
    picture = media.store(a_photo(300, 200))

    assert picture.widths == [300]


@pytest.mark.parametrize(
    ("what", "data", "sentence"),
    [
        ("text", b"not a picture", "plan.tiff is not a JPEG, PNG or WebP picture."),
        ("nothing", b"", "is not a JPEG"),
        ("another format", encoded(Image.new("RGB", (9, 9)), "GIF"), "is not a JPEG"),
        ("too many bytes", b"\xff" * (Picture.MOST_BYTES + 1), "at most 20 MB"),
        ("too many pixels", a_png_that_claims(8000, 5001), "at most 40 million pixels"),
        ("a bomb", a_png_that_claims(60_000, 60_000), "at most 40 million pixels"),
        ("less than it claims", a_png_that_claims(100, 100), "damaged"),
        ("half a file", a_photo()[:3000], "damaged"),
        ("animated", moving("WEBP"), "Animated"),
        ("animated too", moving("PNG"), "Animated"),
        ("a thread", a_photo(10, 400), "8 times as high"),
    ],
)
def test_what_is_no_picture_for_a_page_is_refused(what, data, sentence):
    with pytest.raises(Invalid, match=sentence) as refusal:
        media.store(data, name="plan.tiff")

    assert refusal.value.field == "picture"
    assert db.session.query(Picture).count() == 0


def test_nothing_that_a_camera_wrote_is_kept():
    exif = Image.Exif()
    exif[0x010F] = "Some camera"
    exif.get_ifd(0x8825).update({1: "N", 2: (47.0, 5.0, 2.0)})
    picture = media.store(a_photo(exif=exif, comment=b"where I live", xmp=b"<x:xmpmeta>where I live</x:xmpmeta>"))

    file = media.largest(picture).read_bytes()

    assert not kept(picture).getexif()
    assert b"Exif" not in file
    assert b"Some camera" not in file
    assert b"where I live" not in file


def test_words_inside_a_png_are_not_kept():
    notes = PngImagePlugin.PngInfo()
    notes.add_text("Comment", "where I live")
    picture = media.store(a_photo(kind="PNG", pnginfo=notes))

    assert b"where I live" not in media.largest(picture).read_bytes()
    assert kept(picture).info == {}


def test_a_picture_taken_sideways_stands_upright():
    exif = Image.Exif()
    exif[0x0112] = 6

    picture = media.store(a_photo(800, 400, exif=exif))

    assert (picture.width, picture.height) == (400, 800)


def test_colours_are_those_of_the_web():
    unfit, fitting = ImageCms.createProfile("LAB"), ImageCms.createProfile("sRGB")

    for profile in (unfit, fitting):
        picture = media.store(a_photo(kind="PNG", icc_profile=ImageCms.ImageCmsProfile(profile).tobytes()))

        assert "icc_profile" not in kept(picture).info
        assert kept(picture).getpixel((5, 5)) == pytest.approx(RED, abs=2)


@pytest.mark.parametrize(
    ("mode", "kind", "becomes"),
    [
        ("L", "JPEG", "RGB"),
        ("CMYK", "JPEG", "RGB"),
        ("P", "PNG", "RGB"),
        ("1", "PNG", "RGB"),
        ("I;16", "PNG", "RGB"),
        ("LA", "PNG", "RGBA"),
        ("RGBA", "WEBP", "RGBA"),
    ],
)
def test_every_kind_of_pixel_becomes_one_that_browsers_show(mode, kind, becomes):
    picture = media.store(encoded(Image.new(mode, (40, 30)), kind))

    assert kept(picture).convert(becomes).mode == becomes
    assert kept(picture).mode in (becomes, "RGB")


def test_the_same_picture_is_kept_once():
    first = media.store(a_photo())

    assert media.store(a_photo()) is first
    assert db.session.query(Picture).count() == 1


def test_what_was_handed_out_comes_back_as_the_same_picture():
    picture = media.store(a_photo(3000, 2000))

    again = media.store(media.largest(picture).read_bytes())

    assert again is picture


def test_two_files_of_one_picture_are_one_picture():
    picture = media.store(a_photo(comment=b"first"))

    assert media.store(a_photo(comment=b"second")) is picture


def test_no_unfinished_file_stays():
    picture = media.store(a_photo())

    names = {path.name for path in media.largest(picture).parent.iterdir() if picture.digest in path.name}

    assert names == {f"{picture.digest}-640.jpg", f"{picture.digest}-800.jpg"}


@pytest.mark.parametrize(
    ("digest", "width", "extension"),
    [
        ("0" * 64, 640, "jpg"),
        ("../../secret_key", 640, "jpg"),
        ("0" * 64, 640, "../jpg"),
    ],
)
def test_a_file_that_is_not_there_is_missing(digest, width, extension):
    with pytest.raises(Missing):
        folder.path(digest, width, extension)


def test_one_picture_stored_by_several_people_at_once_is_one_picture(app):
    data = a_photo(2000, 1000)

    def store(_number):
        with app.app_context():
            return media.store(data).id

    with ThreadPoolExecutor(4) as people:
        ids = set(people.map(store, range(4)))

    assert len(ids) == 1
