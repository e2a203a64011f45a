"""What diffusers and k-diffusion compute with the tiny models when they are told what the command line is told.

    pip install -r requirements.txt, and what sampling_golden.py names
    python parity_goldens.py ../../src/test/resources/models

Rebuilds the models of export_tiny_diffusion.py from their seeds and writes parity.zip: golden.safetensors with a
picture, a mask, and of each case the final latents and the decoded image, and in its metadata what each was told. All
noise comes from one Philox generator a case, in the order in which the pipelines ask for it; VAE posteriors give their
mean. Cases with the schedule Model are whole pipelines of diffusers, with the scheduler given; the others put together
k-diffusion's samplers as the WebUI does: from the sigmas of the strength, with the picture kept in the predictions.
"""
import json
import os
import re
import shutil
import sys
import tempfile

os.environ["HF_HUB_OFFLINE"] = "1"

import diffusers
import numpy as np
import PIL.Image
import torch
from safetensors.torch import save_file

import tiny_models
from packing import pack
from philox import Philox
from sampling_golden import Brownian, external, sampling
from tiny_goldens import IMAGE_TO_IMAGE, INPAINT, CaseNoise

WIDTH, HEIGHT = 64, 48
PROMPT, NEGATIVE = "portrait of a woman with blue eyes, oil painting", "text, signature"
LONG = ", ".join([PROMPT] * 9)
SD = tiny_models.BETAS

# model, task, settings; a scheduler means the schedule Model
CASES = [
    ("sd15", "text", dict(scheduler={"_class_name": "DDIMScheduler", **SD}, steps=5)),
    ("sd15", "text", dict(scheduler={"_class_name": "UniPCMultistepScheduler", **SD}, steps=6, cfg=1, prompt=LONG)),
    ("sd15", "image", dict(scheduler={"_class_name": "LCMScheduler", **SD}, steps=4, strength=0.75, cfg=2)),
    ("sd15", "image", dict(scheduler={"_class_name": "DPMSolverMultistepScheduler", **SD, "use_karras_sigmas": True,
                                      "algorithm_type": "sde-dpmsolver++"}, steps=7, strength=0.5)),
    ("sd15", "inpaint", dict(scheduler={"_class_name": "EulerDiscreteScheduler", **SD,
                                        "final_sigmas_type": "sigma_min"}, steps=6, strength=0.7)),
    ("sd15", "inpaint", dict(scheduler={"_class_name": "PNDMScheduler", **SD, "skip_prk_steps": False}, steps=5)),
    ("sd15-inpaint", "inpaint", dict(scheduler={"_class_name": "EulerAncestralDiscreteScheduler", **SD}, steps=5,
                                     strength=0.6)),
    ("sd2", "image", dict(scheduler={"_class_name": "EulerDiscreteScheduler", **SD, "prediction_type": "v_prediction",
                                     "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}, steps=5,
                          strength=0.4)),
    ("lcm", "image", dict(scheduler={"_class_name": "LCMScheduler", **SD}, steps=3, strength=0.5, cfg=4, negative="")),
    ("sdxl", "text", dict(scheduler={"_class_name": "DPMSolverMultistepScheduler", **SD}, steps=5, negative="")),
    ("sdxl", "inpaint", dict(scheduler={"_class_name": "HeunDiscreteScheduler", **SD}, steps=4, strength=0.8)),
    ("sdxl-inpaint", "inpaint", dict(scheduler={"_class_name": "EulerDiscreteScheduler", **SD}, steps=4)),
    ("sd3", "image", dict(scheduler={"_class_name": "FlowMatchEulerDiscreteScheduler", "shift": 3.0}, steps=8,
                          strength=0.6)),
    ("sd3", "inpaint", dict(scheduler={"_class_name": "FlowMatchEulerDiscreteScheduler",
                                       "use_dynamic_shifting": True}, steps=5, strength=0.7)),
    ("sd15", "text", dict(sampler="DPM++ 2M", schedule="Karras", steps=6)),
    ("sd15", "text", dict(sampler="Euler a", schedule="Uniform", steps=5, cfg=1)),
    ("sd15", "image", dict(sampler="DPM++ 2M SDE", schedule="Exponential", steps=8, strength=0.5)),
    ("sd15", "inpaint", dict(sampler="Heun", schedule="Uniform", steps=6, strength=0.75)),
    ("sd15", "inpaint", dict(sampler="DPM++ SDE", schedule="Karras", steps=5, strength=1)),
    ("sdxl", "text", dict(sampler="LMS", schedule="Uniform", steps=6)),
    ("sdxl", "inpaint", dict(sampler="DPM++ 2M", schedule="Karras", steps=6, strength=0.6)),
]
SAMPLERS = {"DPM++ 2M": sampling.sample_dpmpp_2m, "Euler a": sampling.sample_euler_ancestral,
            "DPM++ 2M SDE": sampling.sample_dpmpp_2m_sde, "Heun": sampling.sample_heun,
            "DPM++ SDE": sampling.sample_dpmpp_sde, "LMS": sampling.sample_lms}


def scene():
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] / WIDTH
    noise = np.random.default_rng(9).random((HEIGHT, WIDTH, 3))
    picture = np.stack([x, 1 - y, 0.5 + 0.5 * np.cos(11 * x * y)], -1) * 0.8 + 0.2 * noise
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[11:34, 14:51] = 255
    mask[20:26, 24:31] = 0
    return PIL.Image.fromarray((picture * 255).round().astype(np.uint8)), PIL.Image.fromarray(mask)


def by_diffusers(pipe, task, told, noise):
    kind = re.sub("(Inpaint|Img2Img)?Pipeline$", "", type(pipe).__name__)
    cls = type(pipe) if task == "text" else (IMAGE_TO_IMAGE if task == "image" else INPAINT)[kind]
    config = told["scheduler"]
    pipe = cls.from_pipe(pipe, scheduler=getattr(diffusers, config["_class_name"]).from_config(config))
    picture, mask = scene()
    options = {"width": WIDTH, "height": HEIGHT} if task != "image" or kind == "StableDiffusion3" else {}
    if task != "text":
        options.update(image=picture, strength=told["strength"])
    if task == "inpaint":
        options["mask_image"] = mask
    if kind != "LatentConsistencyModel" and told["negative"]:
        options["negative_prompt"] = told["negative"]
    last = {}
    with CaseNoise(noise):
        pipe(told["prompt"], num_inference_steps=told["steps"], guidance_scale=told["cfg"], output_type="latent",
             callback_on_step_end=lambda _, i, t, v: last.update(v) or v, **options)
    return last["latents"]


class Guided(external.DiscreteEpsDDPMDenoiser):
    """k-diffusion's wrapper around a UNet with guidance, which keeps the picture outside a mask in its predictions."""

    def __init__(self, pipe, told):
        alphas = 1 - torch.linspace(SD["beta_start"] ** 0.5, SD["beta_end"] ** 0.5, 1000) ** 2
        super().__init__(None, torch.cumprod(alphas, 0), quantize=False)
        self.pipe, self.scale, self.known = pipe, told["cfg"], None
        xl = hasattr(pipe, "text_encoder_2")
        parts = pipe.encode_prompt(told["prompt"], device="cpu", num_images_per_prompt=1,
                                   do_classifier_free_guidance=True, negative_prompt=told["negative"])
        self.context = torch.cat([parts[1], parts[0]])
        self.added = {"text_embeds": torch.cat([parts[3], parts[2]]),
                      "time_ids": torch.tensor([[HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH]] * 2)} if xl else None

    def get_eps(self, x, t, **unused):
        both = self.pipe.unet(torch.cat([x, x]), t, encoder_hidden_states=self.context,
                              added_cond_kwargs=self.added).sample
        without, wanted = both.chunk(2)
        return wanted if self.scale <= 1 else without + self.scale * (wanted - without)

    def forward(self, x, sigma, **unused):
        clean = super().forward(x, sigma)
        return clean if self.known is None else self.known[0] * (1 - self.known[1]) + clean * self.known[1]


def by_k_diffusion(pipe, task, told, noise):
    shape = (1, 4, HEIGHT // 8, WIDTH // 8)
    model, n = Guided(pipe, told), told["steps"]
    low, high = float(model.sigma_min), float(model.sigma_max)
    sigmas = {"Karras": lambda: sampling.get_sigmas_karras(n, low, high),
              "Exponential": lambda: sampling.get_sigmas_exponential(n, low, high),
              "Uniform": lambda: model.get_sigmas(n)}[told["schedule"]]()
    x = noise(shape)
    if task != "text":
        picture, mask = scene()
        pixels = torch.from_numpy(np.asarray(picture, np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
        clean = pipe.vae.encode(pixels).latent_dist.mode() * pipe.vae.config.scaling_factor
        sigmas = sigmas[n - int(min(told["strength"], 0.999) * n) - 1:]
        x = clean + x * sigmas[0]
    else:
        x = x * sigmas[0]
    if task == "inpaint":
        small = mask.resize((WIDTH // 8, HEIGHT // 8), PIL.Image.BICUBIC)
        model.known = clean, torch.from_numpy(np.asarray(small, np.float32) / 255).round()[None, None]
    name = told["sampler"]
    extra = {}
    if name == "Euler a":
        extra = {"noise_sampler": lambda *levels: noise(shape)}
    elif "SDE" in name:
        extra = {"noise_sampler": Brownian(lambda: noise(shape))}
    x = SAMPLERS[name](model, x, sigmas, disable=True, **extra)
    return x if model.known is None else clean * (1 - model.known[1]) + x * model.known[1]


def main(target):
    torch.set_num_threads(1)
    target, work = os.path.abspath(target), tempfile.mkdtemp()
    os.chdir(work)
    pipes = {}
    for seed, build in enumerate(tiny_models.FAMILIES):
        torch.manual_seed(seed)
        pipe = build("tokenizers")
        pipe.set_progress_bar_config(disable=True)
        pipes[build.__name__.replace("_", "-")] = pipe
    picture, mask = scene()
    tensors = {"picture": torch.from_numpy(np.asarray(picture).copy()),
               "mask": torch.from_numpy(np.asarray(mask).copy())}
    cases = {}
    for number, (model, task, settings) in enumerate(CASES):
        told = {"model": model, "task": task, "prompt": PROMPT, "negative": NEGATIVE, "cfg": 5, "strength": 1,
                "seed": 4000000000 + number, **settings}
        pipe, noise = pipes[model], Philox(told["seed"])
        with torch.no_grad():
            latents = (by_diffusers if "scheduler" in told else by_k_diffusion)(pipe, task, told, noise)
            config = pipe.vae.config
            image = pipe.vae.decode(latents / config.scaling_factor + (config.shift_factor or 0)).sample
        name = f"{number:02} {model} {task}"
        tensors[name + "/latents"] = latents.contiguous()
        tensors[name + "/image"] = ((image / 2 + 0.5).clamp(0, 1) * 65535).round().to(torch.uint16).contiguous()
        cases[name] = told
        print(name, "spread", float(image.std()), flush=True)
    folder = os.path.join(work, "parity")
    os.makedirs(folder)
    save_file(tensors, os.path.join(folder, "golden.safetensors"), metadata={"about": json.dumps(
        {"cases": cases, "base": "", "without": []}, sort_keys=True)})
    pack(folder, os.path.join(target, "parity.zip"))
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1])
