"""Builds tiny upscalers with the keys of the public files, saves each as a zip of PyTorch, in PyTorch's form before 1.6 and
as safetensors, and records what spandrel computes with them.

    pip install -r requirements.txt
    python tiny_upscaler_checkpoints.py ../../src/test/resources/models

Writes upscaler-checkpoints.zip: the files and golden.safetensors. Weights repeat a random row of prime length, so that the
zip stays small and no two places of a kernel are alike. In PyTorch's old form each weight is named after its place in
memory, so the zip is not the same from run to run, but its networks are.
"""
import json
import os
import re
import sys
import tempfile
import warnings

import torch
from safetensors.torch import save_file
from spandrel import ModelLoader
from spandrel.architectures.Compact import Compact
from spandrel.architectures.DAT import DAT
from spandrel.architectures.ESRGAN import ESRGAN

from packing import pack

SEED, PERIOD = 11, 257


def settle(model, seed):
    """Fills a network with weights that let it answer to every one of them, and its result lie within 0..1."""
    generator = torch.Generator().manual_seed(seed)
    for name, tensor in model.state_dict().items():
        if not tensor.is_floating_point() or re.search("rpe_biases|attn_mask", name):
            continue
        row = torch.randn(PERIOD, generator=generator)
        values = row.repeat(tensor.numel() // PERIOD + 1)[:tensor.numel()].reshape(tensor.shape)
        if name.endswith("running_var") or tensor.dim() == 1 and re.search(r"norm\d?\.weight|pos\d\.0\.weight", name):
            values = 1 + 0.2 * values.tanh()
        elif name.endswith("temperature"):
            values = 1 + 0.5 * values.tanh()
        elif tensor.dim() > 1:
            values = values / tensor[0].numel() ** 0.5
        else:
            values = 0.2 * values
        tensor.copy_(values.half())
    return model.eval()


def old(scale, blocks=1, plus=False):
    model = ESRGAN(num_filters=8, num_blocks=blocks, scale=scale, plus=plus)
    return settle(model, scale + blocks).state_dict()


def renamed(state, trunk, dense, body, up, last):
    """The keys of the original ESRGAN as those of later ones."""
    ups = sorted({int(k.split(".")[1]) for k in state if re.match(r"model\.[2-9]|model\.\d\d", k)})
    names = {f"model.{n}": name for n, name in zip(ups, up[:len(ups) - 2] + last)}
    names["model.0"] = "conv_first"
    result = {}
    for key, tensor in state.items():
        key = re.sub(r"model\.1\.sub\.(\d+)\.RDB(\d)\.conv(\d)\.0\.", trunk + r".\1." + dense + r"\2.conv\3.", key)
        key = re.sub(r"model\.1\.sub\.\d+\.(\w+)$", body + r".\1", key)
        result[re.sub(r"^model\.\d+(?=\.\w+$)", lambda m: names[m[0]], key)] = tensor
    return result


def new(state):
    return renamed(state, "body", "rdb", "conv_body", ["conv_up1", "conv_up2"], ["conv_hr", "conv_last"])


def bsrgan(state):
    return renamed(state, "RRDB_trunk", "RDB", "trunk_conv", ["upconv1", "upconv2"], ["HRconv", "conv_last"])


def unshuffled(factor):
    model = ESRGAN(in_nc=3 * factor ** 2, num_filters=8, num_blocks=1, scale=4, shuffle_factor=factor)
    return new(settle(model, factor).state_dict())


def compact(seed, scale=4, channels=3):
    return settle(Compact(num_in_ch=channels, num_out_ch=channels, num_feat=8, num_conv=3, upscale=scale),
                  seed).state_dict()


def dat(upscale, split, depth, expansion=2.0, upsampler="pixelshuffle", residual="1conv", bias=True):
    return settle(DAT(img_size=16, embed_dim=64, split_size=split, depth=depth, num_heads=[4] * len(depth), upscale=upscale,
                      expansion_factor=expansion, upsampler=upsampler, resi_connection=residual, qkv_bias=bias),
                  upscale + len(depth)).state_dict()


def centred(state, width, height):
    """With a weaker last layer, the bias of which brings the mean of what it makes to 0.5, so that little is cut off."""
    state = dict(state)
    last = "conv_last.bias" if "conv_last.bias" in state else [k for k in state if k.endswith(".bias")][-1]
    weight = last.replace(".bias", ".weight")
    state[weight] = (state[weight] * 0.25).half().float()
    network = ModelLoader().load_from_state_dict(state)
    made = network.model.eval()(picture(4 * width, 4 * height, network.input_channels, 0))
    if len(state[last]) == 3:
        state[last] = (state[last] + 0.5 - made.mean((0, 2, 3))).half().float()
    return state


def dialects():
    """By name: the weights as saved, and the picture's width and height."""
    compacts = {"realesr-general-x4v3": compact(3), "realesr-general-wdn-x4v3": compact(4), "srvgg-x2": compact(5, 2),
                "srvgg-grey-x2": compact(6, 2, 1)}
    networks = {"old-x1": (old(1), 13, 10), "old-x2": (old(2), 13, 10), "old-x4": (old(4, 2), 13, 10),
                "old-x8": (old(8), 7, 5), "plus-x4": (old(4, 1, True), 9, 11), "new-x4": (new(old(4)), 13, 10),
                "new-x2-unshuffled": (unshuffled(2), 13, 10), "new-x1-unshuffled": (unshuffled(4), 21, 15),
                "bsrgan-x4": (bsrgan(old(4)), 9, 11), "bsrgan-x2": (bsrgan(old(2)), 9, 11)}
    networks |= {name: (state, 13, 10) for name, state in compacts.items()}
    networks |= {"dat-x4": (dat(4, [4, 8], [3, 1], 4.0), 17, 18),
                 "dat-light-x2": (dat(2, [4, 8], [4], upsampler="pixelshuffledirect"), 18, 25),
                 "dat-x3": (dat(3, [2, 4], [3, 1], residual="3conv", bias=False), 17, 16)}
    return {name: (centred(state, width, height), width, height) for name, (state, width, height) in networks.items()}


def wrapped(name, state):
    """As the public files of each kind wrap their weights."""
    if name.startswith("new"):
        return {"params_ema": state, "params": {k: torch.zeros_like(v) for k, v in state.items()}}
    if name.startswith(("srvgg", "realesr")):
        return {"params": state}
    return {"netG." + k: v for k, v in state.items()} if name.startswith("bsrgan") else state


def save(folder, name, state):
    state = {k: v.clone().contiguous() for k, v in state.items()}
    torch.save(wrapped(name, state), os.path.join(folder, name + ".pth"))
    torch.save(wrapped(name, state), os.path.join(folder, name + "-legacy.pth"), _use_new_zipfile_serialization=False)
    save_file(state, os.path.join(folder, name + ".safetensors"))


def picture(width, height, channels, seed):
    """Values of 8 bits with structure on every scale."""
    y, x = torch.meshgrid(torch.linspace(0, 1, height), torch.linspace(0, 1, width), indexing="ij")
    noise = torch.rand(channels, height, width, generator=torch.Generator().manual_seed(seed))
    waves = torch.stack([x, y, 0.5 + 0.5 * torch.sin(9 * x * y)])[:channels]
    return ((waves * 0.7 + 0.3 * noise)[None] * 255).round() / 255


def record(folder, tensors):
    for seed, (name, (state, width, height)) in enumerate(dialects().items()):
        save(folder, name, state)
        network = ModelLoader().load_from_file(os.path.join(folder, name + ".safetensors"))
        image = picture(width, height, network.input_channels, seed)
        tensors[name + "/picture"] = (image * 255).round().to(torch.uint8)[0]
        tensors[name + "/whole"] = network(image)[0]
        print(f"{name:20} {network.architecture.id:8} x{network.scale} {network.tags}")
        for other in (".pth", "-legacy.pth"):
            again = ModelLoader().load_from_file(os.path.join(folder, name + other))(image)[0]
            assert torch.equal(again, tensors[name + "/whole"]), name + other


def more(folder, tensors):
    """Weights of 16 bits, weaker denoising, and what is no upscaler, or of another kind."""
    states = dialects()
    half = {k: v.half() for k, v in states["old-x2"][0].items()}
    torch.save(half, os.path.join(folder, "old-x2-half.pth"))
    save_file(half, os.path.join(folder, "old-x2-half.safetensors"))
    for name in ("old-x2", "new-x2-unshuffled", "dat-light-x2"):
        image = picture(2, 3, 3, 9)
        tensors[name + "/small-picture"] = (image * 255).round().to(torch.uint8)[0]
        tensors[name + "/small"] = ModelLoader().load_from_state_dict(states[name][0])(image)[0]
    strong, weak = states["realesr-general-x4v3"][0], states["realesr-general-wdn-x4v3"][0]
    image = tensors["realesr-general-x4v3/picture"][None] / 255
    for share in (0.25, 0.0):
        state = {k: share * strong[k] + (1 - share) * weak[k] for k in strong}
        tensors[f"realesr-general-x4v3/denoise-{share}"] = ModelLoader().load_from_state_dict(state)(image)[0]
    names = {"swinir": ["conv_first.weight", "layers.0.residual_group.blocks.0.attn.relative_position_bias_table"],
             "hat": ["layers.0.residual_group.overlap_attn.relative_position_bias_table"],
             "rgt": ["before_RG.1.weight", "layers.0.blocks.0.gamma", "layers.0.blocks.0.attn.attns.0.rpe_biases"],
             "lora": ["lora_unet_mid_block_attentions_0_proj_in." + end for end in ("lora_down.weight", "lora_up.weight")],
             "unknown": ["something.weight"]}
    for name, keys in names.items():
        torch.save({key: torch.zeros(1, 1) for key in keys}, os.path.join(folder, name + ".pth"))
    save_file({k: v for k, v in states["old-x2"][0].items() if not k.startswith("model.1.sub.1.")},
              os.path.join(folder, "incomplete.safetensors"))


def main(target):
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    torch.set_grad_enabled(False)
    warnings.filterwarnings("ignore", "torch.meshgrid")
    with tempfile.TemporaryDirectory() as folder:
        tensors = {}
        record(folder, tensors)
        more(folder, tensors)
        save_file({k: v.contiguous() for k, v in tensors.items()}, os.path.join(folder, "golden.safetensors"),
                  metadata={"about": json.dumps({"base": "", "cases": {}, "without": []}, sort_keys=True)})
        pack(folder, os.path.join(target, "upscaler-checkpoints.zip"))
        for name, tensor in tensors.items():
            x = tensor.float()
            cut = ((x == 0) | (x == 1)).float().mean()
            print(f"{name:32} {tuple(tensor.shape)} {x.min():.3f} .. {x.max():.3f}, spread {x.std():.3f}, cut {cut:.2f}")


if __name__ == "__main__":
    main(sys.argv[1])
