#!/usr/bin/env python3
"""Fills the holes of images with other programs, for PeerBenchmark.

    pip install -r src/test/python/requirements.txt
    python src/test/python/peers.py METHOD IMAGE MASK OUT [IMAGE MASK OUT]...

METHOD: patchmatch-R (PyPatchMatch, patches of radius R), resynthesizer, telea or navier-stokes (OpenCV, radius 5). Images
are 8-bit RGB PNG files, masks white where to fill. Prints the seconds of each fill, without reading and writing. Exits
with status 3 if the method's package is not installed.
"""
import sys
import time

import numpy as np
from PIL import Image

NOT_INSTALLED = 3


def filler(method):
    """The function that fills: RGB uint8 [h, w, 3] and hole bool [h, w] to RGB uint8."""
    name, _, option = method.partition("-")
    if name == "patchmatch":
        import patchmatch
        patchmatch.set_random_seed(1)
        return lambda image, hole: patchmatch.inpaint(image, mask=hole.astype(np.uint8), patch_size=int(option))
    if name == "resynthesizer":
        import resynthesizer
        return lambda image, hole: np.asarray(resynthesizer.resynthesize(
            Image.fromarray(image), Image.fromarray(hole.astype(np.uint8) * 255), resynthesizer.getDefaultParams()))
    if name in ("telea", "navier"):
        import cv2
        flag = cv2.INPAINT_TELEA if name == "telea" else cv2.INPAINT_NS
        return lambda image, hole: cv2.inpaint(image, hole.astype(np.uint8), 5, flag)
    sys.exit(f"unknown method {method}\n{__doc__}")


def main(method, files):
    try:
        fill = filler(method)
    except (ImportError, OSError) as e:
        print(e, file=sys.stderr)
        sys.exit(NOT_INSTALLED)
    for image, mask, out in zip(files[::3], files[1::3], files[2::3]):
        pixels = np.array(Image.open(image).convert("RGB"))
        hole = np.asarray(Image.open(mask).convert("L")) > 127
        start = time.perf_counter()
        filled = fill(pixels, hole)
        print(f"{time.perf_counter() - start:.4f}")
        pixels[hole] = filled[hole]
        Image.fromarray(pixels).save(out)


if __name__ == "__main__":
    if len(sys.argv) < 5 or len(sys.argv) % 3 != 2:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])
