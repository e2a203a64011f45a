"""Writes tiny autoencoders alone, as they are published, and what diffusers computes with them in place of a model's.

    pip install -r requirements.txt
    python export_tiny_vaes.py ../../src/test/resources/models [NAME...]

Each archive holds the same autoencoder in several files; the whole run is one of the model in checkpoint-sd1.zip with
it.
"""
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import torch
from torch import nn

import original_layout as original
import tiny_checkpoints as tiny
from checkpoint_files import as_type, safetensors, write_all
from checkpoint_goldens import DDIM, CheckpointGoldens

OLD = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}


def goldens_with(vae, name):
    pipe = tiny.sd1("tokenizer")
    pipe.register_modules(vae=vae)
    goldens = CheckpointGoldens(pipe)
    goldens.vae(name=name)
    goldens.run("image", DDIM, strength=0.75)
    return goldens


def vae(folder):
    """As training leaves it, with what else was trained; in half precision under the new and the first names of
    diffusers; and as torch wrote files before version 1.6."""
    model = tiny.vae(seed=20)
    weights = original.vae(model.state_dict())
    original.verify_vae(model, weights)
    loss = {"loss.logvar": torch.zeros(()), "loss.discriminator.main.0.weight": torch.ones(64, 3, 4, 4)}
    averaged = {"model_ema." + n.replace(".", ""): torch.zeros_like(t) for n, t in weights.items()}
    torch.save({"state_dict": {**weights, **loss, **averaged}, "epoch": 3}, os.path.join(folder, "vae.ckpt"))
    torch.save({"state_dict": weights}, os.path.join(folder, "vae-legacy.pt"), _use_new_zipfile_serialization=False)
    half = as_type(model.state_dict(), torch.float16)
    safetensors(folder, "vae-diffusers", half)
    for new, old in OLD.items():
        half = {n.replace(f"attentions.0.{new}.", f"attentions.0.{old}."): t for n, t in half.items()}
    back = dict(half)
    tiny.AutoencoderKL.from_config(model.config)._fix_state_dict_keys_on_load(back)
    assert back.keys() == model.state_dict().keys() and half.keys() != back.keys()
    safetensors(folder, "vae-diffusers-old", half)
    return goldens_with(model, "vae")


class Block(nn.Module):
    """Of the tiny autoencoder (TAESD), which names its parts by their place in a sequence."""

    def __init__(self):
        super().__init__()
        convs = [nn.Conv2d(64, 64, 3, padding=1) for _ in range(3)]
        self.conv = nn.Sequential(convs[0], nn.ReLU(), convs[1], nn.ReLU(), convs[2])

    def forward(self, x):
        return torch.relu(self.conv(x) + x)


class Clamp(nn.Module):

    def forward(self, x):
        return torch.tanh(x / 3) * 3


def sequence(*parts):
    return nn.Sequential(*[p if isinstance(p, nn.Module) else nn.Conv2d(*p[:2], 3, padding=1, **p[2]) for p in parts])


def three():
    return Block(), Block(), Block()


def taesd(folder):
    """One file for each half, numbered as a sequence, whose decoder begins with a clamp; and diffusers' one."""
    model = tiny.taesd()
    half, smaller = {"bias": False}, {"bias": False, "stride": 2}
    encoder = sequence((3, 64, {}), Block(), *[part for _ in range(3) for part in ((64, 64, smaller), *three())],
                       (64, 4, {}))
    decoder = sequence(Clamp(), (4, 64, {}), nn.ReLU(), *[part for _ in range(3) for part in (
        *three(), nn.Upsample(scale_factor=2), (64, 64, half))], Block(), (64, 3, {}))
    ours = model.state_dict()
    for network, name, shift in (encoder, "encoder", 0), (decoder, "decoder", 1):
        weights = {}
        for key, value in ours.items():
            if key.startswith(name):
                _, _, place, rest = key.split(".", 3)
                weights[f"{int(place) + shift}.{rest}"] = value
        network.load_state_dict(weights, strict=True)
        torch.save(network.state_dict(), os.path.join(folder, f"taesd_{name}.pth"))
    picture, latents = torch.rand(1, 3, 64, 64), torch.randn(1, 4, 8, 8)
    for found, wanted in ((encoder(picture), model.encode(picture * 2 - 1).latents),
                          (decoder(latents) * 2 - 1, model.decode(latents).sample)):
        assert (found - wanted).abs().max() < 1e-4
    safetensors(folder, "taesd", as_type(ours, torch.float16))
    return goldens_with(model, "taesd")


if __name__ == "__main__":
    write_all([vae, taesd], sys.argv[1], sys.argv[2:])
