"""Names of the original files of Stable Diffusion for the weights of diffusers and transformers models.

Nothing here is taken on trust: verify() feeds what was made to the converters of diffusers, which go the other way, and
OpenCLIP's own text model must load it and compute the same.
"""
import re

import open_clip
import torch
from diffusers.loaders import single_file_utils
from open_clip.model import CLIPTextCfg, _build_text_tower

UNET, VAE = "model.diffusion_model.", "first_stage_model."
LAYERS = 2  # residual blocks a level, the same in all published models
RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
          "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
UNET_ENDS = {"conv_in": "input_blocks.0.0", "time_embedding.linear_1": "time_embed.0",
             "time_embedding.linear_2": "time_embed.2", "add_embedding.linear_1": "label_emb.0.0",
             "add_embedding.linear_2": "label_emb.0.2", "conv_norm_out": "out.0", "conv_out": "out.2"}
VAE_PARTS = [(r"encoder\.down_blocks\.(\d)\.resnets\.(\d)\.", r"encoder.down.\1.block.\2."),
             (r"encoder\.down_blocks\.(\d)\.downsamplers\.0\.", r"encoder.down.\1.downsample."),
             (r"mid_block\.resnets\.0\.", "mid.block_1."), (r"mid_block\.resnets\.1\.", "mid.block_2."),
             (r"mid_block\.attentions\.0\.", "mid.attn_1."), (r"attn_1\.group_norm\.", "attn_1.norm."),
             (r"attn_1\.to_([qkv])\.", r"attn_1.\1."), (r"attn_1\.to_out\.0\.", "attn_1.proj_out."),
             (r"\bconv_shortcut\.", "nin_shortcut."), (r"\bconv_norm_out\.", "norm_out.")]
CLIP_LAYER = {"layer_norm1": "ln_1", "layer_norm2": "ln_2", "self_attn.out_proj": "attn.out_proj",
              "mlp.fc1": "mlp.c_fc", "mlp.fc2": "mlp.c_proj"}


def unet(weights):
    """Without the prefix, which some files lack."""
    with_attention = {n.split(".")[1] for n in weights if n.startswith("up_blocks.") and ".attentions." in n}
    return {_unet_name(name, with_attention): value for name, value in weights.items()}


def _unet_name(name, with_attention):
    module, last = name.rsplit(".", 1)
    if module in UNET_ENDS:
        return f"{UNET_ENDS[module]}.{last}"
    part = name.split(".")
    if part[0] == "mid_block":
        place = "middle_block." + {"resnets.0": "0", "attentions.0": "1", "resnets.1": "2"}[".".join(part[1:3])]
        kind, rest = part[1], part[3:]
    else:
        block, kind, layer, rest = int(part[1]), part[2], int(part[3]), part[4:]
        first, group = (1, "input_blocks") if part[0] == "down_blocks" else (0, "output_blocks")
        if kind.endswith("samplers"):
            layer = LAYERS
            rest = ["op" if first else "conv", last]
        place = f"{group}.{first + block * (LAYERS + 1) + layer}"
        if kind == "upsamplers":
            place += ".2" if part[1] in with_attention else ".1"
        else:
            place += ".1" if kind == "attentions" else ".0"
    if kind == "resnets":
        rest = [RESNET[rest[0]], last]
    return ".".join([place, *rest])


def vae(weights):
    """The weights of the attention are 1 x 1 convolutions."""
    levels = 1 + max(int(n.split(".")[2]) for n in weights if n.startswith("decoder.up_blocks."))
    made = {}
    for name, value in weights.items():
        up = re.match(r"decoder\.up_blocks\.(\d)\.(resnets\.(\d)|upsamplers\.0)\.", name)
        if up:
            inside = f"block.{up[3]}" if up[3] else "upsample"
            name = f"decoder.up.{levels - 1 - int(up[1])}.{inside}.{name[up.end():]}"
        for pattern, new in VAE_PARTS:
            name = re.sub(pattern, new, name)
        made[name] = value[..., None, None] if "attn_1" in name and value.dim() == 2 else value
    return made


def open_clip_text(weights):
    """OpenCLIP's names: q, k and v in one, and the projection the other way round."""
    model = "text_model."
    made = {"positional_embedding": weights[model + "embeddings.position_embedding.weight"],
            "token_embedding.weight": weights[model + "embeddings.token_embedding.weight"],
            "logit_scale": torch.tensor(4.6052),
            "text_projection": weights["text_projection.weight"].T.contiguous()}
    for last in "weight", "bias":
        made["ln_final." + last] = weights[model + "final_layer_norm." + last]
    for i in range(layers_of_text(weights)):
        old, new = f"{model}encoder.layers.{i}.", f"transformer.resblocks.{i}."
        for last in "weight", "bias":
            made[f"{new}attn.in_proj_{last}"] = torch.cat(
                [weights[f"{old}self_attn.{part}_proj.{last}"] for part in "qkv"])
            for a, b in CLIP_LAYER.items():
                made[f"{new}{b}.{last}"] = weights[f"{old}{a}.{last}"]
    return made


def ema(unet):
    """The names that training gives the averaged weights of a UNet, which has the prefix."""
    return {"model_ema." + name.removeprefix("model.").replace(".", ""): value for name, value in unet.items()}


def layers_of_text(weights):
    return len({n.split(".")[3] for n in weights if n.startswith("text_model.encoder.layers.")})


def prefixed(prefix, weights):
    return {prefix + name: value for name, value in weights.items()}


def _same(made, wanted, what):
    assert made.keys() == wanted.keys(), f"{what}: {sorted(made.keys() ^ wanted.keys())[:5]}"
    wrong = [name for name in wanted if not torch.equal(made[name], wanted[name])]
    assert not wrong, f"{what}: {wrong[:5]}"


def verify_unet(model, original):
    """@param original with the prefix; its averaged names are checked, too"""
    back = single_file_utils.convert_ldm_unet_checkpoint
    _same(back(dict(original), model.config), model.state_dict(), "UNet")
    averaged = {**ema(original), **{n: None for n in original}}
    _same(back(averaged, model.config, extract_ema=True), model.state_dict(), "averaged UNet")


def verify_vae(model, original):
    _same(single_file_utils.convert_ldm_vae_checkpoint(dict(original), model.config), model.state_dict(), "VAE")


def verify_open_clip(model, original):
    """By diffusers' converter, and by loading the names into OpenCLIP's model: what it computes decides."""
    prefix = "conditioner.embedders.1.model."
    made = single_file_utils.convert_open_clip_checkpoint(model, prefixed(prefix, original), prefix)
    _same({n: v for n, v in made.items() if not n.endswith("position_ids")}, model.state_dict(), "OpenCLIP")
    config = model.config
    tower = _build_text_tower(original["text_projection"].shape[1], CLIPTextCfg(
        context_length=77, vocab_size=config.vocab_size, width=config.hidden_size,
        heads=config.num_attention_heads, layers=config.num_hidden_layers,
        mlp_ratio=config.intermediate_size / config.hidden_size)).eval()
    tower.load_state_dict({n: v for n, v in original.items() if n != "logit_scale"}, strict=True)
    ids = torch.tensor([open_clip.SimpleTokenizer()("a red brick wall")[0].tolist()])
    with torch.no_grad():
        error = (tower(ids) - model(ids).text_embeds).abs().max()
    assert error < 1e-4, f"OpenCLIP computes something else, {error} off"
