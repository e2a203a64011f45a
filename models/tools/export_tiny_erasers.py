"""Builds tiny one-shot erasers, exports them to ONNX in the dialects of the public files, and records what PyTorch
computes with them.

    pip install -r requirements.txt
    python export_tiny_erasers.py ../../src/test/resources/models

Writes erasers.zip: the networks and golden.safetensors. Pictures and goldens of 0..1 are kept as 16-bit integers.
"""
import json
import os
import sys
import tempfile

import onnx
import torch
from safetensors.torch import save_file

from packing import pack
from tiny_erasers import Inpainter, Lama, Migan, MiganPipeline, settle

SIZE, SEED = 64, 11


def scene(width, height, seed):
    """A picture of 8 bits in 0..1 with structure on every scale, and a mask (1 = repaint)."""
    y, x = torch.meshgrid(torch.linspace(0, 1, height), torch.linspace(0, 1, width), indexing="ij")
    noise = torch.rand(3, height, width, generator=torch.Generator().manual_seed(seed))
    picture = torch.stack([x, y, 0.5 + 0.5 * torch.sin(9 * x * y)]) * 0.8 + 0.2 * noise
    mask = torch.zeros(1, 1, height, width)
    mask[..., height // 4:height // 2, width // 3:width * 2 // 3] = 1
    mask[..., height // 2:height // 2 + 3, width // 2] = 1
    return (picture[None] * 255).round() / 255, mask


def mirrored(x, multiple):
    """Continued to the right and downwards by its mirror image, the border pixels doubled, as LaMa does it."""
    right, down = -x.shape[-1] % multiple, -x.shape[-2] % multiple
    x = torch.cat((x, x[..., x.shape[-1] - right:].flip(-1)), -1)
    return torch.cat((x, x[..., x.shape[-2] - down:, :].flip(-2)), -2)


def export(model, inputs, folder, name, names, outputs, axes, opset=17):
    torch.onnx.export(model, inputs, os.path.join(folder, name + ".onnx"), input_names=names, output_names=outputs,
                      dynamic_axes=axes, opset_version=opset, dynamo=False)


def forget(path):
    """Removes what the exporter notes about itself: where its sources lie, and sets in an order that changes."""
    model = onnx.load(path)
    for part in [model, model.graph, *model.graph.node, *model.graph.value_info, *model.graph.input, *model.graph.output]:
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(model, path)


def shorts(x):
    return (x.clamp(0, 1) * 65535).round().to(torch.int32).to(torch.uint16)[0]


def lama(folder, tensors):
    generator = settle(Lama(), 1.5)
    picture, mask = scene(90, 60, 2)
    image, hole = mirrored(picture, 32), mirrored(mask, 32)
    stacked = torch.cat((image * (1 - hole), hole), 1)
    tensors |= {"free/picture": shorts(picture), "free/mask": shorts(mask),
                "free/out": shorts(generator(stacked)[..., :60, :90])}
    free = {2: torch.export.Dim("height", min=2, max=64) * 32, 3: torch.export.Dim("width", min=2, max=64) * 32}
    generator.transform("full spectrum")
    torch.onnx.export(generator, (stacked,), os.path.join(folder, "lama-free.onnx"), input_names=["input"],
                      output_names=["output"], dynamic_shapes=({**free},), opset_version=18, dynamo=True,
                      external_data=False)
    forget(os.path.join(folder, "lama-free.onnx"))
    picture, mask = scene(SIZE, SIZE, 3)
    whole = Inpainter(generator, 255).eval()
    generator.transform("plain")
    tensors |= {"fixed/picture": shorts(picture), "fixed/mask": shorts(mask),
                "fixed/lama": shorts(whole(picture, mask) / 255)}
    generator.transform("matrices", SIZE)
    assert (whole(picture, mask) / 255 - tensors["fixed/lama"].int() / 65535).abs().max() < 1e-4
    batch = {0: "batch"}
    export(whole, (picture, mask), folder, "lama-fixed", ["image", "mask"], ["output"],
           {"image": batch, "mask": batch, "output": batch})
    export(Inpainter(generator, 1).eval(), (picture, mask), folder, "lama-unit", ["input_1", "input_2"], ["output_1"], {})
    export(generator, (torch.cat((picture * (1 - mask), mask), 1),), folder, "lama-stacked", ["input"], ["output"], {})
    tensors["fixed/stacked"] = shorts(generator(torch.cat((picture * (1 - mask), mask), 1)))


def migan(folder, tensors):
    generator = settle(Migan(SIZE), 1.6)
    picture, mask = scene(SIZE, SIZE, 3)
    keep = 1 - mask
    stacked = torch.cat((keep - 0.5, (2 * picture - 1) * keep), 1)
    out = generator(stacked)
    tensors["fixed/migan"] = shorts(out * 0.5 + 0.5)
    export(generator, (stacked,), folder, "migan-raw", ["input"], ["output"], {})
    pipeline = MiganPipeline(generator).eval()
    picture, mask = scene(110, 84, 4)
    image, keep = (picture * 255).round().to(torch.uint8), ((1 - mask) * 255).to(torch.uint8)
    free = {0: "batch_size", 2: "height", 3: "width"}
    export(pipeline, (image, keep), folder, "migan-bytes", ["image", "mask"], ["result"],
           {"image": free, "mask": free, "result": free})
    tensors |= {"bytes/picture": shorts(picture), "bytes/mask": shorts(mask),
                "bytes/out": shorts(pipeline(image, keep).float() / 255)}


def main(target):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        tensors = {}
        lama(folder, tensors)
        migan(folder, tensors)
        save_file({k: v.contiguous() for k, v in tensors.items()}, os.path.join(folder, "golden.safetensors"),
                  metadata={"about": json.dumps({"base": "", "cases": {}, "without": []}, sort_keys=True)})
        pack(folder, os.path.join(target, "erasers.zip"))
        for name, tensor in tensors.items():
            x = tensor.float() / 65535
            print(f"{name:15} {x.min():.3f} .. {x.max():.3f}, spread {x.std():.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
