"""Tiny files of weights as safetensors and PyTorch write them, and the names of the weights of real networks as
diffusers converts them.

    python tiny_containers.py ../../src/test/resources/checkpoints

The values follow from the names of the tensors in the tests, so nothing is random.
"""
import argparse
import collections
import datetime
import gzip
import os
import sys
import types

import numpy
import torch
from safetensors.torch import save_file

import weight_names

torch.set_num_threads(1)


def weights():
    """One tensor of each type and form that is met."""
    a = torch.arange(24.0).reshape(2, 3, 4)
    return {
        "f32": a, "f16": (a - 5).half(), "bf16": (a / 8).bfloat16(), "f64": a.double() / 3,
        "i64": torch.arange(-2, 3), "i32": torch.arange(-2, 3).int(), "i16": torch.arange(-2, 3).short(),
        "i8": torch.arange(-2, 3).to(torch.int8), "u8": torch.tensor([0, 127, 255], dtype=torch.uint8),
        "bool": torch.tensor([True, False]), "scalar": torch.tensor(3.5), "empty": torch.zeros(0, 3),
        "transposed": a.reshape(6, 4).t(), "part": a[1, 1:], "stepped": a[:, ::2, 1],
        "parameter": torch.nn.Parameter(torch.tensor([1.0, -0.0, 2.0 ** -149])),
    }


def lightning_class():
    """A class that a reader does not know, as checkpoints of PyTorch Lightning have."""
    module = types.ModuleType("pytorch_lightning.callbacks.model_checkpoint")
    sys.modules["pytorch_lightning"] = types.ModuleType("pytorch_lightning")
    sys.modules["pytorch_lightning.callbacks"] = types.ModuleType("pytorch_lightning.callbacks")
    sys.modules[module.__name__] = module
    module.ModelCheckpoint = type("ModelCheckpoint", (), {"__module__": module.__name__})
    return module.ModelCheckpoint


def training(tensors):
    """A checkpoint in the middle of a training: what matters is under state_dict."""
    callback = lightning_class()
    state = callback()
    state.best = torch.tensor(0.5)
    return {
        "epoch": 3, "global_step": 875000, "pytorch-lightning_version": "1.4.2",
        "state_dict": collections.OrderedDict(("module." + k, v) for k, v in tensors.items()),
        "callbacks": {callback: {"best_model_score": numpy.float64(0.25), "when": datetime.timedelta(1), "state": state}},
        "optimizer_states": [{"state": {0: {"step": 7, "exp_avg": torch.ones(2)}}, "param_groups": [{"lr": 1e-4}]}],
        "hyper_parameters": argparse.Namespace(width=64), "seen": {1, 2}, "raw": b"\x00\x01", "big": 1 << 80,
    }


def main(folder):
    os.makedirs(folder, exist_ok=True)
    tensors = weights()
    save_file({k: v.detach().contiguous().clone() for k, v in tensors.items()}
              | {"f8_e4m3": torch.arange(8.0).to(torch.float8_e4m3fn), "f8_e5m2": torch.arange(4.0).to(torch.float8_e5m2),
                 "u16": torch.tensor([0, 65535], dtype=torch.uint16)},
              os.path.join(folder, "weights.safetensors"), {"format": "pt", "modelspec.prediction_type": "v"})
    newer = {"f8_e4m3": torch.arange(8.0).to(torch.float8_e4m3fn), "u16": torch.tensor([0, 65535], dtype=torch.uint16)}
    torch.save(training(tensors | newer), os.path.join(folder, "training.ckpt"))
    torch.save(training(tensors), os.path.join(folder, "training_legacy.ckpt"), _use_new_zipfile_serialization=False)
    small = {"params": {"conv.weight": torch.zeros(2)}, "params_ema": {"conv.weight": torch.arange(2.0)}}
    torch.save(small, os.path.join(folder, "params.pth"))
    torch.save(small, os.path.join(folder, "params_legacy.pth"), _use_new_zipfile_serialization=False)
    torch.save(small, os.path.join(folder, "params_protocol4.pth"), pickle_protocol=4)
    torch.save(torch.nn.Linear(1, 1), os.path.join(folder, "module.pth"))
    torch.jit.script(torch.nn.Linear(1, 1)).save(os.path.join(folder, "script.pt"))
    with open(os.path.join(folder, "names.tsv.gz"), "wb") as raw, gzip.GzipFile("", "wb", 9, raw, 0) as packed:
        packed.write("".join("\t".join(line) + "\n" for line in weight_names.all_names()).encode())


if __name__ == "__main__":
    main(sys.argv[1])
