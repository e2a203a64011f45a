"""Tiny models in the names and layouts of published files, written as such."""
import json
import os
import shutil
import tempfile

import torch
from safetensors.torch import save_file

import original_layout as original
from checkpoint_goldens import CheckpointGoldens
from packing import pack

PREFIX = "checkpoint-"


def networks(pipe):
    """UNet and VAE in the names of the original files."""
    unet = original.prefixed(original.UNET, original.unet(pipe.unet.state_dict()))
    vae = original.prefixed(original.VAE, original.vae(pipe.vae.state_dict()))
    original.verify_unet(pipe.unet, unet)
    original.verify_vae(pipe.vae, vae)
    return {**unet, **vae}


def clip(encoder, prefix):
    return {**original.prefixed(prefix + "transformer.", encoder.state_dict()),
            prefix + "transformer.text_model.embeddings.position_ids": torch.arange(77)[None]}


def open_clip(encoder, prefix):
    weights = original.open_clip_text(encoder.state_dict())
    original.verify_open_clip(encoder, weights)
    return original.prefixed(prefix + "model.", weights)


def sd1_parts(pipe):
    return {**networks(pipe), **clip(pipe.text_encoder, "cond_stage_model.")}


def sdxl_parts(pipe):
    """The refiner has the second encoder only, which then is the first in the file."""
    first = clip(pipe.text_encoder, "conditioner.embedders.0.") if pipe.text_encoder else {}
    second = open_clip(pipe.text_encoder_2, f"conditioner.embedders.{1 if first else 0}.")
    return {**networks(pipe), **first, **second}


def as_type(weights, dtype):
    """The same numbers in another type, which must hold them exactly."""
    made = {n: t.to(dtype) if t.is_floating_point() else t for n, t in weights.items()}
    assert all(torch.equal(made[n].to(t.dtype), t) for n, t in weights.items())
    return made


def safetensors(folder, name, weights, **metadata):
    save_file({n: t.contiguous() for n, t in weights.items()}, os.path.join(folder, name + ".safetensors"),
              metadata={"format": "pt", **metadata})


def finish(goldens, folder, target, name):
    if goldens:
        save_file(goldens.tensors, os.path.join(folder, "golden.safetensors"), metadata={"about": json.dumps(
            {"cases": goldens.cases, "base": "", "without": []}, sort_keys=True)})
    pack(folder, os.path.join(target, name + ".zip"))


def parts(pipe):
    goldens = CheckpointGoldens(pipe)
    goldens.texts()
    goldens.step()
    goldens.vae()
    return goldens


def write_all(builders, target, names):
    """Each archive is called after the function that makes it."""
    torch.set_num_threads(1)
    target, start, work = os.path.abspath(target), os.getcwd(), tempfile.mkdtemp()
    os.chdir(work)
    for build in builders:
        name = build.__name__.replace("_", "-")
        if names and name not in names:
            continue
        print(name, flush=True)
        os.makedirs(name)
        with torch.no_grad():
            finish(build(name), name, target, PREFIX + name)
        print("  bytes", os.path.getsize(os.path.join(target, PREFIX + name + ".zip")), flush=True)
    os.chdir(start)
    shutil.rmtree(work)

