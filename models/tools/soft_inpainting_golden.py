"""Golden numbers for soft inpainting, from the formulas of the Stable Diffusion WebUI's extension of that name.

    python -m venv venv && . venv/bin/activate
    pip install numpy==2.4.6 pillow==12.3.0 opencv-python-headless==4.11.0.86
    python soft_inpainting_golden.py ../../src/test/resources/org/inpaintj/engine/diffusion/soft/golden.json.gz

The mask blur is OpenCV's, the reduction to latents, the enlargement of the opacity and its blur are Pillow's, all on
8-bit pictures as there; the rest is written down here as its formulas say, one latent after the other.
"""
import gzip
import importlib.metadata
import json
import math
import sys

PINS = {"numpy": "2.4.6", "pillow": "12.3.0", "opencv-python-headless": "4.11.0.86"}
for package, version in PINS.items():
    if importlib.metadata.version(package) != version:
        sys.exit(f"{package} is {importlib.metadata.version(package)}, this script was written for {version}")

import cv2
import numpy as np
from PIL import Image, ImageFilter

DEFAULTS = {"bias": 1, "preservation": 0.5, "contrast": 4, "influence": 0, "threshold": 0.5, "difference": 2}


def keys(**changed):
    return {**DEFAULTS, **changed}


def rounded(values, digits=7):
    return [float(f"{v:.{digits}g}") for v in np.asarray(values, np.float64).ravel()]


def modified(n, sigma, key):
    return float(n) ** (sigma ** key["bias"] * key["preservation"])


def blend(known, made, mask, sigma, key):
    """known and made: channel, y, x; mask: y, x."""
    out = np.empty_like(made, np.float64)
    for y, x in np.ndindex(mask.shape):
        t = modified(mask[y, x], sigma, key)
        a, b = known[:, y, x].astype(np.float64), made[:, y, x].astype(np.float64)
        d = key["contrast"]
        wanted = (np.linalg.norm(a) ** d * (1 - t) + np.linalg.norm(b) ** d * t) ** (1 / d)
        v = a * (1 - t) + b * t
        out[:, y, x] = v * wanted / (np.linalg.norm(v) + 1e-5)
    return out


def weight(i, j):
    zero = math.exp(-9 / 2.25)
    return max(0, (math.exp(-(i * i + j * j) / 2.25) - zero) / (1 - zero))


def histogram_filter(plane, low, high):
    out = np.empty(plane.shape)
    for y, x in np.ndindex(plane.shape):
        stack = sorted((plane[y + j, x + i], weight(i, j)) for j in range(-2, 3) for i in range(-2, 3)
                       if 0 <= y + j < plane.shape[0] and 0 <= x + i < plane.shape[1])
        height = sum(w for _, w in stack)
        size = max(1, (high - low) * height)
        begin = (low + high) / 2 * height - size / 2
        begin -= max(0, begin + size - height)
        begin = max(0, begin)
        at, total, mean = 0, 0, 0
        for value, w in stack:
            part = min(begin + size, at + w) - max(begin, at)
            if part > 0:
                mean, total = mean + part * value, total + part
            at += w
        out[y, x] = mean / total
    return out


def opacity(before, after, mask, key):
    """Over the latents, 0 to 255."""
    distance = np.sqrt(((after.astype(np.float64) - before) ** 2).sum(axis=0))
    changed = histogram_filter(histogram_filter(distance, 0.9, 1), 0.25, 0.75)
    out = np.empty(mask.shape, np.uint8)
    for y, x in np.ndindex(mask.shape):
        q = 1 - float(mask[y, x]) ** (key["preservation"] / 2)
        q = 0.5 * (1 - key["influence"]) + q * key["influence"]
        half = key["threshold"] * q / (1.00001 - q)
        if half == 0:
            m = 1 if changed[y, x] > 0 else 0
        else:
            u = 1 / (1 + (changed[y, x] / half) ** key["difference"])
            m = 1 - u ** 3 * (u * (6 * u - 15) + 10)
        out[y, x] = int(255 * m)
    return out


def main(target):
    rng = np.random.default_rng(17)
    golden = {"blends": [], "opacities": [], "filters": [], "blurs": [], "latent_masks": []}
    greys = np.array([[0, 1 / 255, 0.1, 0.5], [0.9, 254 / 255, 1, 0.02]], np.float32)
    for sigma in (14.6146, 2.5, 0.7, 0.0292):
        for key in (keys(), keys(bias=2, preservation=1.5, contrast=1), keys(bias=0.5, contrast=32),
                    keys(bias=0, preservation=0.25), keys(preservation=0), keys(bias=8, preservation=8)):
            known, made = rng.standard_normal((2, 4, 2, 4)).astype(np.float32) * np.float32(1.7)
            golden["blends"].append({"key": key, "sigma": sigma, "known": rounded(known, 9), "made": rounded(made, 9),
                                     "mask": rounded(greys, 9), "out": rounded(blend(known, made, greys, sigma, key))})
    plane = rng.random((6, 7)) ** 3
    plane[2, 2:4] = plane[0, 0]
    for low, high in ((0.9, 1), (0.25, 0.75), (0, 1), (0.5, 0.5)):
        golden["filters"].append({"low": low, "high": high, "plane": rounded(plane), "width": 7,
                                  "out": rounded(histogram_filter(np.array(rounded(plane)).reshape(6, 7), low, high))})
    mask = np.zeros((9, 12))
    mask[2:6, 3:9] = 1
    mask[1, 3:9] = 0.4
    before = rng.standard_normal((4, 9, 12)).astype(np.float32)
    after = before.copy()
    after[:, 2:6, 3:9] += rng.standard_normal((4, 4, 6)).astype(np.float32) * 0.6
    after[:, 8, 11] += 0.4
    for key in (keys(), keys(influence=1), keys(influence=0.35, preservation=1, threshold=0.2), keys(threshold=0),
                keys(difference=0), keys(difference=8, threshold=1.25), keys(influence=1, preservation=0)):
        small = opacity(before, after, mask, key)
        large = Image.fromarray(small).resize((96, 72), Image.Resampling.LANCZOS)
        golden["opacities"].append({"key": key, "before": rounded(before, 9), "after": rounded(after, 9),
                                    "mask": rounded(mask), "width": 12, "small": small.ravel().tolist(),
                                    "out": np.asarray(large.filter(ImageFilter.GaussianBlur(4)))[::3, ::3].ravel()
                                    .tolist()})
    picture = np.zeros((40, 50), np.uint8)
    picture[8:20, 12:33] = 255
    picture[0:3, 0:20] = 180
    picture[39, 49] = 255
    for sigma in (0.6, 1, 2.5, 4, 8, 16, 64):
        side = 2 * int(2.5 * sigma + 0.5) + 1
        out = cv2.GaussianBlur(cv2.GaussianBlur(picture, (side, 1), sigma), (1, side), sigma)
        golden["blurs"].append({"sigma": sigma, "picture": picture.ravel().tolist(), "width": 50,
                                "out": out.ravel().tolist()})
        golden["latent_masks"].append({"picture": out[:40, :48].ravel().tolist(), "width": 48, "out": np.asarray(
            Image.fromarray(out[:40, :48]).convert("RGB").resize((6, 5)))[..., 0].ravel().tolist()})
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        file.write(json.dumps(golden, separators=(",", ":")).encode())


if __name__ == "__main__":
    main(sys.argv[1])
