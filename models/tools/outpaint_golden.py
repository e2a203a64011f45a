"""What the formulas of outpainting give, for the tests: OutpaintGoldenTest reads the file that this writes.

    pip install numpy==2.4.6 pillow==12.1.0
    python models/tools/outpaint_golden.py src/test/resources/org/inpaintj/outpaint/golden.txt

Matched noise comes from NumPy's own generator and transform, mosaics from Pillow's own resampling. A line is a case:
its settings, and the CRC-32 of the 8-bit pixels.
"""

import sys
import zlib

import numpy as np
from PIL import Image, ImageFilter

SIDES = ("left", "right", "up", "down")


def picture(width, height, flat=False):
    """Whole numbers only, so that any language makes the same."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    if flat:
        return (40 + (2 * x + 3 * y + 20 * c) % 97 + (x // 8 + y // 8) % 2 * 60).astype(np.uint8)
    return (((3 * x * x + 5 * y * y + x * y * (c + 1)) // 64 + 7 * x + 40 * c) & 255).astype(np.uint8)


def crc(pixels):
    return "%08x" % zlib.crc32(np.ascontiguousarray(pixels, dtype=np.uint8).tobytes())


def matched(source, reference):
    """Histogram matching by the exact cumulative distributions."""
    values, where, counts = np.unique(source, return_inverse=True, return_counts=True)
    to, amounts = np.unique(reference, return_counts=True)
    wanted = np.interp(np.cumsum(counts) / source.size, np.cumsum(amounts) / reference.size, to)
    return wanted[where].reshape(source.shape)


def transform(planes):
    return np.fft.fftshift(np.fft.fft2(np.fft.ifftshift(planes, axes=(0, 1)), axes=(0, 1), norm="ortho"), axes=(0, 1))


def back(planes):
    return np.fft.fftshift(np.fft.ifft2(np.fft.ifftshift(planes, axes=(0, 1)), axes=(0, 1), norm="ortho"), axes=(0, 1))


def noised(pixels, mask, falloff, jitter):
    """Matched noise where the mask is true; 8 bits in, 8 bits out."""
    p = pixels / 255.0
    m = np.repeat(mask[:, :, None], 3, axis=2).astype(float)
    height, width = mask.shape
    s = p * (1 - m)
    s = s / s.max() + p.mean() * m
    spectrum = transform(s)
    amplitude = np.abs(spectrum)
    phase = np.divide(spectrum, amplitude, out=np.zeros_like(spectrum), where=amplitude > 0)
    noise = np.random.default_rng(0).random((height, width, 3))
    noise = jitter * noise + (1 - jitter) * (noise.sum(axis=2) / 3)[:, :, None]
    least = min(width, height)
    v = (2 * np.arange(height) / height - 1) * height / least
    u = (2 * np.arange(width) / width - 1) * width / least
    window = 1 / ((v[:, None] ** 2 + 1) * (u[None, :] ** 2 + 1))
    noise = back(transform(noise) * window[:, :, None]).real
    shaped = back(np.abs(transform(noise)) ** 2 * amplitude ** falloff * phase).real
    shaped -= shaped.min()
    shaped /= shaped.max()
    out = p.copy()
    for c in range(3):
        out[:, :, c][mask] = matched(shaped[:, :, c][mask], p[:, :, c][~mask])
    return np.clip(out, 0, 1) * 255


def expansions(width, height, sides, expand):
    """Pixels on each side once the canvas is a multiple of 64."""
    by = {side: expand if side in sides else 0 for side in SIDES}
    for first, last, size in (("left", "right", width), ("up", "down", height)):
        target = -(-(size + by[first] + by[last]) // 64) * 64
        if by[first]:
            by[first] = by[first] * (target - size) // (by[first] + by[last])
        if by[last]:
            by[last] = target - size - by[first]
    return by


def mk2(pixels, sides, expand, blur, falloff, jitter, process):
    """The strips and masks of all passes, where each leaves its noise as it is, and keeps the picture."""
    height, width, _ = pixels.shape
    by = expansions(width, height, sides, expand)
    passes = []
    for side in [s for s in SIDES if s in sides]:
        e = by[side]
        height, width, _ = pixels.shape
        across = side in ("left", "right")
        w, h = width + e * across, height + e * (not across)
        wide, high = -(-w // 64) * 64, -(-h // 64) * 64
        at = e if side == "left" else 0, e if side == "up" else 0
        canvas = np.zeros((high, wide, 3), np.uint8)
        canvas[at[1]:at[1] + height, at[0]:at[0] + width] = pixels
        # inclusive ends
        left = e + blur if side == "left" else 0
        top = e + blur if side == "up" else 0
        right = wide - e - blur if side == "right" else w
        bottom = high - e - blur if side == "down" else h
        if blur == 0:
            right -= side == "right"
            bottom -= side == "down"
        mask = np.ones((high, wide), bool)
        mask[top:bottom + 1, left:right + 1] = False
        start = noised(canvas, mask, falloff, jitter).astype(np.uint8)
        length = min(process, w if across else h)
        box = {"left": (0, length, 0, high), "right": (wide - length, wide, 0, high), "up": (0, wide, 0, length),
               "down": (0, wide, high - length, high)}[side]
        part = np.s_[box[2]:box[3], box[0]:box[1]]
        passes.append((side, start[part], mask[part] * np.uint8(255)))
        kept = start[:h, :w].copy()
        kept[at[1]:at[1] + height, at[0]:at[0] + width] = pixels
        pixels = kept
    return passes


def mosaic(pixels, sides, fill, stretch, ratio, expand_x, expand_y, short, long, overlap, feather):
    """The picture and the mask."""
    height, width, _ = pixels.shape
    ex, ey = int(width * expand_x), int(height * expand_y)
    wide = width + ex * ("left" in sides) + ex * ("right" in sides)
    high = height + ey * ("up" in sides) + ey * ("down" in sides)
    x0, y0 = ex * ("left" in sides), ey * ("up" in sides)
    # mirrored: columns first, then the rows of the widened picture
    columns = [i if 0 <= i < width else -1 - i if i < 0 else 2 * width - 1 - i for i in range(-x0, wide - x0)]
    rows = [i if 0 <= i < height else -1 - i if i < 0 else 2 * height - 1 - i for i in range(-y0, high - y0)]
    out = Image.fromarray(pixels[rows][:, columns])
    if fill == "stretch":
        for side in [s for s in SIDES if s in sides]:
            across = side in ("left", "right")
            e = ex if across else ey
            strip, grown = int(e * stretch), int(e * ratio)
            edge = {"left": x0, "right": x0 + width, "up": y0, "down": y0 + height}[side]
            ahead = side in ("right", "down")
            span = (edge, edge + strip) if ahead else (edge - strip, edge)
            part = out.crop((span[0], 0, span[1], high) if across else (0, span[0], wide, span[1]))
            part = part.resize((grown, high) if across else (wide, grown), Image.BILINEAR)
            near = (0, e) if ahead else (grown - e, grown)
            part = part.crop((near[0], 0, near[1], high) if across else (0, near[0], wide, near[1]))
            to = edge if ahead else edge - e
            out.paste(part, (to, 0) if across else (0, to))
    corner = (short + long) // 2
    for left, right, top, bottom in regions(width, height, ex, ey, x0, y0, sides):
        beside, above = left < x0 or left >= x0 + width, top < y0 or top >= y0 + height
        tiles = (corner, corner) if beside and above else (short, long) if beside else (long, short)
        box = out.crop((left, top, right, bottom))
        # one axis after the other, always the columns first
        small = box.resize((tiles[0], box.height), Image.BOX).resize(tiles, Image.BOX)
        out.paste(small.resize(box.size, Image.NEAREST), (left, top))
    mask = Image.new("L", (wide, high), 255)
    block = (int(width * (1 - overlap * (("left" in sides) + ("right" in sides)))),
             int(height * (1 - overlap * (("up" in sides) + ("down" in sides)))))
    mask.paste(0, (x0 + int(width * overlap) * ("left" in sides), y0 + int(height * overlap) * ("up" in sides),
                   x0 + int(width * overlap) * ("left" in sides) + block[0],
                   y0 + int(height * overlap) * ("up" in sides) + block[1]))
    if feather > 0:
        mask = mask.filter(ImageFilter.BoxBlur(feather))
    return np.asarray(out), np.asarray(mask)


def regions(width, height, ex, ey, x0, y0, sides):
    """The rectangles of new ground: left, right, top, bottom."""
    across = [(x0, x0 + width)] + [(0, ex)] * ("left" in sides) + [(x0 + width, x0 + width + ex)] * ("right" in sides)
    down = [(y0, y0 + height)] + [(0, ey)] * ("up" in sides) + [(y0 + height, y0 + height + ey)] * ("down" in sides)
    return [a + d for a in across for d in down if (a, d) != (across[0], down[0])]


NOISE = [
    # picture, width, height, sides, expand, blur, falloff, jitter, longest strip
    (False, 128, 128, "left", 64, 4, 1.0, 0.05, 512),
    (True, 128, 64, "left,right", 32, 8, 0.6, 0.0, 512),
    (False, 96, 76, "left,up", 32, 4, 1.0, 1.0, 512),
    (True, 100, 70, "left,right,up,down", 40, 2, 2.5, 0.3, 128),
    (False, 64, 60, "right,down", 16, 0, 0.0, 0.05, 96),
    (True, 300, 200, "right", 128, 16, 0.6, 0.05, 256),
]

MOSAICS = [
    (False, 96, 64, "right", "stretch", 0.5, 2, 0.5, 0.5, 3, 24, 0.15, 0),
    (True, 101, 67, "left,right,up,down", "stretch", 0.35, 3, 0.45, 0.3, 4, 12, 0.05, 4),
    (False, 101, 67, "left,up,down", "mirror", 0.5, 2, 0.75, 1.0, 3, 36, 0.5, 0),
    (True, 37, 90, "up,right", "stretch", 0.75, 1, 0.2, 0.65, 6, 72, 0.25, 13),
    (False, 200, 150, "left,right", "stretch", 0.25, 5, 0.5, 0.5, 1, 24, 0.5, 8),
    (True, 64, 64, "down", "mirror", 0.5, 2, 0.5, 0.05, 2, 48, 0.1, 1),
]


def main(path):
    lines = []
    for flat, width, height, sides, *numbers in NOISE:
        settings = "mk2 %s %d %d %s %s" % (flat, width, height, sides, " ".join(map(str, numbers)))
        for side, start, mask in mk2(picture(width, height, flat), sides.split(","), *numbers):
            settings += " | %s %d %d %s %s" % (side, start.shape[1], start.shape[0], crc(start), crc(mask))
        lines.append(settings)
    for flat, width, height, sides, *numbers in MOSAICS:
        start, mask = mosaic(picture(width, height, flat), sides.split(","), *numbers)
        lines.append("mosaic %s %d %d %s %s | %d %d %s %s" % (flat, width, height, sides, " ".join(map(str, numbers)),
                                                           start.shape[1], start.shape[0], crc(start), crc(mask)))
    with open(path, "w") as file:
        file.write("\n".join(lines).lower() + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
