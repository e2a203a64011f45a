"""LoRA files in every dialect, for the tiny models of tiny_checkpoints.py and tiny_models.py: random, but so strong that
each module shows.

A module's parts are made so that the change is half as strong as the weight. Names are those that kohya's sd-scripts,
LyCORIS, PEFT and diffusers write; ranks and alphas differ from module to module.
"""
import math
import zlib

import torch
from lycoris.functional import locon, loha, lokr
from lycoris.functional.general import factorization

SELF = "transformer_blocks.0.attn1."
CROSS = "transformer_blocks.0.attn2."
LINEAR = ["down_blocks.1.attentions.0." + SELF + "to_q", "down_blocks.1.attentions.1." + CROSS + "to_k",
          "mid_block.attentions.0." + SELF + "to_out.0",
          "up_blocks.1.attentions.0.transformer_blocks.0.ff.net.0.proj", "down_blocks.1.attentions.0.proj_in",
          "down_blocks.0.resnets.0.time_emb_proj"]
CONV = ["down_blocks.0.resnets.0.conv1", "up_blocks.0.upsamplers.0.conv", "down_blocks.0.downsamplers.0.conv",
        "conv_in"]
CLIP = ["text_model.encoder.layers.0.self_attn.q_proj", "text_model.encoder.layers.1.self_attn.out_proj",
        "text_model.encoder.layers.1.mlp.fc1"]


class Maker:
    """Random parts for modules of one network; the same name gives the same numbers."""

    def __init__(self, net, dialect):
        self.net, self.dialect = net, dialect

    def weight(self, name):
        return self.net.get_submodule(name).weight.detach()

    def rand(self, name, *shape):
        generator = torch.Generator().manual_seed(zlib.crc32(f"{self.dialect} {name}".encode()))
        return torch.randn(*shape, generator=generator)

    def settled(self, name, parts, change, scaled):
        """The parts with one of them scaled, exact in bfloat16 so that no type of file changes them."""
        ratio = 0.5 * self.weight(name).norm() / change(parts).norm()
        return {k: (v * ratio if k == scaled else v).bfloat16().float() for k, v in parts.items()}

    def lora(self, name, rank=4, alpha=2.0):
        out, into, *kernel = self.weight(name).shape
        parts = {"lora_up.weight": self.rand(name + " up", out, rank, *[1] * len(kernel)),
                 "lora_down.weight": self.rand(name + " down", rank, into, *kernel)}
        parts = self.settled(name, parts, lambda p: locon.diff_weight(
            p["lora_down.weight"], p["lora_up.weight"], None, gamma=alpha / rank), "lora_up.weight")
        return {**parts, "alpha": torch.tensor(alpha)}

    def locon_tucker(self, name, rank=3, alpha=3.0):
        out, into, *kernel = self.weight(name).shape
        parts = {"lora_up.weight": self.rand(name + " up", out, rank, 1, 1),
                 "lora_mid.weight": self.rand(name + " mid", rank, rank, *kernel),
                 "lora_down.weight": self.rand(name + " down", rank, into, 1, 1)}
        parts = self.settled(name, parts, lambda p: locon.diff_weight(
            p["lora_down.weight"], p["lora_up.weight"], p["lora_mid.weight"], gamma=alpha / rank), "lora_up.weight")
        return {**parts, "alpha": torch.tensor(alpha)}

    def loha(self, name, rank=3, alpha=1.0):
        out, into, *kernel = self.weight(name).shape
        row = into * math.prod(kernel)
        parts = {"hada_w1_a": self.rand(name + " 1a", out, rank), "hada_w1_b": self.rand(name + " 1b", rank, row),
                 "hada_w2_a": self.rand(name + " 2a", out, rank), "hada_w2_b": self.rand(name + " 2b", rank, row)}
        parts = self.settled(name, parts, lambda p: loha.diff_weight(
            p["hada_w1_b"], p["hada_w1_a"], p["hada_w2_b"], p["hada_w2_a"], None, None, gamma=alpha / rank), "hada_w1_a")
        return {**parts, "alpha": torch.tensor(alpha)}

    def loha_tucker(self, name, rank=3, alpha=1.5):
        out, into, *kernel = self.weight(name).shape
        parts = {"hada_w1_a": self.rand(name + " 1a", rank, out), "hada_w1_b": self.rand(name + " 1b", rank, into),
                 "hada_w2_a": self.rand(name + " 2a", rank, out), "hada_w2_b": self.rand(name + " 2b", rank, into),
                 "hada_t1": self.rand(name + " t1", rank, rank, *kernel),
                 "hada_t2": self.rand(name + " t2", rank, rank, *kernel)}
        parts = self.settled(name, parts, lambda p: loha.diff_weight(
            p["hada_w1_b"], p["hada_w1_a"], p["hada_w2_b"], p["hada_w2_a"], p["hada_t1"], p["hada_t2"],
            gamma=alpha / rank), "hada_w1_a")
        return {**parts, "alpha": torch.tensor(alpha)}

    def lokr(self, name, factor=-1, rank=2, alpha=1.0, split1=False, split2=True, tucker=False):
        out, into, *kernel = self.weight(name).shape
        first, second = zip(factorization(out, factor), factorization(into, factor))
        parts = {}
        if split1:
            parts |= {"lokr_w1_a": self.rand(name + " 1a", first[0], rank),
                      "lokr_w1_b": self.rand(name + " 1b", rank, first[1])}
        else:
            parts["lokr_w1"] = self.rand(name + " 1", *first)
        if not split2:
            parts["lokr_w2"] = self.rand(name + " 2", *second, *kernel)
        elif tucker and kernel:
            parts |= {"lokr_t2": self.rand(name + " t2", rank, rank, *kernel),
                      "lokr_w2_a": self.rand(name + " 2a", rank, second[0]),
                      "lokr_w2_b": self.rand(name + " 2b", rank, second[1])}
        else:
            parts |= {"lokr_w2_a": self.rand(name + " 2a", second[0], rank),
                      "lokr_w2_b": self.rand(name + " 2b", rank, second[1], *kernel)}
        scaled = "lokr_w2_a" if split2 else "lokr_w2"
        whole = not split1 and not split2
        parts = self.settled(name, parts, lambda p: lokr.kron_weight(
            *(p.get("lokr_" + k) for k in ("w1", "w1_a", "w1_b", "w2", "w2_a", "w2_b", "t2")),
            scale=1 if whole else alpha / rank), scaled)
        if "lokr_w2_b" in parts:
            parts["lokr_w2_b"] = parts["lokr_w2_b"].flatten(1)  # as LyCORIS keeps it
        return {**parts, "alpha": torch.tensor(alpha)}

    def difference(self, name):
        module, parts = self.net.get_submodule(name), {}
        norm = module.weight.dim() == 1
        for key, tensor in (("w_norm" if norm else "diff", module.weight), ("b_norm" if norm else "diff_b", module.bias)):
            if tensor is not None:
                change = self.rand(f"{name} {key}", *tensor.shape)
                parts[key] = (change * 0.5 * tensor.norm() / change.norm()).bfloat16().float()
        return parts

    def magnitudes(self, name, outputs):
        """About those of the weight; of each output, or of each input."""
        weight = self.weight(name)
        order = (0, 1) if outputs else (1, 0)
        norms = weight.transpose(0, order[0]).flatten(1).norm(dim=1)
        norms = norms * (1 + 0.3 * self.rand(name + " m", len(norms)))
        return (norms.reshape(-1, *[1] * (weight.dim() - 1)) if outputs
                else norms.reshape(1, -1, *[1] * (weight.dim() - 2))).bfloat16().float()


def named(prefix, modules, make):
    """The parts of modules by kohya's names."""
    return {f"{prefix}{name.replace('.', '_')}.{part}": tensor
            for name in modules for part, tensor in make(name).items()}


def peft(prefix, modules, maker, magnitudes=False):
    """The parts by PEFT's names; without alpha, which a file of PEFT does not hold."""
    tensors = {}
    for name in modules:
        parts = maker.lora(name, alpha=4.0)
        tensors[f"{prefix}.{name}.lora_A.weight"] = parts["lora_down.weight"]
        tensors[f"{prefix}.{name}.lora_B.weight"] = parts["lora_up.weight"]
        if magnitudes:
            weight = maker.weight(name)
            tensors[f"{prefix}.{name}.lora_magnitude_vector"] = maker.magnitudes(name, True).flatten().reshape(
                (-1,) if weight.dim() == 2 else (1, -1, 1, 1))
    return tensors


def processors(modules, maker):
    """The attention processors of diffusers' first training scripts."""
    tensors = {}
    for name in modules:
        owner, layer = name.replace(".to_out.0", ".to_out").rsplit(".", 1)
        parts = maker.lora(name, alpha=4.0)
        for part in "down", "up":
            tensors[f"unet.{owner}.processor.{layer}_lora.{part}.weight"] = parts[f"lora_{part}.weight"]
    return tensors
