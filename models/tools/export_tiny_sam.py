"""Builds tiny Segment Anything models, exports them to ONNX as a user would, and records what PyTorch answers.

    pip install -r requirements.txt
    git clone https://github.com/facebookresearch/sam2 && git -C sam2 checkout COMMIT      # and likewise
    git clone https://github.com/SysCV/sam-hq                                              # yformer/EfficientSAM
    git clone https://github.com/chongzhou96/EdgeSAM                                       # COMMITs in tiny_sams.py
    python export_tiny_sam.py ../../src/test/resources/models FOLDER_OF_THE_CLONES [FAMILY...]

Writes FAMILY.zip: the exported folder and golden.safetensors with, for each case, the prompt, masks as packed bits,
scores, and every eighth logit. The same pins give the same networks, byte for byte; the last bits of
the goldens depend on the processor, too.
"""
import json
import os
import shutil
import subprocess
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import numpy as np

SIZES = [(97, 61), (61, 97)]
LARGE = (640, 400)  # for one family of each way to resize


def picture(width, height):
    """Ramps, rings and squares, in whole numbers so that any language makes the same."""
    y, x = np.mgrid[:height, :width].astype(np.int64)
    u, v = x * 256 // width, y * 256 // height
    rings = ((u - 90) ** 2 + (v - 120) ** 2) // 64 % 256
    squares = ((u // 32 + v // 32) % 2) * 160 + (u ^ v) % 64
    return np.stack([rings, squares, (2 * u + v) % 256], axis=-1).astype(np.uint8)


def prompts(width, height, takes):
    """Name to points, labels, box and whether the answer to the first prompt goes in as a mask."""
    one, several = [[0.4, 0.5]], [[0.3, 0.3], [0.62, 0.55], [0.8, 0.9]]

    def at(shares):
        return np.array([[int(x * width), int(y * height)] for x, y in shares], dtype=np.float64)

    box = np.array([width // 5, height // 4, width * 7 // 10, height * 4 // 5], dtype=np.float64)
    cases = {"point": (at(one), np.array([1]), None, False), "points": (at(several), np.array([1, 1, 0]), None, False)}
    if "box" in takes:
        cases["box"] = (None, None, box, False)
        cases["box-point"] = (at([[0.6, 0.3]]), np.array([0]), box, False)
    if "mask" in takes:
        cases["mask"] = (at([[0.7, 0.4]]), np.array([1]), None, True)
    return cases


def goldens(family, takes, sizes):
    import torch
    tensors = {}
    with torch.no_grad():
        for width, height in sizes:
            image, first = picture(width, height), None
            for name, (points, labels, box, again) in prompts(width, height, takes).items():
                logits, scores, masks = family.predict(image, points, labels, box, first if again else None)
                if first is None and logits is not None:
                    first = logits[[scores.argmax()]]
                case = f"{width}x{height}/{name}/"
                tensors[case + "masks"] = torch.from_numpy(np.packbits(masks, axis=-1))
                tensors[case + "scores"] = torch.from_numpy(np.ascontiguousarray(scores))
                tensors[case + "points"] = torch.from_numpy(np.zeros((0, 3), np.float32) if points is None else
                                                            np.column_stack([points, labels]).astype(np.float32))
                tensors[case + "box"] = torch.from_numpy(np.zeros(0) if box is None else box).float()
                if logits is not None:
                    tensors[case + "logits"] = torch.from_numpy(logits[:, ::8, ::8].copy())
                print(f"{case:24} inside {[round(float(m.mean()), 3) for m in masks]} scores {scores}", flush=True)
    return {k: v.contiguous() for k, v in tensors.items()}


def make(name, target):
    import torch
    from safetensors.torch import save_file
    from packing import pack
    from tiny_sams import FAMILIES
    torch.set_num_threads(1)
    torch.manual_seed(0)
    kind, _, takes = FAMILIES[name]
    work = tempfile.mkdtemp()
    os.chdir(work)  # the configurations keep the path they were loaded from
    os.makedirs("out")
    family = kind()
    tensors = goldens(family, takes, SIZES + [LARGE] * (name in ("sam", "sam2", "efficient-sam")))
    family.export("out")
    save_file(tensors, os.path.join("out", "golden.safetensors"),
              metadata={"about": json.dumps({"base": "", "without": [], "cases": {}})})
    pack("out", os.path.join(target, name + ".zip"))
    shutil.rmtree(work)
    print(name, os.path.getsize(os.path.join(target, name + ".zip")), "bytes", flush=True)


def main(target, clones, names):
    from tiny_sams import FAMILIES
    for name in names or FAMILIES:
        repository = FAMILIES[name][1]
        path = [os.path.dirname(os.path.abspath(__file__))]
        if repository:
            path.insert(0, os.path.abspath(os.path.join(clones, repository[0])))
        subprocess.run([sys.executable, os.path.abspath(__file__), "--one", name, os.path.abspath(target)], check=True,
                       env={**os.environ, "PYTHONPATH": os.pathsep.join(path)})


if __name__ == "__main__":
    if sys.argv[1] == "--one":
        make(sys.argv[2], sys.argv[3])
    else:
        main(sys.argv[1], sys.argv[2], sys.argv[3:])
