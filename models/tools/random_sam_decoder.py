"""Writes a Segment Anything decoder of the real size with random weights, and features for it, to measure how long a click takes.

    pip install -r requirements.txt
    python random_sam_decoder.py FOLDER

Writes FOLDER/random.decoder.onnx (16 MB, as samexporter exports it, four masks) and FOLDER/random.encoder.onnx, whose
features come from the image by one convolution.
"""
import os
import sys

import torch
from samexporter import export_decoder
from segment_anything import sam_model_registry


class Encoder(torch.nn.Module):
    """Patches of 16 x 16 pixels to 256 features."""

    def __init__(self):
        super().__init__()
        self.patches = torch.nn.Conv2d(3, 256, 16, 16)

    def forward(self, input_image):
        return self.patches(input_image)


def main(folder):
    torch.manual_seed(0)
    os.makedirs(folder, exist_ok=True)
    sam = sam_model_registry["vit_b"]()
    export_decoder.sam_model_registry["vit_b"] = lambda checkpoint=None: sam
    export_decoder.run_export("vit_b", "", os.path.join(folder, "random.decoder.onnx"), 18, False)
    torch.onnx.export(Encoder().eval(), torch.zeros(1, 3, 1024, 1024), os.path.join(folder, "random.encoder.onnx"),
                      input_names=["input_image"], output_names=["image_embeddings"], opset_version=18, dynamo=False)


if __name__ == "__main__":
    main(sys.argv[1])
