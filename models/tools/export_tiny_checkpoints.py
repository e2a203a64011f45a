"""Writes tiny checkpoint files as they are published, and records what diffusers computes with the same weights.

    pip install -r requirements.txt
    python export_tiny_checkpoints.py ../../src/test/resources/models [NAME...]

Each archive holds files with the names and layouts of the original Stable Diffusion repositories (checked against the
converters of diffusers before they are written) and golden.safetensors, whose metadata says what each run was told.
"""
import os
import shutil
import sys
import types

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import numpy
import torch

import original_layout as original
import tiny_checkpoints as tiny
from checkpoint_files import as_type, networks, open_clip, parts, safetensors, sd1_parts, sdxl_parts, write_all
from checkpoint_goldens import DDIM, EULER


def sd1(folder):
    """Stable Diffusion 1: one file of float32, with the schedule's tables that training leaves in it."""
    pipe = tiny.sd1("tokenizer")
    betas = torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000, dtype=torch.float64) ** 2
    tables = {"betas": betas.float(), "alphas_cumprod": torch.cumprod(1 - betas, 0).float()}
    safetensors(folder, "sd1", {**sd1_parts(pipe), **tables})
    goldens = parts(pipe)
    goldens.run("text", DDIM)
    goldens.run("text", EULER, skip=1, cfg=1)
    goldens.run("text")
    goldens.run("image", DDIM, strength=0.75)
    goldens.run("inpaint", EULER, strength=0.75)
    goldens.run("inpaint", DDIM)
    return goldens


def sd1_forms(folder):
    """The model of sd1 once more in other types and forms: results are those of sd1."""
    pipe = tiny.sd1("tokenizer")
    half = as_type(sd1_parts(pipe), torch.float16)
    unet = {n: t for n, t in half.items() if n.startswith(original.UNET)}
    others = {n: t for n, t in half.items() if n not in unet}
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


def sd2(folder, build=tiny.sd2, name="sd2", dtype=torch.float16, **metadata):
    """Stable Diffusion 2; the file has one layer of the text encoder more than is used."""
    pipe, encoder = build("tokenizer")
    weights = {**networks(pipe), **open_clip(encoder, "cond_stage_model.")}
    scale = weights.pop("cond_stage_model.model.logit_scale")
    safetensors(folder, name, {**as_type(weights, dtype), "cond_stage_model.model.logit_scale": scale}, **metadata)
    return parts(pipe)


def sd2_eps(folder):
    goldens = sd2(folder, name="sd2-eps")
    goldens.run("text", EULER)
    goldens.run("text")
    goldens.run("text", DDIM, skip=1, cfg=1)
    return goldens


def sd2_v(folder):
    """Predicts velocities, which only the metadata say."""
    goldens = sd2(folder, tiny.sd2_v, "sd2-v", torch.bfloat16, **{
        "modelspec.architecture": "stable-diffusion-v2-768-v", "modelspec.prediction_type": "v"})
    goldens.run("text", {**EULER, "prediction_type": "v_prediction"})
    goldens.run("text")
    goldens.run("inpaint", {**DDIM, "prediction_type": "v_prediction"}, strength=0.75)
    return goldens


def sdxl(folder):
    pipe = tiny.sdxl("tokenizer")
    safetensors(folder, "sdxl", sdxl_half(pipe))
    goldens = parts(pipe)
    goldens.run("text", DDIM)
    goldens.run("text", negative="")
    goldens.run("text", EULER, skip=1, cfg=1)
    goldens.run("image", EULER, strength=0.75)
    goldens.run("inpaint", EULER, strength=0.75)
    return goldens


def sdxl_half(pipe):
    weights = sdxl_parts(pipe)
    scale = {n: weights.pop(n) for n in list(weights) if n.endswith("logit_scale")}
    return {**as_type(weights, torch.float16), **scale}


def sdxl_folder(folder):
    """The model of sdxl as diffusers stores it in half precision; results are those of sdxl. Its tokenizers are those
    of the folder in sd1_forms."""
    tiny.sdxl("tokenizer").to(torch.float16).save_pretrained(
        os.path.join(folder, "sdxl-folder"), max_shard_size="4MB", variant="fp16")
    for name in "tokenizer", "tokenizer_2":
        shutil.rmtree(os.path.join(folder, "sdxl-folder", name))


def sdxl_inpaint(folder):
    pipe = tiny.sdxl_inpaint("tokenizer")
    safetensors(folder, "sdxl-inpaint", sdxl_half(pipe))
    goldens = parts(pipe)
    goldens.run("inpaint", EULER)
    goldens.run("inpaint", DDIM, strength=0.75)
    return goldens


def sdxl_v(folder):
    """Empty tensors say that it predicts velocities and was trained with noise alone at the end."""
    pipe = tiny.sdxl_v("tokenizer")
    safetensors(folder, "sdxl-v", {**sdxl_half(pipe), "v_pred": torch.zeros(0), "ztsnr": torch.zeros(0)})
    goldens = parts(pipe)
    goldens.run("text", {**EULER, "prediction_type": "v_prediction", "rescale_betas_zero_snr": True,
                         "timestep_spacing": "trailing"})
    return goldens


def sdxl_refiner(folder):
    pipe = tiny.sdxl_refiner("tokenizer")
    safetensors(folder, "sdxl-refiner", sdxl_half(pipe))
    goldens = parts(pipe)
    goldens.run("image", EULER, strength=0.75)
    goldens.run("image", strength=0.5)
    return goldens


if __name__ == "__main__":
    write_all([sd1, sd1_forms, sd1_inpaint, sd1_pix2pix, sd2_eps, sd2_v, sdxl, sdxl_folder, sdxl_inpaint, sdxl_v,
               sdxl_refiner], sys.argv[1], sys.argv[2:])
