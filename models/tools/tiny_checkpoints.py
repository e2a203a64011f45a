"""Tiny random models of the published Stable Diffusion families with their real number of levels, attentions and
parts, so that their files can be told by names and shapes.

All weights are taken from one pool of a few numbers, each tensor from a place and in a size of its own: a zip then
holds next to nothing. The numbers have four significant bits, so files of float32, float16, bfloat16 and float8 (E4M3)
hold the same model.
"""
import gzip
import json
import math
import os
import zlib

import open_clip
import torch
from diffusers import (AutoencoderKL, AutoencoderTiny, DDIMScheduler, EulerDiscreteScheduler, PNDMScheduler,
                       StableDiffusionInpaintPipeline, StableDiffusionInstructPix2PixPipeline, StableDiffusionPipeline,
                       StableDiffusionXLImg2ImgPipeline, StableDiffusionXLInpaintPipeline, StableDiffusionXLPipeline,
                       UNet2DConditionModel)
from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer
from transformers.models.clip.tokenization_clip import bytes_to_unicode

BETAS = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
POOL = (torch.rand(1021, generator=torch.Generator().manual_seed(1)) * 31).floor() - 15  # -15 to 15; a prime count
TOKENS, START, END = 49408, 49406, 49407
SMALL, LARGE = 64, 128  # widths of the two text encoders of SDXL


def fill(model, gain, seed):
    """Weights as wide as diffusers' own beginnings, times the gain; norms about 1."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            place = zlib.crc32(f"{seed} {name}".encode()) % len(POOL)
            values = POOL[(place + torch.arange(p.numel())) % len(POOL)].reshape(p.shape)
            if p.dim() > 1:
                fan = p[0].numel()
                power = -3 if "embedding.weight" in name else round(math.log2(gain / math.sqrt(3 * fan) / 0.56))
                power += "time_emb" in name  # else the time would hardly matter
                p.copy_(values / 16 * 2.0 ** max(power, -5))
            else:
                p.copy_(1 + (values / 5).round() / 8 if "norm" in name and name.endswith("weight") else values / 128)
    return model.eval()


def tokenizer(folder, pad="<|endoftext|>"):
    """Of the real vocabulary, in transformers' files."""
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(os.path.dirname(open_clip.__file__), "bpe_simple_vocab_16e6.txt.gz")
    merges = gzip.open(source, "rt", encoding="utf-8").read().split("\n")[1:TOKENS - 512 - 2 + 1]
    letters = list(bytes_to_unicode().values())
    vocabulary = letters + [c + "</w>" for c in letters] + [m.replace(" ", "") for m in merges]
    vocabulary += ["<|startoftext|>", "<|endoftext|>"]
    paths = os.path.join(folder, "vocab.json"), os.path.join(folder, "merges.txt")
    with open(paths[0], "w", encoding="utf-8") as f:
        json.dump({token: i for i, token in enumerate(vocabulary)}, f, ensure_ascii=False)
    with open(paths[1], "w", encoding="utf-8") as f:
        f.write("#version: 0.2\n" + "\n".join(merges) + "\n")
    made = CLIPTokenizer(*paths, pad_token=pad, model_max_length=77)
    odd = "It's 1950 in Zürich; “naïve” café 🚀 <b>x</b>"
    assert len(made) == TOKENS and made.encode(odd) == [START, *open_clip.SimpleTokenizer().encode(odd), END]
    return made


def clip(width, layers, act, seed, projection=None):
    config = CLIPTextConfig(vocab_size=TOKENS, hidden_size=width, intermediate_size=4 * width,
                            num_hidden_layers=layers, num_attention_heads=width // 64, max_position_embeddings=77,
                            hidden_act=act, projection_dim=projection or width, bos_token_id=START, eos_token_id=END,
                            pad_token_id=END if act == "quick_gelu" else 0)
    return fill((CLIPTextModelWithProjection if projection else CLIPTextModel)(config), 2.5, seed)


def vae(scaling=0.18215, seed=0):
    return fill(AutoencoderKL(
        block_out_channels=(32, 32, 64, 64), down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=2, norm_num_groups=32, latent_channels=4,
        sample_size=64, scaling_factor=scaling), 1.3, f"vae {seed}")


def taesd(seed=0):
    """Its widths are the real ones, by which it is told."""
    model = fill(AutoencoderTiny(), 1.6, f"taesd {seed}")
    with torch.no_grad():
        model.decoder.layers[-1].bias += 0.5  # the middle of what it gives
    return model


def unet(seed, widths, context, attention, heads, channels=4, **more):
    down = ["CrossAttnDownBlock2D" if a else "DownBlock2D" for a in attention]
    up = ["CrossAttnUpBlock2D" if a else "UpBlock2D" for a in reversed(attention)]
    return fill(UNet2DConditionModel(
        sample_size=16, in_channels=channels, out_channels=4, block_out_channels=widths, layers_per_block=2,
        norm_num_groups=32, cross_attention_dim=context, attention_head_dim=heads, down_block_types=tuple(down),
        up_block_types=tuple(up), **more), 1.7, f"unet {seed}")


def sd1(folder, pipeline=StableDiffusionPipeline, channels=4, seed=1):
    """Eight heads whatever the width; attention on three levels of four."""
    plan = PNDMScheduler(**BETAS, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    return pipeline(vae=vae(), text_encoder=clip(64, 3, "quick_gelu", seed), tokenizer=tokenizer(folder),
                    unet=unet(seed, (32, 64, 64, 64), 64, (1, 1, 1, 0), 8, channels), scheduler=plan,
                    safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def sd1_inpaint(folder):
    return sd1(folder, StableDiffusionInpaintPipeline, 9, 2)


def sd2(folder, plan=None, seed=4):
    """One head for 64 features, linear projections, OpenCLIP's encoder without its last layer, padding with zeros."""
    plan = plan or PNDMScheduler(**BETAS, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    pipe = StableDiffusionPipeline(
        vae=vae(), text_encoder=clip(128, 3, "gelu", seed), tokenizer=tokenizer(folder, "!"),
        unet=unet(seed, (64, 64, 128, 128), 128, (1, 1, 1, 0), (1, 1, 2, 2), use_linear_projection=True),
        scheduler=plan, safety_checker=None, feature_extractor=None, requires_safety_checker=False)
    whole = clip(128, 4, "gelu", seed, projection=128)  # what the file holds: the first three layers are the same
    pipe.text_encoder.load_state_dict({n: t for n, t in whole.state_dict().items()
                                       if n in pipe.text_encoder.state_dict()}, strict=True)
    return pipe, whole


def sd2_v(folder):
    return sd2(folder, DDIMScheduler(**BETAS, prediction_type="v_prediction", steps_offset=1, set_alpha_to_one=False,
                                     clip_sample=False), 5)


def xl_unet(seed, widths, channels=4, context=SMALL + LARGE, ids=6, depth=(1, 1, 2)):
    """No attention on the first level, and with four not on the last; the deeper, the more."""
    return unet(seed, widths, context, (0, 1, 1, 0)[:len(widths)], tuple(max(w // 64, 1) for w in widths), channels,
                use_linear_projection=True, addition_embed_type="text_time", addition_time_embed_dim=256,
                transformer_layers_per_block=depth, projection_class_embeddings_input_dim=256 * ids + LARGE)


def sdxl(folder, pipeline=StableDiffusionXLPipeline, channels=4, widths=(32, 64, 128), seed=6, plan=None):
    return pipeline(
        vae=vae(0.13025, seed), text_encoder=clip(SMALL, 3, "quick_gelu", seed), tokenizer=tokenizer(folder),
        text_encoder_2=clip(LARGE, 3, "gelu", seed, projection=LARGE), tokenizer_2=tokenizer(folder + "2", "!"),
        unet=xl_unet(seed, widths, channels), scheduler=plan or EulerDiscreteScheduler(
            **BETAS, steps_offset=1, timestep_spacing="leading"), add_watermarker=False)


def sdxl_inpaint(folder):
    return sdxl(folder, StableDiffusionXLInpaintPipeline, 9, (32, 64, 64), 7)


def sdxl_v(folder):
    return sdxl(folder, widths=(32, 64, 64), seed=8)


def sdxl_refiner(folder, seed=9):
    """Only the second encoder, and five time ids: the last one is the aesthetic score."""
    plan = EulerDiscreteScheduler(**BETAS, steps_offset=1, timestep_spacing="leading")
    return StableDiffusionXLImg2ImgPipeline(
        vae=vae(0.13025, seed), text_encoder=None, tokenizer=None, tokenizer_2=tokenizer(folder, "!"),
        text_encoder_2=clip(LARGE, 3, "gelu", seed, projection=LARGE), scheduler=plan, add_watermarker=False,
        unet=xl_unet(seed, (64, 64, 64, 64), context=LARGE, ids=5, depth=1), requires_aesthetics_score=True,
        force_zeros_for_empty_prompt=False)


def sd1_pix2pix(folder):
    return sd1(folder, StableDiffusionInstructPix2PixPipeline, 8, 3)
