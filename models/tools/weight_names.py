"""The names of the weights of real networks, in the original layouts and in diffusers' and transformers'.

The original names are made from diffusers' and given to diffusers' own converters, which must give the names back.
Networks are on the meta device, so that no weights are made."""
import torch
from diffusers import AutoencoderKL, ControlNetModel, UNet2DConditionModel
from diffusers.loaders import single_file_utils
from transformers import CLIPTextConfig, CLIPTextModelWithProjection

CROSS, PLAIN = "CrossAttnDownBlock2D", "DownBlock2D"
SD1 = dict(block_out_channels=(320, 640, 1280, 1280), down_block_types=(CROSS,) * 3 + (PLAIN,),
           up_block_types=("UpBlock2D",) + ("CrossAttnUpBlock2D",) * 3, cross_attention_dim=768, attention_head_dim=8)
SD2 = SD1 | dict(cross_attention_dim=1024, attention_head_dim=(5, 10, 20, 20), use_linear_projection=True)
SDXL = dict(block_out_channels=(320, 640, 1280), down_block_types=(PLAIN, CROSS, CROSS),
            up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=2048,
            attention_head_dim=(5, 10, 20), use_linear_projection=True, transformer_layers_per_block=(1, 2, 10),
            addition_embed_type="text_time", addition_time_embed_dim=256, projection_class_embeddings_input_dim=2816)
REFINER = SDXL | dict(block_out_channels=(384, 768, 1536, 1536), down_block_types=(PLAIN, CROSS, CROSS, PLAIN),
                      up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
                      cross_attention_dim=1280, attention_head_dim=(6, 12, 24, 24), transformer_layers_per_block=4,
                      projection_class_embeddings_input_dim=2560)
RESNET = {"norm1": "in_layers.0", "conv1": "in_layers.2", "time_emb_proj": "emb_layers.1", "norm2": "out_layers.0",
          "conv2": "out_layers.3", "conv_shortcut": "skip_connection"}
TOP = {"time_embedding.linear_1": "time_embed.0", "time_embedding.linear_2": "time_embed.2",
       "add_embedding.linear_1": "label_emb.0.0", "add_embedding.linear_2": "label_emb.0.2",
       "conv_in": "input_blocks.0.0", "conv_norm_out": "out.0", "conv_out": "out.2",
       "mid_block.attentions.0": "middle_block.1", "mid_block.resnets.0": "middle_block.0",
       "mid_block.resnets.1": "middle_block.2"}


def original_unet(name, names):
    p = name.split(".")
    if p[0] in ("down_blocks", "up_blocks"):
        block, kind, layer, rest = int(p[1]), p[2], int(p[3]), p[4:]
        place = f"input_blocks.{3 * block + 1 + layer}" if p[0] == "down_blocks" else f"output_blocks.{3 * block + layer}"
        if kind == "downsamplers":
            return f"input_blocks.{3 * block + 3}.0.op." + ".".join(rest[1:])
        if kind == "upsamplers":
            attends = any(n.startswith(f"up_blocks.{block}.attentions") for n in names)
            return f"output_blocks.{3 * block + 2}.{2 if attends else 1}.conv." + ".".join(rest[1:])
        if kind == "attentions":
            return place + ".1." + ".".join(rest)
        return place + ".0." + ".".join([RESNET[rest[0]]] + rest[1:])
    for module, other in TOP.items():
        if name.startswith(module + "."):
            rest = name[len(module) + 1:].split(".")
            if "resnets" in module:
                rest[0] = RESNET[rest[0]]
            return other + "." + ".".join(rest)
    raise ValueError(name)


def original_controlnet(name, names):
    p = name.split(".")
    if p[0] == "controlnet_cond_embedding":
        hint = 0 if p[1] == "conv_in" else 14 if p[1] == "conv_out" else 2 * int(p[2]) + 2
        return f"input_hint_block.{hint}.{p[-1]}"
    if p[0] == "controlnet_down_blocks":
        return f"zero_convs.{p[1]}.0.{p[2]}"
    return f"middle_block_out.0.{p[1]}" if p[0] == "controlnet_mid_block" else original_unet(name, names)


def original_vae(name):
    p = name.split(".")
    if "conv_shortcut" in p:
        p[p.index("conv_shortcut")] = "nin_shortcut"
    if len(p) < 3 or p[1] in ("conv_in", "conv_out"):
        return ".".join(p)
    if p[1] == "conv_norm_out":
        return ".".join([p[0], "norm_out"] + p[2:])
    if p[1] == "mid_block":
        if p[2] == "resnets":
            return ".".join([p[0], "mid", f"block_{int(p[3]) + 1}"] + p[4:])
        module = {"group_norm": "norm", "to_q": "q", "to_k": "k", "to_v": "v", "to_out": "proj_out"}[p[4]]
        return ".".join([p[0], "mid", "attn_1", module, p[-1]])
    level = p[2] if p[1] == "down_blocks" else str(3 - int(p[2]))
    where = [p[0], p[1].split("_")[0], level]
    if p[3] == "resnets":
        return ".".join(where + ["block"] + p[4:])
    return ".".join(where + [p[3][:-2], "conv", p[-1]])


def checked(names, convert, prefix=""):
    """Pairs of names of which diffusers makes the second from the first. Each weight is told by its only value."""
    given = {prefix + original: torch.tensor([i]) for i, (original, _) in enumerate(names)}
    told = {name: int(value[0]) for name, value in convert(dict(given)).items()}
    wanted = {name: i for i, (_, name) in enumerate(names)}
    assert told == wanted, set(told.items()) ^ set(wanted.items())
    return names


def on_meta(kind, config):
    with torch.device("meta"):
        return kind(**config)


def unet(config):
    model = on_meta(UNet2DConditionModel, config)
    names = list(model.state_dict())
    return checked([(original_unet(n, names), n) for n in names],
                   lambda c: single_file_utils.convert_ldm_unet_checkpoint(c, dict(model.config)),
                   "model.diffusion_model.")


def controlnet(config):
    config = {k: v for k, v in config.items() if k != "up_block_types"}
    model = on_meta(ControlNetModel, config)
    # diffusers reads no original ControlNets of SDXL, so its converter leaves their label_emb out.
    names = [n for n in model.state_dict() if not n.startswith("add_embedding.")]
    return checked([(original_controlnet(n, names), n) for n in names],
                   lambda c: single_file_utils.convert_controlnet_checkpoint(c, dict(model.config)), "control_model.")


def vae():
    model = on_meta(AutoencoderKL, dict(
        block_out_channels=(128, 256, 512, 512), down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=2, latent_channels=4))
    return checked([(original_vae(n), n) for n in model.state_dict()],
                   lambda c: single_file_utils.convert_ldm_vae_checkpoint(c, dict(model.config)), "first_stage_model.")


def open_clip():
    """Three lines for what is split; the last column is the first row. The width is 8."""
    width, layers = 8, 3
    model = CLIPTextModelWithProjection(CLIPTextConfig(
        hidden_size=width, intermediate_size=32, num_hidden_layers=layers, num_attention_heads=2, vocab_size=16,
        projection_dim=width))
    shapes = {"token_embedding.weight": (16, width), "positional_embedding": (77, width), "ln_final.weight": (width,),
              "ln_final.bias": (width,), "text_projection": (width, width)}
    for i in range(layers):
        block = f"transformer.resblocks.{i}."
        for norm in ("ln_1", "ln_2"):
            shapes |= {block + norm + ".weight": (width,), block + norm + ".bias": (width,)}
        for part, rows, columns in (("attn.in_proj_", 3 * width, width), ("attn.out_proj.", width, width),
                                    ("mlp.c_fc.", 32, width), ("mlp.c_proj.", width, 32)):
            shapes |= {block + part + "weight": (rows, columns), block + part + "bias": (rows,)}
    # What a weight is and its row are told by its first value.
    order = list(shapes)
    given = {}
    for i, name in enumerate(order):
        rows = torch.arange(float(shapes[name][0])) + 1000 * i
        given["cond_stage_model.model." + name] = rows.reshape(-1, *(1,) * (len(shapes[name]) - 1)).expand(
            shapes[name]).contiguous()
    lines = []
    for name, value in single_file_utils.convert_open_clip_checkpoint(
            model, given, prefix="cond_stage_model.model.").items():
        if not name.endswith("position_ids"):
            first = int(value.flatten()[0])
            lines.append((order[first // 1000], name, str(first % 1000)))
    return lines


def all_names():
    for title, pairs in (("sd1", unet(SD1)), ("sd2", unet(SD2)), ("sdxl", unet(SDXL)), ("refiner", unet(REFINER)),
                         ("controlnet_sd1", controlnet(SD1)), ("controlnet_sdxl", controlnet(SDXL)), ("vae", vae()),
                         ("open_clip", open_clip())):
        for pair in pairs:
            yield title, *pair
