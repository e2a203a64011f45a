"""Golden numbers for soft inpainting, from the formulas of the Stable Diffusion WebUI's extension of that name.

    python -m venv venv && . venv/bin/activate
    pip install numpy==2.4.6 pillow==12.3.0 opencv-python-headless==4.11.0.86 onnxruntime==1.24.2
    python soft_inpainting_golden.py ../../src/test/resources/org/inpaintj/engine/diffusion/soft/golden.json.gz

The mask blur is OpenCV's, the reduction to latents, the enlargement of the opacity and its blur are Pillow's, all on
8-bit pictures as there; the rest is written down here as its formulas say, one latent after the other. Whole runs take
the networks of the fixture sd15: k-diffusion's Euler on the WebUI's schedule Uniform, no guidance, an empty prompt.
"""
import gzip
import importlib.metadata
import json
import math
import os
import sys
import zipfile

PINS = {"numpy": "2.4.6", "pillow": "12.3.0", "opencv-python-headless": "4.11.0.86", "onnxruntime": "1.24.2"}
for package, version in PINS.items():
    if importlib.metadata.version(package) != version:
        sys.exit(f"{package} is {importlib.metadata.version(package)}, this script was written for {version}")

import cv2
import numpy as np
import onnxruntime
from PIL import Image, ImageFilter

FIXTURE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../src/test/resources/models/sd15.zip")
SIDE = 64

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


def philox(seed, shape):
    """The first noise of a seed, as CUDA draws it."""
    count = math.prod(shape)
    c = [np.zeros(count, np.uint64), np.zeros(count, np.uint64), np.arange(count, dtype=np.uint64),
         np.zeros(count, np.uint64)]
    k, low = [seed & 0xFFFFFFFF, seed >> 32], np.uint64(0xFFFFFFFF)
    for _ in range(10):
        a, b = c[0] * np.uint64(0xD2511F53), c[2] * np.uint64(0xCD9E8D57)
        c = [(b >> np.uint64(32)) ^ c[1] ^ np.uint64(k[0]), b & low, (a >> np.uint64(32)) ^ c[3] ^ np.uint64(k[1]),
             a & low]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    u = c[0] * 2.0 ** -32 + 2.0 ** -33
    v = c[1] * (math.tau * 2.0 ** -32) + math.tau * 2.0 ** -33
    return (np.sqrt(-2 * np.log(u)) * np.sin(v)).astype(np.float32).reshape(shape)


class Model:
    def __init__(self):
        self.files = zipfile.ZipFile(FIXTURE)
        self.unet, self.encoder = self.session("unet"), self.session("vae_encoder")
        tokens = json.loads(self.files.read("tokenizer/vocab.json"))
        begin, end = tokens["<|startoftext|>"], tokens["<|endoftext|>"]
        text = self.session("text_encoder")
        ids = np.array([[begin] + [end] * 76]).astype(
            np.int32 if "int32" in text.get_inputs()[0].type else np.int64)
        self.text = text.run(None, {text.get_inputs()[0].name: ids})[0]
        betas = np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2
        bars = np.cumprod(1 - betas)
        self.logs = np.log(np.sqrt((1 - bars) / bars))

    def session(self, name):
        return onnxruntime.InferenceSession(self.files.read(name + "/model.onnx"), providers=["CPUExecutionProvider"])

    def encode(self, picture):
        pixels = (picture.astype(np.float32) / 255 * 2 - 1).transpose(2, 0, 1)[None]
        return self.encoder.run(None, {self.encoder.get_inputs()[0].name: pixels})[0][0, :4] * np.float32(0.18215)

    def denoised(self, x, sigma):
        step = np.interp(np.log(sigma), self.logs, np.arange(1000))
        feeds = {}
        for port in self.unet.get_inputs():
            value = self.text if port.shape and len(port.shape) == 3 else x[None] / np.float32(
                math.hypot(sigma, 1)) if len(port.shape) == 4 else np.array(step).reshape([1] * len(port.shape))
            kind = {"tensor(float)": np.float32, "tensor(int64)": np.int64, "tensor(int32)": np.int32}[port.type]
            feeds[port.name] = (np.rint(value) if kind != np.float32 else value).astype(kind)
        return x - np.float32(sigma) * self.unet.run(None, feeds)[0][0]

    def sigmas(self, steps):
        return np.append(np.exp(np.interp(np.linspace(999, 0, steps), np.arange(1000), self.logs)), 0)


def run(model, case, picture, hard):
    steps, strength, sigma = case["steps"], case["strength"], case["blur"]
    size = (SIDE // 8, SIDE // 8)
    if "key" in case:
        side = 2 * int(2.5 * sigma + 0.5) + 1
        blurred = cv2.GaussianBlur(cv2.GaussianBlur(hard, (side, 1), sigma), (1, side), sigma)
        mask = np.asarray(Image.fromarray(blurred).convert("RGB").resize(size))[..., 0].astype(np.float32) / 255
    else:
        mask = np.ones(size, np.float32)
    start = model.encode(picture)
    noise = philox(case["seed"], start.shape)
    sigmas = model.sigmas(steps)[steps - int(min(strength, 0.999) * steps) - 1:]
    x = start + noise * np.float32(sigmas[0])
    for i in range(len(sigmas) - 1):
        if "strengths" in case:
            columns = np.array(case["strengths"], np.float32).repeat(SIDE // len(case["strengths"]))
            strengths = np.asarray(Image.fromarray(np.tile(columns, (SIDE, 1))).resize(size, Image.Resampling.BILINEAR))
            held = 1 - strengths > i / (len(sigmas) - 1) + 1e-6
            x = np.where(held, start + noise * np.float32(sigmas[i]), x)
        made = model.denoised(x.astype(np.float32), sigmas[i])
        if "key" in case:
            made = blend(start, made, mask, sigmas[i], case["key"])
        x = (x + (x - made) / sigmas[i] * (sigmas[i + 1] - sigmas[i])).astype(np.float32)
    if "strengths" in case:
        x = np.where(strengths > 0, x, start)
    out = {**case, "latents": rounded(x, 8)}
    if "key" in case:
        shown = Image.fromarray(opacity(start, x, mask, case["key"])).resize((SIDE, SIDE), Image.Resampling.LANCZOS)
        out["opacity"] = np.asarray(shown.filter(ImageFilter.GaussianBlur(4)))[::4, ::4].ravel().tolist()
    return out


def runs():
    rng = np.random.default_rng(23)
    picture = rng.integers(0, 256, (SIDE // 4, SIDE // 4, 3), np.uint8).repeat(4, 0).repeat(4, 1)
    hard = np.zeros((SIDE, SIDE), np.uint8)
    hard[18:45, 22:47] = 255
    model = Model()
    cases = [{"steps": 6, "strength": 0.75, "blur": 4, "seed": 5, "key": keys()},
             {"steps": 4, "strength": 1, "blur": 8, "seed": 11,
              "key": keys(bias=1.5, preservation=1, contrast=2, influence=0.5, threshold=1, difference=3)},
             {"steps": 5, "strength": 0.5, "blur": 2, "seed": 1, "key": keys(preservation=0)},
             {"steps": 8, "strength": 1, "blur": 0, "seed": 2, "strengths": [0, 0.3, 0.6, 1]}]
    return {"picture": picture[::4, ::4].ravel().tolist(), "cases": [run(model, case, picture, hard) for case in cases]}


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
    golden["runs"] = [runs()]
    with gzip.GzipFile(target, "wb", mtime=0) as file:
        file.write(json.dumps(golden, separators=(",", ":")).encode())


if __name__ == "__main__":
    main(sys.argv[1])
