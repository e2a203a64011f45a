"""Exports a ControlNet to ONNX, and the UNet of its model with inputs for what the ControlNet gives.

    pip install -r requirements.txt
    python export_controlnet.py MODEL CONTROLNET TARGET

MODEL and CONTROLNET are folders of diffusers. Writes TARGET/controlnet.onnx, and TARGET/unet/model.onnx with its
config.json, which goes into the folder of the exported model beside its plain UNet or instead of it. Names are those of
OnnxStack; weights of more than 2 GB come to lie in files beside the graphs.
"""
import os
import sys

import torch
from diffusers import ControlNetModel, UNet2DConditionModel


class Controlled(torch.nn.Module):
    """The UNet: what the ControlNet gives comes last."""

    def __init__(self, net, xl):
        super().__init__()
        self.net, self.xl = net, xl

    def added(self, more):
        return (dict(zip(("text_embeds", "time_ids"), more[:2])), more[2:]) if self.xl else (None, more)

    def forward(self, sample, timestep, context, *more):
        added, residuals = self.added(more)
        return self.net(sample, timestep, context, added_cond_kwargs=added, return_dict=False,
                        down_block_additional_residuals=residuals[:-1], mid_block_additional_residual=residuals[-1])[0]


class Control(Controlled):
    """The ControlNet: the picture comes last."""

    def forward(self, sample, timestep, context, *more):
        added, (picture,) = self.added(more)
        down, mid = self.net(sample, timestep, context, picture, added_cond_kwargs=added, return_dict=False)
        return (*down, mid)


def export(module, feeds, outputs, path):
    axes = {name: {0: "batch", 2: "y_" + name, 3: "x_" + name} for name in [*feeds, *outputs]}
    axes |= {"timestep": {0: "batch"}, "encoder_hidden_states": {0: "batch", 1: "sequence"},
             "text_embeds": {0: "batch"}, "time_ids": {0: "batch"}}
    os.makedirs(os.path.dirname(path), exist_ok=True)
    torch.onnx.export(module.eval(), tuple(feeds.values()), path, input_names=list(feeds), output_names=outputs,
                      dynamic_axes={n: a for n, a in axes.items() if n in feeds or n in outputs}, opset_version=17,
                      dynamo=False)


def main(model, control, target):
    unet = UNet2DConditionModel.from_pretrained(model, subfolder="unet")
    net = ControlNetModel.from_pretrained(control)
    xl = unet.config.addition_embed_type == "text_time"
    feeds = {"sample": torch.randn(2, unet.config.in_channels, 16, 16), "timestep": torch.tensor([5.0, 5.0]),
             "encoder_hidden_states": torch.randn(2, 77, unet.config.cross_attention_dim)}
    if xl:
        ids = 6
        vector = unet.config.projection_class_embeddings_input_dim - ids * unet.config.addition_time_embed_dim
        feeds |= {"text_embeds": torch.randn(2, vector), "time_ids": torch.randn(2, ids)}
    # a ControlNet sees the noisy latents alone, also beside a UNet for inpainting
    seen = feeds | {"sample": feeds["sample"][:, :4], "controlnet_cond": torch.rand(2, 3, 128, 128)}
    with torch.no_grad():
        residuals = Control(net, xl)(*seen.values())
        names = [f"down_block_{i}_additional_residual" for i in range(len(residuals) - 1)]
        names.append("mid_block_additional_residual")
        export(Control(net, xl), seen, names, os.path.join(target, "controlnet.onnx"))
        export(Controlled(unet, xl), feeds | dict(zip(names, residuals)), ["out_sample"],
               os.path.join(target, "unet", "model.onnx"))
    unet.save_config(os.path.join(target, "unet"))


if __name__ == "__main__":
    main(*sys.argv[1:4])
