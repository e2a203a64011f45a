"""Builds the tiny diffusion models, exports them to ONNX as a user would, and records what PyTorch computes with them.

    pip install -r requirements.txt
    python export_tiny_diffusion.py ../../src/test/resources/models

Writes FAMILY.zip: the exported folder and golden.safetensors, whose metadata says what each case was told, and for a
family that shares most of its files with another one which that is and which folders it lacks. The same pins give the
same networks and tokenizers, byte for byte; the last bits of the goldens depend on the processor, too.
"""
import json
import os
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from diffusers import StableDiffusion3Pipeline
from optimum.exporters.onnx import main_export, onnx_export_from_model
from safetensors.torch import save_file

import tiny_models
from packing import pack
from tiny_goldens import Goldens


def finish(name, pipe, folder, target, base=None, without=()):
    """Records the goldens; base: the folder of another family that this one shares files with."""
    tensors, cases = Goldens(pipe).all(brief=base is not None)
    about = {"cases": cases, "base": os.path.basename(base).replace("-onnx", "") if base else "",
             "without": list(without)}
    save_file(tensors, os.path.join(folder, "golden.safetensors"),
              metadata={"about": json.dumps(about, sort_keys=True)})
    pack(folder, os.path.join(target, name + ".zip"), base)
    for case in cases:
        image = tensors[case + "/image"].float() / 65535
        print(f"{name:14} {case:26} image {image.min():.3f} .. {image.max():.3f}, spread {image.std():.3f}", flush=True)


def main(target, names):
    torch.set_num_threads(1)
    os.makedirs(target, exist_ok=True)
    target, start = os.path.abspath(target), os.getcwd()
    work = tempfile.mkdtemp()
    os.chdir(work)  # the configurations keep the path they were loaded from
    for seed, build in enumerate(tiny_models.FAMILIES):
        name = build.__name__.replace("_", "-")
        if names and name not in names:
            continue
        source, exported = name, name + "-onnx"
        torch.manual_seed(seed)
        pipe = build("tokenizers")
        pipe.save_pretrained(source)
        main_export(source, output=exported, task="text-to-image", do_validation=False)
        finish(name, type(pipe).from_pretrained(source), exported, target)
        if name == "sdxl":
            pipe = type(pipe).from_pretrained(source, scheduler=tiny_models.turbo_scheduler())
            turbo = "sdxl-turbo-onnx"
            shutil.copytree(exported, turbo, ignore=shutil.ignore_patterns("golden.safetensors"))
            pipe.scheduler.save_pretrained(os.path.join(turbo, "scheduler"))
            finish("sdxl-turbo", pipe, turbo, target, exported)
        if name == "sd3":
            absent = {"text_encoder_3": None, "tokenizer_3": None}
            small = "sd3-no-t5-onnx"
            onnx_export_from_model(StableDiffusion3Pipeline.from_pretrained(source, **absent), output=small,
                                   task="text-to-image", do_validation=False)
            finish("sd3-no-t5", StableDiffusion3Pipeline.from_pretrained(source, **absent), small, target, exported,
                   absent)
    os.chdir(start)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
