"""Writes a model of the shape of Stable Diffusion 1.5 with random weights, for benchmarks of time and memory.

    pip install -r requirements.txt
    python full_size_sd15.py FOLDER [--small] [--checkpoint OTHER]

--checkpoint saves the same weights as diffusers does, to compare both ways (CheckpointStepBenchmark). Full size takes
about 4.3 GB of disk for each, and 12 GB of memory while it is made. --small narrows every network to about a twentieth
of the weights; the resolutions stay, so that it behaves like the large one in seconds instead of minutes.
"""
import argparse
import os
import shutil
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import torch
from diffusers import AutoencoderKL, PNDMScheduler, StableDiffusionPipeline, UNet2DConditionModel
from optimum.exporters.onnx import onnx_export_from_model
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

import tiny_tokenizers
from tiny_models import BETAS


def text_encoder(folder, small):
    tokenizer = CLIPTokenizer(*tiny_tokenizers.clip(os.path.join(folder, "clip")), model_max_length=77)
    config = CLIPTextConfig(vocab_size=4096 if small else 49408, hidden_size=192 if small else 768,
                            intermediate_size=768 if small else 3072, num_hidden_layers=12, num_attention_heads=12,
                            max_position_embeddings=77, hidden_act="quick_gelu",
                            bos_token_id=tokenizer.bos_token_id, eos_token_id=tokenizer.eos_token_id)
    return CLIPTextModel(config).eval(), tokenizer


def build(folder, small):
    encoder, tokenizer = text_encoder(folder, small)
    base = 64 if small else 320
    unet = UNet2DConditionModel(
        sample_size=64, in_channels=4, out_channels=4, block_out_channels=(base, 2 * base, 4 * base, 4 * base),
        layers_per_block=2, attention_head_dim=8, cross_attention_dim=encoder.config.hidden_size,
        down_block_types=("CrossAttnDownBlock2D",) * 3 + ("DownBlock2D",),
        up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3).eval()
    base = 32 if small else 128
    vae = AutoencoderKL(
        block_out_channels=(base, 2 * base, 4 * base, 4 * base), layers_per_block=2, latent_channels=4,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, sample_size=512,
        scaling_factor=0.18215).eval()
    plan = PNDMScheduler(**BETAS, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    return StableDiffusionPipeline(vae=vae, text_encoder=encoder, tokenizer=tokenizer, unet=unet, scheduler=plan,
                                   safety_checker=None, feature_extractor=None, requires_safety_checker=False)


if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("--small", action="store_true")
    options.add_argument("--checkpoint")
    given = options.parse_args()
    torch.manual_seed(0)
    work = tempfile.mkdtemp()
    pipeline = build(work, given.small)
    if given.checkpoint:
        pipeline.save_pretrained(given.checkpoint)
    onnx_export_from_model(pipeline, output=given.folder, task="text-to-image", do_validation=False)
    shutil.rmtree(work)
