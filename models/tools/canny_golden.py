"""What OpenCV's Canny edges are, for the tests: CannyTest reads the files that this writes.

    pip install numpy==2.4.6 opencv-python==4.11.0.86
    python canny_golden.py ../../src/test/resources/org/inpaintj/engine/diffusion/control

Pictures of whole numbers that any language makes alike; the edges of cv2.Canny with an aperture of 3 and the L1 norm,
as run lengths of 0 and 255, beginning with those of 0. A line is a case: width, height, low, high, kind, lengths.
Colour grids: the 8-bit pixels of cv2.resize(INTER_CUBIC) to 1/64, then nearest back, as sums of rows.
"""
import os
import sys

import cv2
import numpy as np


def picture(width, height, kind):
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    if kind == "shapes":
        disc = (x - width // 3) ** 2 + (y - height // 2) ** 2 < (height // 3) ** 2
        return (30 + 60 * disc + 80 * (x > 2 * width // 3) + (y * (c + 1)) // 8 % 40).astype(np.uint8)
    if kind == "waves":
        return ((3 * x * x + 5 * y * y + x * y * (c + 1)) // 64 + 7 * x + 40 * c & 255).astype(np.uint8)
    return ((x * 7919 + y * 104729 + c * 1299709 + x * y * 31) % 251 // 2 + 60 * (x // 9 + y // 7 & 1)).astype(np.uint8)


def lengths(edges):
    flat, runs, value, count = edges.ravel(), [], 0, 0
    for v in flat:
        if v == value:
            count += 1
        else:
            runs.append(count)
            value, count = v, 1
    return runs + [count]


def main(folder):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "canny.txt"), "w", encoding="ascii") as f:
        for width, height in (96, 64), (37, 53), (5, 4), (1, 9):
            for kind in "shapes", "waves", "noise":
                for low, high in (100, 200), (40, 90):
                    grey = cv2.cvtColor(picture(width, height, kind), cv2.COLOR_RGB2GRAY)
                    for name, pixels in ("colour", picture(width, height, kind)), ("grey", grey):
                        edges = cv2.Canny(np.ascontiguousarray(pixels), low, high)
                        print(width, height, low, high, kind, name, *lengths(edges), file=f)
    with open(os.path.join(folder, "colour_grid.txt"), "w", encoding="ascii") as f:
        for width, height in (192, 128), (200, 150), (64, 70), (640, 320):
            for kind in "shapes", "waves":
                pixels = picture(width, height, kind)
                small = cv2.resize(pixels, (max(1, width // 64), max(1, height // 64)), interpolation=cv2.INTER_CUBIC)
                print(width, height, kind, *small.ravel(), file=f)


if __name__ == "__main__":
    main(sys.argv[1])
