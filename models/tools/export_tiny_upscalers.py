"""Builds tiny upscalers, exports them to ONNX in the forms of the public files, and records what PyTorch computes with
them; records also what PyTorch makes of latents that are interpolated, and Pillow of an 8-bit picture.

    pip install -r requirements.txt
    python export_tiny_upscalers.py ../../src/test/resources/models

Writes upscalers.zip: the networks and golden.safetensors. Pictures and goldens of 0..1 are kept as 16-bit integers, or as bytes.
"""
import json
import math
import os
import sys
import tempfile

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from PIL import Image
from safetensors.torch import save_file
from torch import nn

from packing import pack

SEED, FEATURES, GROWTH = 7, 8, 4


class DenseBlock(nn.Module):
    """A residual dense block (Wang et al., ESRGAN, 2018)."""

    def __init__(self):
        super().__init__()
        self.convs = nn.ModuleList(nn.Conv2d(FEATURES + i * GROWTH, GROWTH if i < 4 else FEATURES, 3, padding=1)
                                   for i in range(5))

    def forward(self, x):
        seen = [x]
        for conv in self.convs[:-1]:
            seen.append(F.leaky_relu(conv(torch.cat(seen, 1)), 0.2))
        return x + 0.2 * self.convs[-1](torch.cat(seen, 1))


class Upscaler(nn.Module):
    """An RRDB network of one block, beside the picture itself repeated, so that the result looks like it."""

    def __init__(self, channels=3, doublings=2, unshuffle=1):
        super().__init__()
        self.unshuffle, self.factor = unshuffle, 2 ** doublings // unshuffle
        self.first = nn.Conv2d(channels * unshuffle ** 2, FEATURES, 3, padding=1)
        self.blocks = nn.Sequential(*(DenseBlock() for _ in range(3)))
        self.ups = nn.ModuleList(nn.Conv2d(FEATURES, FEATURES, 3, padding=1) for _ in range(doublings))
        self.last = nn.Conv2d(FEATURES, channels, 3, padding=1)

    def forward(self, x):
        y = self.first(F.pixel_unshuffle(x, self.unshuffle) if self.unshuffle > 1 else x)
        y = y + 0.2 * (self.blocks(y) - y)
        for up in self.ups:
            y = F.leaky_relu(up(F.interpolate(y, scale_factor=2.0, mode="nearest")), 0.2)
        return F.interpolate(x, scale_factor=float(self.factor), mode="nearest") + 0.5 * self.last(y)


class Same(nn.Module):
    """Keeps the size: no upscaler, but its file does not say so."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(3, 3, 3, padding=1)

    def forward(self, x):
        return self.conv(x)


def settle(model):
    with torch.no_grad():
        for tensor in model.parameters():
            tensor.copy_(tensor.bfloat16().float())
    return model.eval().requires_grad_(False)


def picture(width, height, channels, seed):
    """8 bits in 0..1 with structure on every scale."""
    y, x = torch.meshgrid(torch.linspace(0, 1, height), torch.linspace(0, 1, width), indexing="ij")
    noise = torch.rand(channels, height, width, generator=torch.Generator().manual_seed(seed))
    waves = torch.stack([x, y, 0.5 + 0.5 * torch.sin(9 * x * y)])[:channels]
    return ((waves * 0.7 + 0.3 * noise)[None] * 255).round() / 255


def shorts(x):
    return (x.clamp(0, 1) * 65535).round().to(torch.int32).to(torch.uint16)[0]


def export(model, example, folder, name, free):
    path = os.path.join(folder, name + ".onnx")
    torch.onnx.export(model, (example,), path, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": free, "output": free} if free else {}, opset_version=17, dynamo=False)
    made = onnx.load(path)
    for part in [made, made.graph, *made.graph.node, *made.graph.value_info, *made.graph.input, *made.graph.output]:
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    onnx.save(made, path)


def starts(size, tile, overlap):
    """Where tiles start: the WebUI's grid, for pictures that are not smaller than a tile."""
    count = max(1, math.ceil((size - overlap) / (tile - overlap)))
    step = (size - tile) / (count - 1) if count > 1 else 0
    return [min(int(i * step), size - tile) for i in range(count)]


def tiled(model, x, tile, overlap):
    """In the tiles of the WebUI's grid, faded into each other by its masks of 8 bits."""
    s, (height, width) = model.factor, x.shape[-2:]
    ramp = torch.from_numpy(np.trunc(255 * np.arange(overlap * s) / (overlap * s)).astype(np.float32) / 255)
    out = torch.zeros(1, x.shape[1], height * s, width * s)
    for row, top in enumerate(starts(height, tile, overlap)):
        line = torch.zeros(1, x.shape[1], tile * s, width * s)
        for column, left in enumerate(starts(width, tile, overlap)):
            new = model(x[..., top:top + tile, left:left + tile]).clamp(0, 1)
            old = line[..., left * s:(left + tile) * s]
            weight = torch.ones(tile * s)
            if column > 0:
                weight[:overlap * s] = ramp
            line[..., left * s:(left + tile) * s] = old + weight * (new - old)
        old = out[..., top * s:(top + tile) * s, :]
        weight = torch.ones(tile * s, 1)
        if row > 0:
            weight[:overlap * s, 0] = ramp
        out[..., top * s:(top + tile) * s, :] = old + weight * (line - old)
    return out


def bytes_of(x):
    return Image.fromarray((x[0].permute(1, 2, 0) * 255).round().to(torch.uint8).numpy())


def tensor_of(image):
    return torch.from_numpy(np.array(image)).permute(2, 0, 1)[None].float() / 255


def networks(folder, tensors):
    free, all_free = {0: "batch", 2: "height", 3: "width"}, {0: "b", 1: "c", 2: "h", 3: "w"}
    models = {"x4": settle(Upscaler()), "x2": settle(Upscaler(3, 2, 2)), "grey": settle(Upscaler(1, 1)),
              "same": settle(Same())}
    rgb, even, grey = picture(30, 23, 3, 1), picture(22, 18, 3, 2), picture(20, 14, 1, 3)
    export(models["x4"], rgb, folder, "x4", free)
    export(models["x2"], even, folder, "x2", all_free)
    export(models["grey"], grey, folder, "grey", free)
    export(models["x4"], rgb[..., :12, :16].contiguous(), folder, "x4-fixed", {})
    export(models["same"], rgb, folder, "same", free)
    half = onnx.load(os.path.join(folder, "x4.onnx"))
    for value in (half.graph.input[0], half.graph.output[0]):
        value.type.tensor_type.elem_type = onnx.TensorProto.FLOAT16
    for node in half.graph.node:
        node.input[:] = ["as_floats" if name == "input" else name for name in node.input]
        node.output[:] = ["as_was" if name == "output" else name for name in node.output]
    half.graph.node.insert(0, onnx.helper.make_node("Cast", ["input"], ["as_floats"], to=onnx.TensorProto.FLOAT))
    half.graph.node.append(onnx.helper.make_node("Cast", ["as_was"], ["output"], to=onnx.TensorProto.FLOAT16))
    onnx.checker.check_model(half)
    onnx.save(half, os.path.join(folder, "x4-half.onnx"))
    tensors |= {"x4/picture": shorts(rgb), "x4/whole": shorts(models["x4"](rgb)),
                "x4/tiled": shorts(tiled(models["x4"], rgb, 12, 3)), "x2/picture": shorts(even),
                "x2/whole": shorts(models["x2"](even)), "grey/picture": shorts(grey),
                "grey/whole": shorts(models["grey"](grey))}
    # twice, for five times as large, and down again
    twice = tensor_of(bytes_of(models["x4"](picture(9, 7, 3, 4)).clamp(0, 1)))
    twice = bytes_of(models["x4"](twice).clamp(0, 1))
    tensors |= {"loop/picture": shorts(picture(9, 7, 3, 4)),
                "loop/out": shorts(tensor_of(twice.resize((48, 40), Image.Resampling.LANCZOS)))}
    image = bytes_of(rgb)
    for name, way in (("lanczos", Image.Resampling.LANCZOS), ("bicubic", Image.Resampling.BICUBIC),
                      ("nearest", Image.Resampling.NEAREST)):
        tensors["pillow/" + name] = torch.from_numpy(np.array(image.resize((56, 48), way))).permute(2, 0, 1)


def latents(tensors):
    x = torch.randn(1, 2, 6, 9, generator=torch.Generator().manual_seed(5))
    tensors["latent/in"] = x
    for name, size in (("up", (11, 14)), ("down", (4, 5))):
        for mode in ("bilinear", "bicubic", "nearest", "nearest-exact"):
            tensors[f"latent/{mode}/{name}"] = F.interpolate(x, size=size, mode=mode)
        for mode in ("bilinear", "bicubic"):
            tensors[f"latent/{mode}-antialiased/{name}"] = F.interpolate(x, size=size, mode=mode, antialias=True)


def main(target):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    with tempfile.TemporaryDirectory() as folder:
        tensors = {}
        networks(folder, tensors)
        latents(tensors)
        save_file({k: v.contiguous() for k, v in tensors.items()}, os.path.join(folder, "golden.safetensors"),
                  metadata={"about": json.dumps({"base": "", "cases": {}, "without": []}, sort_keys=True)})
        pack(folder, os.path.join(target, "upscalers.zip"))
        for name, tensor in tensors.items():
            x = tensor.float()
            print(f"{name:32} {tuple(tensor.shape)} {x.min():.3f} .. {x.max():.3f}, spread {x.std():.3f}")


if __name__ == "__main__":
    main(sys.argv[1])
