"""Bytes from outside become clean pictures: upright, in sRGB, in the widths pages ask for, telling nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from flask_babel import lazy_gettext as _
from PIL import Image, ImageCms, ImageOps

from blog.errors import Invalid
from blog.media.models import Picture

TALLEST = 8  # times its width; WebP takes at most 16,383 pixels on a side

_EXTENSIONS = {"JPEG": "jpg", "MPO": "jpg", "PNG": "png", "WEBP": "webp"}
_HOW_SAVED: dict[str, dict[str, Any]] = {
    "jpg": {"format": "JPEG", "quality": 85, "optimize": True, "progressive": True},
    "png": {"format": "PNG", "optimize": True},
    "webp": {"format": "WEBP", "quality": 85, "method": 4},
}
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, kw_only=True)
class CleanPicture:
    """A picture encoded anew, once for each of its widths."""

    extension: str
    width: int
    height: int
    encoded: dict[int, bytes]

    @property
    def largest(self) -> bytes:
        return self.encoded[self.width]


def clean(data: bytes, name: str = "") -> CleanPicture:
    """Raises Invalid for what is no JPEG, PNG or WebP by its content, too large, animated, or damaged; the sentence
    calls it by `name`, the file's."""
    if len(data) > Picture.MOST_BYTES:
        raise _refusal(_("A picture has at most %(most)s MB.", most=Picture.MOST_BYTES // 1024**2))
    with _opened(data, name) as image:
        extension = _EXTENSIONS[image.format or ""]
        picture = _upright_in_srgb(image)
    width = min(picture.width, max(Picture.WIDTHS))
    largest = _at_width(picture, width)
    sizes = {each: _at_width(picture, each) for each in Picture.WIDTHS if each < width} | {width: largest}
    encoded = {each: _encode(resized, extension) for each, resized in sizes.items()}
    return CleanPicture(extension=extension, width=width, height=largest.height, encoded=encoded)


def size_of(data: bytes) -> tuple[int, int]:
    """Width and height of one that was cleaned."""
    with Image.open(BytesIO(data)) as image:
        return image.size


def _opened(data: bytes, name: str) -> Image.Image:
    """The picture with its header read and judged, and nothing decoded yet."""
    try:
        image = Image.open(BytesIO(data), formats=("JPEG", "PNG", "WEBP"))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise _too_many_pixels() from None
    except Exception:  # Pillow's readers raise whatever the bytes made them stumble over
        what = name or _("This file")
        raise _refusal(_("%(what)s is not a JPEG, PNG or WebP picture.", what=what)) from None
    if image.width * image.height > Picture.MOST_PIXELS:
        raise _too_many_pixels()
    if image.format != "MPO" and getattr(image, "is_animated", False):
        raise _refusal(_("Animated pictures are not taken; choose a still one."))
    return image


def _upright_in_srgb(image: Image.Image) -> Image.Image:
    profile = image.info.get("icc_profile")
    image.draft(None, (2 * max(Picture.WIDTHS),) * 2)  # a large JPEG is decoded at a fraction of its size
    try:
        image.load()
        picture = _in_srgb(ImageOps.exif_transpose(image), profile)
    except Exception:  # see above; a truncated file ends here
        raise _refusal(_("This picture is damaged: it could not be read to its end.")) from None
    if picture.height > TALLEST * picture.width:
        raise _refusal(_("A picture is at most %(times)s times as high as it is wide.", times=TALLEST))
    picture.info.clear()  # some of it would be written again
    return picture


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    if image.mode.startswith("I"):
        image = image.point(lambda value: value / 256).convert("L")  # 16 bits a pixel
    mode = "RGBA" if image.has_transparency_data else "RGB"
    if image.mode in ("1", "P", "PA", "LA"):
        image = image.convert(mode)
    if profile:
        try:
            source = ImageCms.ImageCmsProfile(BytesIO(profile))
            return ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode) or image.convert(mode)
        except (ImageCms.PyCMSError, OSError):
            pass  # a profile that fits nothing says nothing about the colours
    return image.convert(mode)


def _at_width(picture: Image.Image, width: int) -> Image.Image:
    if width == picture.width:
        return picture
    height = max(1, round(picture.height * width / picture.width))
    return picture.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3)


def _encode(picture: Image.Image, extension: str) -> bytes:
    stream = BytesIO()
    picture.save(stream, **_HOW_SAVED[extension])
    return stream.getvalue()


def _too_many_pixels() -> Invalid:
    return _refusal(_("A picture has at most %(most)s million pixels.", most=Picture.MOST_PIXELS // 1_000_000))


def _refusal(sentence: object) -> Invalid:
    return Invalid(sentence, "picture")
