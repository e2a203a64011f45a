"""Writes tiny checkpoint files as they are published, and records what diffusers computes with the same weights.

    pip install -r requirements.txt
    python export_tiny_checkpoints.py ../../src/test/resources/models [NAME...]

Each archive holds files with the names and layouts of the original Stable Diffusion repositories (checked against the
converters of diffusers before they are written) and golden.safetensors, whose metadata says what each run was told.
"""
import json
import os
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import torch
from safetensors.torch import save_file

import original_layout as original
import tiny_checkpoints as tiny
from checkpoint_goldens import DDIM, EULER, CheckpointGoldens
from packing import pack


def sd1_parts(pipe):
    """UNet, VAE and text encoder in the names of the original files."""
    unet = original.prefixed(original.UNET, original.unet(pipe.unet.state_dict()))
    vae = original.prefixed(original.VAE, original.vae(pipe.vae.state_dict()))
    original.verify_unet(pipe.unet, unet)
    original.verify_vae(pipe.vae, vae)
    text = original.prefixed("cond_stage_model.transformer.", pipe.text_encoder.state_dict())
    text["cond_stage_model.transformer.text_model.embeddings.position_ids"] = torch.arange(77)[None]
    return {**unet, **vae, **text}


def finish(goldens, folder, target, name):
    save_file(goldens.tensors, os.path.join(folder, "golden.safetensors"), metadata={"about": json.dumps(
        {"cases": goldens.cases, "base": "", "without": []}, sort_keys=True)})
    pack(folder, os.path.join(target, name + ".zip"))


def parts(pipe):
    goldens = CheckpointGoldens(pipe)
    goldens.texts()
    goldens.step()
    goldens.vae()
    return goldens


def sd1(folder):
    """Stable Diffusion 1: one file of float32, with the schedule's tables that training leaves in it."""
    pipe = tiny.sd1("tokenizer")
    betas = torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000, dtype=torch.float64) ** 2
    tables = {"betas": betas.float(), "alphas_cumprod": torch.cumprod(1 - betas, 0).float()}
    save_file({n: t.contiguous() for n, t in {**sd1_parts(pipe), **tables}.items()},
              os.path.join(folder, "sd1.safetensors"), metadata={"format": "pt"})
    goldens = parts(pipe)
    goldens.run("text", DDIM)
    goldens.run("text", EULER, skip=1)
    goldens.run("text")
    goldens.run("image", DDIM, strength=0.75)
    goldens.run("inpaint", EULER, strength=0.75)
    goldens.run("inpaint", DDIM)
    return goldens


FILES = [sd1]


def main(target, names):
    torch.set_num_threads(1)
    target, start, work = os.path.abspath(target), os.getcwd(), tempfile.mkdtemp()
    os.chdir(work)
    for build in FILES:
        name = build.__name__.replace("_", "-")
        if names and name not in names:
            continue
        print(name, flush=True)
        os.makedirs(name)
        with torch.no_grad():
            finish(build(name), name, target, "checkpoint-" + name)
        print("  bytes", os.path.getsize(os.path.join(target, f"checkpoint-{name}.zip")), flush=True)
    os.chdir(start)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
