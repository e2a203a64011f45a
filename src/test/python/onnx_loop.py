"""The plain loop around a Stable Diffusion 1 model in Python, to compare FullSizeBenchmark's seconds with.

    python onnx_loop.py FOLDER [STEPS] [SIDE] [RUNS]

Two texts, STEPS guided steps of DDIM (both texts in one call), one decoding, by ONNX Runtime on the CPU with the session
options that InpaintJ sets. The first run is not counted.
"""
import sys
import time

import numpy as np
import onnxruntime as ort

ALPHAS = np.cumprod(1 - np.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2)


def session(folder, part):
    options = ort.SessionOptions()
    options.log_severity_level = 4
    options.enable_mem_pattern = False
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return ort.InferenceSession(f"{folder}/{part}/model.onnx", options, providers=["CPUExecutionProvider"])


def paint(text, unet, vae, steps, side, within):
    def run(network, feeds):
        start = time.perf_counter()
        out = network.run(None, feeds)[0]
        within.append(time.perf_counter() - start)
        return out

    rng = np.random.default_rng(1)
    ids = rng.integers(0, 256, (2, 77))
    context = np.concatenate([run(text, {"input_ids": i[None]}) for i in ids]).astype(np.float32)
    x = rng.standard_normal((1, 4, side // 8, side // 8)).astype(np.float32)
    times = np.arange(steps)[::-1] * (1000 // steps) + 1
    ticks = []
    for t in times:
        out = run(unet, {"sample": np.repeat(x, 2, 0), "timestep": np.array(t, np.float32), "encoder_hidden_states": context})
        noise = out[:1] + 7 * (out[1:] - out[:1])
        now, then = ALPHAS[t], ALPHAS[max(0, t - 1000 // steps)]
        clean = (x - (1 - now) ** 0.5 * noise) / now ** 0.5
        x = (then ** 0.5 * clean + (1 - then) ** 0.5 * noise).astype(np.float32)
        ticks.append(time.perf_counter())
    pixels = run(vae, {"latent_sample": x / np.float32(0.18215)})
    return np.clip(pixels / 2 + 0.5, 0, 1), (ticks[-1] - ticks[0]) / max(1, steps - 1)


def main(folder, steps=3, side=512, runs=3):
    networks = [session(folder, part) for part in ("text_encoder", "unet", "vae_decoder")]
    seconds, each, outside = [], [], []
    for run in range(runs):
        within, start = [], time.perf_counter()
        step = paint(*networks, steps, side, within)[1]
        all_of_it = time.perf_counter() - start
        if run:
            seconds.append(all_of_it)
            each.append(step)
            outside.append(100 * (1 - sum(within) / all_of_it))
    print(f"Python, ONNX Runtime {ort.__version__}, warm, medians: {np.median(seconds):.2f} s a run, {np.median(each):.2f} s a step, "
          f"{np.median(outside):.2f} % outside of the networks")


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:]))
