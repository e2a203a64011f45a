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
import types

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import numpy
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


def sd1(folder):
    """Stable Diffusion 1: one file of float32, with the schedule's tables that training leaves in it."""
    pipe = tiny.sd1("tokenizer")
    betas = torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000, dtype=torch.float64) ** 2
    tables = {"betas": betas.float(), "alphas_cumprod": torch.cumprod(1 - betas, 0).float()}
    safetensors(folder, "sd1", {**sd1_parts(pipe), **tables})
    goldens = parts(pipe)
    goldens.run("text", DDIM)
    goldens.run("text", EULER, skip=1)
    goldens.run("text")
    goldens.run("image", DDIM, strength=0.75)
    goldens.run("inpaint", EULER, strength=0.75)
    goldens.run("inpaint", DDIM)
    return goldens


def sd1_forms(folder):
    """The model of sd1 once more in each other type and form: results are those of sd1."""
    pipe = tiny.sd1("tokenizer")
    weights = sd1_parts(pipe)
    half = as_type(weights, torch.float16)
    unet = {n: t for n, t in half.items() if n.startswith(original.UNET)}
    others = {n: t for n, t in half.items() if n not in unet}
    safetensors(folder, "sd1-bf16", as_type(weights, torch.bfloat16))
    safetensors(folder, "sd1-fp8", {**as_type(unet, torch.float8_e4m3fn), **others})
    torch.save({"state_dict": {**original.ema(unet), **others}, "global_step": 840001},
               os.path.join(folder, "sd1-ema-only.ckpt"))
    pipe.to(torch.float16).save_pretrained(os.path.join(folder, "sd1-folder"), max_shard_size="2MB")


def sd1_inpaint(folder):
    """What training leaves: float16, the averaged weights too (which are others), objects of the training loop."""
    pipe = tiny.sd1_inpaint("tokenizer")
    weights = as_type(sd1_parts(pipe), torch.float16)
    averaged = tiny.fill(type(pipe.unet).from_config(pipe.unet.config), 1.7, "averaged").state_dict()
    averaged = as_type(original.ema(original.prefixed(original.UNET, original.unet(averaged))), torch.float16)
    averaged.update({"model_ema.decay": torch.tensor(0.9999), "model_ema.num_updates": torch.tensor(440000)})
    torch.save({"epoch": 12, "global_step": 440000, "pytorch-lightning_version": "1.4.2",
                "state_dict": {**weights, **averaged}, **training_objects()},
               os.path.join(folder, "sd1-inpaint.ckpt"))
    goldens = parts(pipe)
    goldens.run("inpaint", EULER)
    goldens.run("inpaint", DDIM, strength=0.75)
    return goldens


def training_objects():
    """Classes that only pickle's names of them tell about."""
    package = "pytorch_lightning.callbacks.model_checkpoint"
    for depth in range(1, 4):
        sys.modules[".".join(package.split(".")[:depth])] = types.ModuleType(package)
    saver = type("ModelCheckpoint", (), {"__module__": package})
    sys.modules[package].ModelCheckpoint = saver
    one = saver()
    one.monitor, one.best_model_score = "val/loss_simple_ema", torch.tensor(0.125)
    return {"callbacks": {saver: {"monitor": "val/loss_simple_ema", "best_model_score": torch.tensor(0.125),
                                  "best_model_path": None}}, "hooks": [one, (1, 2.5, True)],
            "lr_schedulers": [{"last_epoch": 440000, "_last_lr": [numpy.float64(1e-4)]}], "optimizer_states": [
                {"state": {0: {"step": 440000, "exp_avg": torch.zeros(3)}}, "param_groups": [{"params": [0, 1]}]}]}


def sd1_pix2pix(folder):
    """InstructPix2Pix: eight channels, the picture beside the noise."""
    pipe = tiny.sd1_pix2pix("tokenizer")
    safetensors(folder, "sd1-pix2pix", as_type(sd1_parts(pipe), torch.float16))
    goldens = parts(pipe)
    goldens.run("edit", EULER, image_cfg=1.5)
    return goldens


FILES = [sd1, sd1_forms, sd1_inpaint, sd1_pix2pix]


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
