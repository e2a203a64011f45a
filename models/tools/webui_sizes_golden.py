"""Writes src/test/resources/org/inpaintj/raster/webui-sizes.txt: pictures at other sizes and with corrected colours.

The libraries are those that the WebUI 1.10.1 pins, which exclude those of requirements.txt:

    python -m venv v && v/bin/pip install 'numpy<2' Pillow==9.5.0 scikit-image==0.21.0 \
        opencv-python-headless==4.8.1.78 blendmodes==2022
    v/bin/python models/tools/webui_sizes_golden.py

A line is a name, the width, the height and the pixels (red, green, blue side by side) in hexadecimal digits; of the
guide's large pictures the SHA-256 of the pixels.
"""
import hashlib
import os

import cv2
import numpy as np
from blendmodes.blend import BlendType, blendLayers
from PIL import Image
from skimage import exposure

OUT = os.path.join(os.path.dirname(__file__), "../../src/test/resources/org/inpaintj/raster/webui-sizes.txt")


def picture(width, height, seed):
    """A gradient with noise and a bar with hard edges."""
    y, x = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(seed).integers(0, 40, (height, width, 3))
    planes = np.stack([255 * x / width, 255 * y / height, 128 + 90 * np.sin((x + y) / 5 + seed)], 2)
    planes = np.clip(planes + noise, 0, 255)
    planes[height // 3:height // 2, width // 5:-width // 5] = [250, 8, 60]
    return Image.fromarray(planes.astype(np.uint8))


def large():
    """1344 x 1008, as in the guide."""
    y, x = np.mgrid[0:1008, 0:1344]
    return Image.fromarray(np.stack([(x * x + 3 * y) % 256, (x ^ y) % 256, (5 * x + y * y) % 251], 2).astype(np.uint8))


def just(image, width, height):
    return image.resize((width, height), Image.LANCZOS)


def inner(image, width, height, cover):
    """The size that keeps the proportions and covers, or fits into, another one."""
    w, h = image.size
    by_width = width / height > w / h if cover else width / height < w / h
    return (width, h * width // w) if by_width else (w * height // h, height)


def crop(image, width, height):
    size = inner(image, width, height, True)
    out = Image.new("RGB", (width, height))
    out.paste(just(image, *size), (width // 2 - size[0] // 2, height // 2 - size[1] // 2))
    return out


def fill(image, width, height):
    """Strips are made of a source box without thickness."""
    size = inner(image, width, height, False)
    scaled = just(image, *size)
    left, top = width // 2 - size[0] // 2, height // 2 - size[1] // 2
    out = Image.new("RGB", (width, height))
    out.paste(scaled, (left, top))
    if top > 0:
        out.paste(scaled.resize((width, top), box=(0, 0, width, 0)), (0, 0))
        out.paste(scaled.resize((width, top), box=(0, size[1], width, size[1])), (0, top + size[1]))
    if left > 0:
        out.paste(scaled.resize((left, height), box=(0, 0, 0, height)), (0, 0))
        out.paste(scaled.resize((left, height), box=(size[0], 0, size[0], height)), (left + size[0], 0))
    return out


def corrected(image, target):
    lab = cv2.cvtColor(np.asarray(image), cv2.COLOR_RGB2LAB)
    wanted = cv2.cvtColor(np.asarray(target), cv2.COLOR_RGB2LAB)
    matched = exposure.match_histograms(lab, wanted, channel_axis=2)
    colours = Image.fromarray(cv2.cvtColor(matched, cv2.COLOR_LAB2RGB).astype("uint8"))
    return blendLayers(colours, image, BlendType.LUMINOSITY).convert("RGB")


def main():
    source, other = picture(30, 20, 1), picture(24, 26, 4)
    grey = source.convert("L").convert("RGB")
    lines = {
        "source": source, "other": other, "grey": grey,
        "just_41x17": just(source, 41, 17), "just_12x9": just(source, 12, 9), "just_30x47": just(source, 30, 47),
        "crop_26x26": crop(source, 26, 26), "crop_50x22": crop(source, 50, 22), "crop_9x33": crop(source, 9, 33),
        "fill_44x20": fill(source, 44, 20), "fill_36x40": fill(source, 36, 40), "fill_15x16": fill(source, 15, 16),
        "corrected": corrected(source, other), "corrected_grey": corrected(grey, other),
        "corrected_to_grey": corrected(other, grey),
    }
    os.makedirs(os.path.dirname(OUT), exist_ok=True)
    with open(OUT, "w", encoding="ascii") as out:
        for name, image in lines.items():
            out.write(f"{name} {image.width} {image.height} {np.asarray(image).tobytes().hex()}\n")
        for mode in (just, crop, fill):
            pixels = np.asarray(mode(large(), 1544, 1008)).tobytes()
            out.write(f"guide_{mode.__name__} 1544 1008 {hashlib.sha256(pixels).hexdigest()}\n")


if __name__ == "__main__":
    main()
