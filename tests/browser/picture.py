"""A screenshot made small: at most 256 colours, one byte a point, packed as tightly as zlib can. The browser reads it,
so that no library is needed for pictures."""

import base64
import struct
import zlib

import numpy as np
from playwright.sync_api import Page

HEAD = b"\x89PNG\r\n\x1a\n"
MOST, TALLEST = 256, 1_400
READ = """async png => {
  const picture = await createImageBitmap(await (await fetch("data:image/png;base64," + png)).blob());
  const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext("2d");
  pen.drawImage(picture, 0, 0);
  const points = new Uint8Array(pen.getImageData(0, 0, picture.width, picture.height).data.buffer), parts = [];
  for (let at = 0; at < points.length; at += 32768) parts.push(String.fromCharCode(...points.subarray(at, at + 32768)));
  return [picture.width, picture.height, btoa(parts.join(""))];
}"""


def small(page: Page, png: bytes) -> bytes:
    """The same picture, as far down as one looks. `page` is any that runs scripts: an empty one, say."""
    width, height, told = page.evaluate(READ, base64.b64encode(png).decode())
    return packed(np.frombuffer(base64.b64decode(told), np.uint8).reshape(height, width, 4)[:TALLEST, :, :3])


def packed(points: np.ndarray) -> bytes:
    """A PNG of these points: rows of columns of red, green and blue."""
    height, width = points.shape[:2]
    colours, which = _few(points)
    lines = np.concatenate([np.zeros((height, 1), np.uint8), which.reshape(height, width).astype(np.uint8)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    parts = (
        (b"IHDR", head),
        (b"PLTE", colours.tobytes()),
        (b"IDAT", zlib.compress(lines.tobytes(), 9)),
        (b"IEND", b""),
    )
    return HEAD + b"".join(_chunk(name, data) for name, data in parts)


def _few(points: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """As they are where they are few; else ever coarser, until they are."""
    red, green, blue = (points[:, :, one].astype(np.uint32) for one in range(3))
    for bits in range(8):
        coarse = (red >> bits << bits) << 16 | (green >> bits << bits) << 8 | blue >> bits << bits
        colours, which = np.unique(coarse, return_inverse=True)
        if len(colours) <= MOST:
            return np.stack([colours >> 16, colours >> 8 & 255, colours & 255], axis=1).astype(np.uint8), which
    raise AssertionError("a picture of more colours than there are")


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
