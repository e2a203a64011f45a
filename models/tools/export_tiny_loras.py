"""Writes tiny LoRA files in every dialect, and records what diffusers, PEFT and LyCORIS make of them.

    pip install -r requirements.txt
    python export_tiny_loras.py ../../src/test/resources/models

loras.zip holds the files and golden.safetensors: for each case the changes of some weights at strength 1, one call of
the UNet with the inputs of the model's own archive, the context of its prompt, and for some a whole picture. The files
are loaded by diffusers where it knows the dialect, else the weights are computed by the functions of LyCORIS.
"""
import copy
import json
import os
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import torch
from lycoris.functional import locon, loha, lokr
from lycoris.functional.general import weight_decompose
from lycoris.modules import get_module, make_module
from peft import LoraConfig
from safetensors.torch import load_file, save_file

import tiny_checkpoints
import tiny_loras as tiny
import tiny_models
from checkpoint_goldens import DDIM, CheckpointGoldens
from packing import pack
from tiny_goldens import Goldens

STEP = 5  # every fifth number of a change is kept
SHOWN = 3  # modules of each file whose changes are kept


def change(weight, parts):
    """The change of a weight, by LyCORIS's functions: those of its modules that merge apply alpha / rank twice."""
    def scale(rank):
        return float(parts["alpha"]) / rank
    if "hada_w1_a" in parts:
        w1a, w1b, w2a, w2b, t1, t2 = (parts.get("hada_" + k) for k in ("w1_a", "w1_b", "w2_a", "w2_b", "t1", "t2"))
        made = loha.diff_weight(w1b, w1a, w2b, w2a, t1, t2, gamma=scale(len(w1b)))
    elif "lora_down.weight" in parts:
        down, up, mid = (parts.get(f"lora_{k}.weight") for k in ("down", "up", "mid"))
        made = locon.diff_weight(down, up, mid, gamma=scale(len(down)))
    else:
        w1, w1a, w1b, w2, w2a, w2b, t2 = (parts.get("lokr_" + k) for k in (
            "w1", "w1_a", "w1_b", "w2", "w2_a", "w2_b", "t2"))
        if w2b is not None and t2 is None:
            inputs = weight.shape[1] // (w1 if w1 is not None else w1b).shape[1]
            w2b = w2b.reshape(len(w2b), inputs, *weight.shape[2:])
        whole = w1 is not None and w2 is not None
        made = lokr.kron_weight(w1, w1a, w1b, w2, w2a, w2b, t2,
                                scale=1.0 if whole else scale(len(w2b if w2b is not None else w1b)))
    return made.reshape(weight.shape)


class Cases:
    def __init__(self, folder):
        self.folder, self.tensors, self.cases, self.models = folder, {}, {}, {}

    def model(self, name):
        """A fresh copy of a model, and what it makes without a LoRA."""
        if name not in self.models:
            if name.startswith("onnx-"):
                index = [f.__name__ for f in tiny_models.FAMILIES].index(name[5:])
                torch.manual_seed(index)
                pipe = tiny_models.FAMILIES[index]("tokenizer-" + name)
                goldens = Goldens(pipe)
                goldens.text()
            else:
                pipe = getattr(tiny_checkpoints, name)("tokenizer-" + name)
                goldens = CheckpointGoldens(pipe)
                goldens.texts()
            goldens.step()
            self.models[name] = pipe, dict(goldens.tensors)
        return copy.deepcopy(self.models[name])

    def weights(self, pipe):
        return {f"{part}.{n}": p.detach().clone() for part in ("unet", "text_encoder", "text_encoder_2")
                if getattr(pipe, part, None) is not None for n, p in getattr(pipe, part).named_parameters()}

    def write(self, name, tensors, dtype=torch.float32, **metadata):
        save_file({k: v.to(dtype).contiguous() for k, v in tensors.items()},
                  os.path.join(self.folder, name + ".safetensors"), metadata={"format": "pt", **metadata})

    def diffusers(self, name, model, encoder=1.0, unet=1.0, run=False):
        """By diffusers' loader; the changes by PEFT's own merging."""
        pipe, base = self.model(model)
        pipe.load_lora_weights(self.folder, weight_name=name + ".safetensors", adapter_name="one")
        scales = {"unet": unet, "text_encoder": encoder}
        if getattr(pipe, "text_encoder_2", None) is not None:
            scales["text_encoder_2"] = encoder
        pipe.set_adapters("one", adapter_weights=[scales])
        self.results(name, model, pipe, base, encoder, unet, run)
        pipe, _ = self.model(model)
        before = self.weights(pipe)
        pipe.load_lora_weights(self.folder, weight_name=name + ".safetensors")
        pipe.fuse_lora(components=[k for k in scales if getattr(getattr(pipe, k), "peft_config", None)])
        pipe.unload_lora_weights()
        self.changes(name, before, self.weights(pipe))

    def lycoris(self, name, model, encoder=1.0, unet=1.0, run=False):
        """By LyCORIS, merged into the weights; with magnitudes at strengths of 1 only."""
        def merged(encoder, unet):
            pipe, base = self.model(model)
            before = self.weights(pipe)
            tensors = load_file(os.path.join(self.folder, name + ".safetensors"))
            modules = {key.split(".")[0] for key in tensors}
            for prefix, net, strength in ("lora_unet_", pipe.unet, unet), ("lora_te_", pipe.text_encoder, encoder):
                for path, module in net.named_modules():
                    wanted = prefix + path.replace(".", "_")
                    if wanted in modules:
                        modules.remove(wanted)
                        parts = {k[len(wanted) + 1:]: t for k, t in tensors.items() if k.startswith(wanted + ".")}
                        if "dora_scale" in parts:
                            whole = module.weight.data + change(module.weight, parts)
                            module.weight.data = weight_decompose(whole, parts["dora_scale"], 1.0, name == "dora-out")
                        elif "alpha" in parts:
                            module.weight.data += strength * change(module.weight, parts)
                        else:
                            make_module(*get_module(tensors, wanted), wanted, module).merge_to(strength)
            assert not modules, modules
            return pipe, base, before
        pipe, base, _ = merged(encoder, unet)
        self.results(name, model, pipe, base, encoder, unet, run)
        pipe, _, before = merged(1.0, 1.0)
        self.changes(name, before, self.weights(pipe))

    def changes(self, name, before, after):
        changed = [n for n in sorted(before) if not torch.equal(before[n], after[n])]
        kept = sorted(changed, key=lambda n: (before[n].dim(), n))
        for n in (kept if len(kept) <= 2 * SHOWN else kept[:SHOWN] + kept[-SHOWN:]):
            self.tensors[f"{name}/change/{n}"] = (after[n] - before[n]).flatten()[::STEP].clone()
        self.cases[name]["changed"] = changed

    def results(self, name, model, pipe, base, encoder, unet, run):
        checkpoint = not model.startswith("onnx-")
        goldens = (CheckpointGoldens if checkpoint else Goldens)(pipe)
        with torch.no_grad():
            (goldens.texts if checkpoint else goldens.text)()
            context = goldens.tensors["text/prompt"]
            goldens.tensors.update({n: t for n, t in base.items() if n.startswith("text/")})
            goldens.step()
            out = goldens.tensors["step/out"]
            self.tensors[f"{name}/context"], self.tensors[f"{name}/step"] = context.clone(), out.clone()
            self.cases[name] = {"model": model, "encoder": encoder, "unet": unet}
            if run and checkpoint:
                goldens.run("text", DDIM)
            elif run:
                goldens.pipelines()
            for key in goldens.tensors:
                if run and key.endswith("/image") and key.split("/")[0] in ("00 text DDIM", "text-to-image"):
                    self.tensors[f"{name}/image"] = goldens.tensors[key].clone()
        print(f"{name:22} {model:10} step {(out - base['step/out']).abs().max():.3f} of {out.std():.3f}, context "
              f"{(context - base['text/prompt']).abs().max():.3f}", flush=True)


def kohya(cases, name, model, make="lora", dtype=torch.float32, modules=None, clip=True, **more):
    """A file of kohya's names: the UNet's modules and those of one text encoder, each with a rank of its own."""
    pipe, _ = cases.model(model)
    maker = tiny.Maker(pipe.unet, name)
    chosen = modules or tiny.LINEAR + tiny.CONV
    tensors = tiny.named("lora_unet_", chosen, lambda m: made(maker, make, m, chosen.index(m)))
    if clip:
        encoder = tiny.Maker(pipe.text_encoder, name)
        tensors |= tiny.named("lora_te_", tiny.CLIP, lambda m: made(encoder, make, m, tiny.CLIP.index(m)))
    cases.write(name, tensors, dtype, **more)


def made(maker, make, module, index):
    """The parts of a module; what is for kernels is made for kernels only."""
    kernel = maker.weight(module).dim() == 4 and maker.weight(module).shape[-1] > 1
    if make == "lora":
        return maker.lora(module, rank=2 + index % 3)  # one alpha: diffusers mixes several up
    if make == "locon":
        return maker.locon_tucker(module) if kernel else maker.lora(module)
    if make == "loha":
        return maker.loha(module)
    if make == "loha-tucker":
        return maker.loha_tucker(module) if kernel else maker.loha(module)
    if make == "lokr":  # all forms, one after the other
        return maker.lokr(module, rank=1 if index % 3 == 1 else 2, split1=index % 3 == 1, split2=index % 3 != 2)
    if make == "lokr-tucker":
        return maker.lokr(module, tucker=True)
    if make.startswith("dora"):
        parts = maker.lora(module) if index % 2 == 0 or kernel else maker.lokr(module)
        return {**parts, "dora_scale": maker.magnitudes(module, make == "dora-out")}
    return maker.difference(module)


def checkpoints(cases):
    kohya(cases, "kohya", "sd1", dtype=torch.float16, ss_base_model_version="sd_v1", ss_network_dim="4")
    cases.diffusers("kohya", "sd1", 0.7, 0.9, run=True)
    pipe, _ = cases.model("sd1")
    maker, encoder = tiny.Maker(pipe.unet, "peft"), tiny.Maker(pipe.text_encoder, "peft")
    attention = [m for m in tiny.LINEAR if "attn" in m or "ff." in m]
    peft = {**tiny.peft("unet", attention, maker), **tiny.peft("text_encoder", tiny.CLIP, encoder)}
    cases.write("peft", peft, torch.bfloat16)
    cases.diffusers("peft", "sd1", 1.0, 0.8)
    told = {f"{part}.{key}": sorted(value) if isinstance(value, set) else value
            for part, modules in (("unet", attention), ("text_encoder", tiny.CLIP)) for key, value in LoraConfig(
                r=4, lora_alpha=8, target_modules=[m.split(".", 1)[1] for m in modules], use_rslora=part == "unet",
                alpha_pattern={modules[1].split(".", 1)[1]: 2}).to_dict().items()}
    cases.write("peft-alpha", peft, lora_adapter_metadata=json.dumps(told))
    cases.diffusers("peft-alpha", "sd1", 0.5, 0.5)
    cases.write("peft-dora", tiny.peft("unet", attention + ["down_blocks.0.resnets.0.conv1"], maker, True))
    cases.diffusers("peft-dora", "sd1")
    cases.write("processors", tiny.processors([m for m in attention if "attn" in m], maker))
    cases.diffusers("processors", "sd1", 1.0, 1.0)
    for make, strength in ("locon", 0.8), ("loha", 0.8), ("loha-tucker", 1.2), ("lokr", 0.6), ("lokr-tucker", 0.9), (
            "dora-in", 1.0), ("dora-out", 1.0):
        kohya(cases, make, "sd1", make)
        cases.lycoris(make, "sd1", strength, strength, run=make == "lokr")
    norms = ["down_blocks.0.resnets.0.norm1", "up_blocks.1.attentions.0.transformer_blocks.0.norm2"]
    kohya(cases, "difference", "sd1", "difference", modules=tiny.LINEAR[1:3] + tiny.CONV[:1] + norms)
    cases.lycoris("difference", "sd1", 0.5, 0.5)


def sgm(cases):
    """Stable Diffusion XL with the original names of its blocks, and both text encoders."""
    pipe, _ = cases.model("sdxl")
    maker = tiny.Maker(pipe.unet, "sgm")
    pairs = {"input_blocks_4_1_transformer_blocks_0_attn1_to_q": "down_blocks.1.attentions.0." + tiny.SELF + "to_q",
             "input_blocks_7_1_transformer_blocks_1_attn2_to_k": "down_blocks.2.attentions.0.transformer_blocks.1.attn2.to_k",
             "middle_block_1_proj_in": "mid_block.attentions.0.proj_in",
             "output_blocks_2_1_transformer_blocks_0_ff_net_2": "up_blocks.0.attentions.2.transformer_blocks.0.ff.net.2",
             "output_blocks_5_1_transformer_blocks_0_attn1_to_out_0": "up_blocks.1.attentions.2." + tiny.SELF + "to_out.0"}
    tensors = {f"lora_unet_{k}.{p}": t for k, m in pairs.items() for p, t in maker.lora(m).items()}
    for number, encoder in (1, pipe.text_encoder), (2, pipe.text_encoder_2):
        made = tiny.Maker(encoder, f"sgm{number}")
        tensors |= tiny.named(f"lora_te{number}_", tiny.CLIP, made.lora)
    cases.write("sgm", tensors, torch.float16, ss_base_model_version="sdxl_base_v1-0")
    cases.diffusers("sgm", "sdxl", 0.6, 0.8)


def exports(cases):
    """For the ONNX exports of tiny_models.py."""
    linear = ["down_blocks.1.attentions.0." + tiny.SELF + "to_q", "down_blocks.1.attentions.0." + tiny.CROSS + "to_v",
              "mid_block.attentions.0." + tiny.SELF + "to_out.0", "mid_block.attentions.0.proj_in",
              "up_blocks.0.attentions.0.transformer_blocks.0.ff.net.0.proj", "down_blocks.1.resnets.0.time_emb_proj"]
    conv = ["down_blocks.0.resnets.0.conv1", "up_blocks.0.upsamplers.0.conv", "down_blocks.0.downsamplers.0.conv",
            "conv_in"]
    for make in "lora", "loha":
        kohya(cases, "onnx-" + make, "onnx-sd15", make, modules=linear + conv)
    cases.diffusers("onnx-lora", "onnx-sd15", 0.8, 0.7, run=True)
    cases.lycoris("onnx-loha", "onnx-sd15", 0.7, 0.8, run=True)
    pipe, _ = cases.model("onnx-sdxl")
    maker = tiny.Maker(pipe.unet, "onnx-sdxl")
    tensors = {**tiny.peft("unet", linear[:4], maker)}
    for part in "text_encoder", "text_encoder_2":
        tensors |= tiny.peft(part, tiny.CLIP, tiny.Maker(getattr(pipe, part), part))
    cases.write("onnx-peft", tensors)
    cases.diffusers("onnx-peft", "onnx-sdxl", 0.9, 0.8)


def main(target):
    torch.set_num_threads(1)
    target, start = os.path.abspath(target), os.getcwd()
    with tempfile.TemporaryDirectory() as work:
        os.chdir(work)
        folder = os.path.join(work, "loras")
        os.mkdir(folder)
        cases = Cases(folder)
        checkpoints(cases)
        sgm(cases)
        exports(cases)
        save_file(cases.tensors, os.path.join(folder, "golden.safetensors"), metadata={"about": json.dumps(
            {"cases": cases.cases, "base": "", "without": []}, sort_keys=True)})
        pack(folder, os.path.join(target, "loras.zip"))
        os.chdir(start)


if __name__ == "__main__":
    main(sys.argv[1])
