"""Times a step of the UNet of a Stable Diffusion 1 folder as Python's loop takes it, beside CheckpointStepBenchmark.

    pip install -r requirements.txt
    python time_unet.py FOLDER [--side 512] [--runs 7]

FOLDER is what full_size_sd15.py writes with --checkpoint. Prints the median of the seconds of a batch of two, as a
guided step has it, with PyTorch in 32-bit floats on all processors.
"""
import argparse
import statistics
import time

import torch
from diffusers import UNet2DConditionModel

if __name__ == "__main__":
    options = argparse.ArgumentParser()
    options.add_argument("folder")
    options.add_argument("--side", type=int, default=512)
    options.add_argument("--runs", type=int, default=7)
    given = options.parse_args()
    unet = UNet2DConditionModel.from_pretrained(given.folder, subfolder="unet", torch_dtype=torch.float32).eval()
    torch.manual_seed(0)
    sample = torch.randn(2, 4, given.side // 8, given.side // 8)
    words = torch.randn(2, 77, unet.config.cross_attention_dim)
    seconds = []
    with torch.inference_mode():
        for run in range(given.runs + 1):
            start = time.perf_counter()
            unet(sample, 500, words)
            if run > 0:
                seconds.append(time.perf_counter() - start)
    print(f"{statistics.median(seconds):.2f} s ({min(seconds):.2f} to {max(seconds):.2f}), {torch.__version__}")
