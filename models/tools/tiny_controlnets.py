"""Builds tiny ControlNets, and records what diffusers computes with them.

    pip install -r requirements.txt
    python tiny_controlnets.py ../../src/test/resources/models

Writes, beside the models of export_tiny_diffusion.py that they belong to and share all but the UNet with,
controlnet.zip (sd15), controlnet-inpaint.zip (sd15-inpaint, nine channels) and controlnet-xl.zip (sdxl): a UNet that
takes residuals and ControlNets in the names of OnnxStack and of Amblyopius, and golden.safetensors with whole
pipelines; and beside the checkpoints of export_tiny_checkpoints.py controlnet-sd1.zip and controlnet-sdxl.zip:
ControlNets in the original layout (.pth, control_model.) and that of diffusers, with the residuals that they give and
whole runs as the command line is told them.
"""
import inspect
import json
import os
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import diffusers
import numpy as np
import PIL.Image
import torch
from diffusers import (ControlNetModel, StableDiffusionControlNetImg2ImgPipeline,
                       StableDiffusionControlNetInpaintPipeline, StableDiffusionControlNetPipeline,
                       StableDiffusionXLControlNetImg2ImgPipeline, StableDiffusionXLControlNetInpaintPipeline,
                       StableDiffusionXLControlNetPipeline)
from diffusers.loaders.single_file_utils import convert_controlnet_checkpoint
from safetensors.torch import save_file

import tiny_checkpoints
import tiny_models
from checkpoint_goldens import DDIM, EULER, CheckpointGoldens
from checkpoint_goldens import scene as checkpoint_scene
from packing import pack
from philox import Philox
from tiny_goldens import NEGATIVE, PROMPT, CaseNoise, Goldens, Noise, scene

WIDTH, HEIGHT = 96, 64
PIPELINES = {"sd": {"text": StableDiffusionControlNetPipeline, "image": StableDiffusionControlNetImg2ImgPipeline,
                    "inpaint": StableDiffusionControlNetInpaintPipeline},
             "xl": {"text": StableDiffusionXLControlNetPipeline, "image": StableDiffusionXLControlNetImg2ImgPipeline,
                    "inpaint": StableDiffusionXLControlNetInpaintPipeline}}
CASES = {
    "controlnet": [("text-balanced", {}), ("text-guess", dict(weight=[0.7], guess=True)),
                   ("text-part", dict(weight=[0.7], start=[0.2], end=[0.7])),
                   ("text-guess-alone", dict(guess=True, cfg=1.0)),
                   ("text-two", dict(weight=[0.7, 0.5], start=[0.0, 0.4], end=[0.8, 1.0])),
                   ("image-balanced", dict(strength=0.6)), ("image-guess", dict(strength=0.6, guess=True)),
                   ("inpaint-balanced", dict(strength=0.75)), ("inpaint-part", dict(strength=1.0, end=[0.5]))],
    "controlnet-inpaint": [("inpaint-balanced", dict(strength=1.0, weight=[0.7])),
                           ("inpaint-guess", dict(strength=0.75, guess=True))],
    "controlnet-xl": [("text-balanced", {}), ("text-guess", dict(weight=[0.7], guess=True)),
                      ("inpaint-balanced", dict(strength=0.75, weight=[0.7]))],
}


def hint(seed, height=HEIGHT, width=WIDTH):
    """A control picture in 0..1: lines and shades, 8 bits."""
    noise = torch.rand(3, height // 8, width // 8, generator=torch.Generator().manual_seed(seed))
    picture = torch.nn.functional.interpolate(noise[None], size=(height, width), mode="nearest")
    picture[..., 20 + seed, :] = 1
    return (picture * 255).round() / 255


def lively(net):
    """No convolution of zeros: a ControlNet as after some training."""
    with torch.no_grad():
        for name, p in net.named_parameters():
            if "controlnet_down_blocks" in name or "controlnet_mid_block" in name or "cond_embedding.conv_out" in name:
                p.copy_(torch.randn_like(p) * (0.15 if p.dim() > 1 else 0.05))
    return tiny_models.settle(net)


def residual_names(count):
    return [f"down_block_{i}_additional_residual" for i in range(count)] + ["mid_block_additional_residual"]


class ControlledUnet(torch.nn.Module):
    def __init__(self, net, added):
        super().__init__()
        self.net, self.added = net, added

    def forward(self, sample, timestep, context, *more):
        added = dict(zip(("text_embeds", "time_ids"), more[:2])) if self.added else None
        residuals = more[2:] if self.added else more
        return self.net(sample, timestep, context, added_cond_kwargs=added,
                        down_block_additional_residuals=residuals[:-1],
                        mid_block_additional_residual=residuals[-1], return_dict=False)[0]


class Hinted(torch.nn.Module):
    def __init__(self, net, added):
        super().__init__()
        self.net, self.added = net, added

    def forward(self, sample, timestep, context, *more):
        added = dict(zip(("text_embeds", "time_ids"), more[:2])) if self.added else None
        picture, *scale = more[2:] if self.added else more
        down, mid = self.net(sample, timestep, context, picture, conditioning_scale=scale[0] if scale else 1.0,
                             added_cond_kwargs=added, return_dict=False)
        return (*down, mid)


def export(module, feeds, outputs, path):
    axes = {"sample": {0: "batch", 2: "height", 3: "width"}, "timestep": {0: "batch"},
            "encoder_hidden_states": {0: "batch", 1: "sequence"}, "text_embeds": {0: "batch"},
            "time_ids": {0: "batch"}, "controlnet_cond": {0: "batch", 2: "hint_height", 3: "hint_width"}}
    for name in [*feeds, *outputs]:
        if "block" in name or name.startswith("r1") or name == "out_sample":
            axes[name] = {0: "batch", 2: "height_" + name, 3: "width_" + name}
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.onnx.export(module, tuple(feeds.values()), path, input_names=list(feeds), output_names=outputs,
                      dynamic_axes={n: a for n, a in axes.items() if n in feeds or n in outputs}, opset_version=17,
                      dynamo=False)


def export_all(pipe, controls, folder):
    xl, net = hasattr(pipe, "text_encoder_2"), pipe.unet
    context, pooled = net.config.cross_attention_dim, tiny_models.LARGE
    feeds = {"sample": torch.randn(2, net.config.in_channels, 8, 12), "timestep": torch.tensor([5.0, 5.0]),
             "encoder_hidden_states": torch.randn(2, 77, context)}
    if xl:
        feeds |= {"text_embeds": torch.randn(2, pooled), "time_ids": torch.randn(2, 6)}
    picture = torch.rand(2, 3, 64, 96)
    down, mid = controls[0](feeds["sample"][:, :4], feeds["timestep"], feeds["encoder_hidden_states"], picture,
                            added_cond_kwargs=dict(text_embeds=feeds.get("text_embeds"),
                                                   time_ids=feeds.get("time_ids")), return_dict=False)
    names = residual_names(len(down))
    export(ControlledUnet(net, xl), feeds | dict(zip(names, [*down, mid])), ["out_sample"],
           os.path.join(folder, "unet", "model.onnx"))
    feeds["sample"] = feeds["sample"][:, :4]
    feeds["controlnet_cond"] = picture
    export(Hinted(controls[0], xl), feeds | {"conditioning_scale": torch.tensor(1.0, dtype=torch.float64)}, names,
           os.path.join(folder, "controls", "scaled.onnx"))
    if len(controls) > 1:  # the names of Amblyopius: what the tracer calls outputs that have none
        old = ["down_block_res_samples"] + [f"r{1000 + 37 * i}" for i in range(len(down) - 1)] + ["mid_block_res_sample"]
        export(Hinted(controls[1], xl), feeds, old, os.path.join(folder, "controls", "plain.onnx"))


class Controlled(Goldens):
    """The goldens of pipelines with ControlNets."""

    def __init__(self, pipe, controls):
        super().__init__(pipe)
        self.controls = controls
        self.family = PIPELINES["xl" if hasattr(pipe, "text_encoder_2") else "sd"]

    def residuals(self):
        """One call, of a batch of two."""
        self.put("hint.0", hint(1))
        self.put("hint.1", hint(2))

    def case(self, name, weight=(1.0,), start=(0.0,), end=(1.0,), guess=False, cfg=5.0, strength=1.0):
        count = len(weight)
        task = name.split("-")[0]
        nets = self.controls[:count]
        kind = self.family[task]
        pipe = kind(**{k: v for k, v in self.pipe.components.items() if k != "controlnet"},
                    controlnet=nets if count > 1 else nets[0],
                    **(dict(requires_safety_checker=False) if self.family is PIPELINES["sd"] else
                       dict(add_watermarker=False)))
        pipe.set_progress_bar_config(disable=True)
        one = (lambda values: list(values) if count > 1 else values[0])
        start, end = [list(v) * (count if len(v) < count else 1) for v in (start, end)]
        pictures = one([hint(1), hint(2)][:count])
        picture, mask = scene()
        told = dict(prompt=PROMPT, negative_prompt=NEGATIVE, num_inference_steps=5, guidance_scale=cfg,
                    controlnet_conditioning_scale=one(weight), guess_mode=guess, control_guidance_start=one(start),
                    control_guidance_end=one(end))
        told |= {"image": pictures, "width": WIDTH, "height": HEIGHT} if task == "text" else \
            {"image": picture, "control_image": pictures, "strength": strength}
        if task == "inpaint":
            told |= {"mask_image": mask, "width": WIDTH, "height": HEIGHT}
        seen = []

        def keep(_, step, timestep, values):
            seen.append(values["latents"].clone())
            return values

        with Noise(100 + len(self.cases)) as noise, torch.no_grad():
            image = pipe(**told, output_type="pt", callback_on_step_end=keep).images
        for i, drawn in enumerate(noise.drawn):
            self.put(f"{name}/noise.{i}", drawn)
        self.put(f"{name}/latents", seen[-1])
        self.put_image(f"{name}/image", image)
        self.cases[name] = {"steps": 5, "guidance": cfg, "strength": strength, "prompt": PROMPT, "negative": NEGATIVE,
                            "width": WIDTH, "height": HEIGHT, "weights": list(weight), "starts": start, "ends": end,
                            "mode": "guess" if guess else "balanced"}
        print(f"{name:20} image {image.min():.3f} .. {image.max():.3f}, spread {image.std():.3f}", flush=True)


def pipelines(target, name, base, build, seed, work):
    torch.manual_seed(seed)
    pipe = build("tokenizers")
    torch.manual_seed(40)
    controls = []
    for _ in range(2 if name == "controlnet" else 1):
        net = beside(pipe.unet)
        with torch.no_grad():
            for p in net.parameters():
                p.copy_(torch.randn_like(p) * (0.1 if p.dim() > 1 else 0.05) + (1.0 if p.dim() == 1 else 0.0))
        controls.append(lively(net))
    folder = os.path.join(work, name)
    pipe.unet.save_config(os.path.join(folder, "unet"))
    with torch.no_grad():
        export_all(pipe, controls, folder)
    goldens = Controlled(pipe, controls)
    goldens.residuals()
    picture, mask = scene()
    goldens.put_image("picture", picture)
    goldens.put_image("mask", mask)
    for case, options in CASES[name]:
        goldens.case(case, **options)
    about = {"cases": goldens.cases, "base": base, "without": ["unet"]}
    save_file(goldens.tensors, os.path.join(folder, "golden.safetensors"),
              metadata={"about": json.dumps(about, sort_keys=True)})
    pack(folder, os.path.join(target, name + ".zip"))


def beside(unet):
    """A ControlNet of a UNet's form; it sees the noisy latents alone, also beside a UNet for inpainting."""
    known = inspect.signature(ControlNetModel.__init__).parameters
    config = {key: value for key, value in dict(unet.config).items() if key in known}
    return ControlNetModel(**config | dict(in_channels=4, conditioning_channels=3,
                                           conditioning_embedding_out_channels=(4, 4, 8, 8)))


def original(net):
    """The weights by the names of the original code (sheet of the checkpoint names)."""
    layers = net.config.layers_per_block
    if isinstance(layers, (tuple, list)):
        layers = layers[0]
    resnet = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
              "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
    out = {}
    for key, value in net.state_dict().items():
        part = key.split(".")
        if part[0] in ("time_embedding", "add_embedding"):
            start = "time_embed." if part[0] == "time_embedding" else "label_emb.0."
            name = start + {"linear_1": "0", "linear_2": "2"}[part[1]] + "." + part[2]
        elif part[0] == "conv_in":
            name = "input_blocks.0.0." + part[1]
        elif part[0] in ("down_blocks", "mid_block"):
            middle = part[0] == "mid_block"
            kind, index, rest = part[1 if middle else 2], int(part[2 if middle else 3]), part[3 if middle else 4:]
            if middle:
                place = "middle_block." + ("1." if kind == "attentions" else str(2 * index) + ".")
            else:
                block = 1 + int(part[1]) * (layers + 1) + (layers if kind == "downsamplers" else index)
                place = f"input_blocks.{block}." + ("1." if kind == "attentions" else "0.")
            if kind == "resnets":
                rest = [resnet[rest[0]], *rest[1:]]
            elif kind == "downsamplers":
                rest = ["op", *rest[1:]]
            name = place + ".".join(rest)
        elif part[0] == "controlnet_cond_embedding":
            number = {"conv_in": 0, "conv_out": 14}.get(part[1])
            name = f"input_hint_block.{2 + 2 * int(part[2]) if number is None else number}.{part[-1]}"
        elif part[0] == "controlnet_down_blocks":
            name = f"zero_convs.{part[1]}.0.{part[2]}"
        else:
            name = "middle_block_out.0." + part[1]
        out["control_model." + name] = value.clone()
    return out


def beside_checkpoint(unet, place):
    """Of the UNet's form, with weights that an archive holds next to nothing of."""
    net = beside(unet)
    tiny_checkpoints.fill(net, 1.4, f"controlnet {place}")
    with torch.no_grad():  # residuals of about the size of what they are added to
        for name, p in net.named_parameters():
            if "controlnet_down_blocks" in name or "controlnet_mid_block" in name:
                p.mul_(0.25)
    return net.eval()


class OfCheckpoints(CheckpointGoldens):
    """The goldens of whole runs of checkpoints with a ControlNet."""

    def __init__(self, pipe, net):
        super().__init__(pipe)
        self.net = net
        self.picture = hint(3, 64, 128)
        self.put("hint", (self.picture[0] * 255).round().to(torch.uint8).permute(1, 2, 0))

    def run(self, task, scheduler=None, **settings):
        super().run(task, scheduler, seed=700 + len(self.cases), **settings)

    def residuals(self):
        """One call with a batch of two."""
        net, generator, xl = self.net, torch.Generator().manual_seed(6), self.kind == "StableDiffusionXL"
        feeds = {"sample": torch.randn(2, 4, 8, 16, generator=generator), "timestep": torch.tensor([601.0, 601.0]),
                 "encoder_hidden_states": torch.randn(2, 77, net.config.cross_attention_dim, generator=generator),
                 "controlnet_cond": torch.rand(2, 3, 64, 128, generator=generator)}
        added = {"text_embeds": torch.randn(2, tiny_checkpoints.LARGE, generator=generator),
                 "time_ids": torch.tensor([[64.0, 128, 0, 0, 64, 128]] * 2)} if xl else None
        down, mid = net(*feeds.values(), added_cond_kwargs=added, return_dict=False)
        for key, value in (feeds | (added or {}) | dict(zip(residual_names(len(down)), [*down, mid]))).items():
            self.put("step/" + key, value)
        print("  residuals", [f"{float(d.std()):.2f}" for d in [*down, mid]], flush=True)

    def latents(self, told):
        config = told["scheduler"]
        plan = getattr(diffusers, config["_class_name"]).from_config(config)
        kind = PIPELINES["xl" if self.kind == "StableDiffusionXL" else "sd"][told["task"]]
        pipe = kind(**{**self.pipe.components, "scheduler": plan}, controlnet=self.net, **(
            dict(add_watermarker=False) if self.kind == "StableDiffusionXL" else dict(requires_safety_checker=False)))
        pipe.set_progress_bar_config(disable=True)
        picture, mask = checkpoint_scene()
        steered = PIL.Image.fromarray(np.asarray(self.tensors["hint"]))
        options = {"image": steered, "width": 128, "height": 64} if told["task"] == "text" else {
            "image": picture, "control_image": steered, "strength": told["strength"]}
        if told["task"] == "inpaint":
            options |= {"mask_image": mask, "width": 128, "height": 64}
        last = {}
        with CaseNoise(Philox(told["seed"])):
            pipe(told["prompt"], negative_prompt=told["negative"], num_inference_steps=told["steps"],
                 guidance_scale=told["cfg"], output_type="latent", guess_mode=told.get("mode") == "guess",
                 controlnet_conditioning_scale=told.get("weight", 1.0), control_guidance_start=told.get("start", 0.0),
                 control_guidance_end=told.get("end", 1.0),
                 callback_on_step_end=lambda _, i, t, values: last.update(values) or values, **options)
        return last["latents"]


def checkpoints(target, work):
    for name, build in ("sd1", tiny_checkpoints.sd1), ("sdxl", tiny_checkpoints.sdxl):
        pipe = build("checkpoint-tokenizer")
        net = beside_checkpoint(pipe.unet, name)
        folder = os.path.join(work, "controlnet-" + name)
        os.makedirs(folder)
        goldens = OfCheckpoints(pipe, net)
        with torch.no_grad():
            goldens.residuals()
            goldens.run("text", DDIM)
            goldens.run("text", EULER, weight=0.7, mode="guess")
            goldens.run("image", DDIM, strength=0.75, weight=0.7, start=0.2, end=0.8)
            goldens.run("inpaint", EULER, strength=0.75)
        if name == "sd1":
            named = original(net)
            # diffusers' own reader of the original names is what tells whether they are right
            net.load_state_dict(convert_controlnet_checkpoint(named, dict(net.config)), strict=True)
            torch.save({"state_dict": named}, os.path.join(folder, "control_sd1.pth"))
            net.half().save_pretrained(os.path.join(folder, "control-folder"))
        else:
            save_file({key: value.half().contiguous() for key, value in net.state_dict().items()},
                      os.path.join(folder, "control_sdxl.safetensors"))
        about = {"cases": goldens.cases, "base": "checkpoint-" + name, "without": []}
        save_file(goldens.tensors, os.path.join(folder, "golden.safetensors"),
                  metadata={"about": json.dumps(about, sort_keys=True)})
        pack(folder, os.path.join(target, f"controlnet-{name}.zip"))


def main(target):
    torch.set_num_threads(1)
    target, start, work = os.path.abspath(target), os.getcwd(), tempfile.mkdtemp()
    os.chdir(work)
    checkpoints(target, work)
    for name, base, build, seed in (("controlnet", "sd15", tiny_models.sd15, 0),
                                    ("controlnet-inpaint", "sd15-inpaint", tiny_models.sd15_inpaint, 1),
                                    ("controlnet-xl", "sdxl", tiny_models.sdxl, 4)):
        pipelines(target, name, base, build, seed, work)
    os.chdir(start)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1])
