"""What diffusers and transformers compute with the models of tiny_checkpoints.py: token ids, each part, whole runs.

All noise of a run comes from the generator of the command line, in the order in which the pipelines ask for it; VAE
posteriors give their mean.
"""
import re

import diffusers
import numpy as np
import PIL.Image
import torch

import tiny_checkpoints
from philox import Philox
from tiny_goldens import IMAGE_TO_IMAGE, INPAINT, CaseNoise

WIDTH, HEIGHT = 128, 64
PROMPT, NEGATIVE = "a photo of an astronaut riding a horse, highly detailed", "blurry, low quality"
TEXTS = [PROMPT, NEGATIVE, "", "It's 1950 in Zürich; “naïve” café 🚀 <b>x</b>", ", ".join([PROMPT] * 9)]
SD = dict(tiny_checkpoints.BETAS, steps_offset=1)
DDIM = {"_class_name": "DDIMScheduler", **SD, "clip_sample": False, "set_alpha_to_one": False}
EULER = {"_class_name": "EulerDiscreteScheduler", **SD}


def scene():
    """A picture with structure on every scale, and a mask of a box with a hole (white = repaint)."""
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH] / WIDTH
    noise = np.random.default_rng(9).random((HEIGHT, WIDTH, 3))
    picture = np.stack([x, 1 - y, 0.5 + 0.5 * np.cos(11 * x * y)], -1) * 0.8 + 0.2 * noise
    mask = np.zeros((HEIGHT, WIDTH), np.uint8)
    mask[13:50, 27:101] = 255
    mask[24:32, 40:56] = 0
    return PIL.Image.fromarray((picture * 255).round().astype(np.uint8)), PIL.Image.fromarray(mask)


class CheckpointGoldens:
    """Tensors by name, and what each whole run was told."""

    def __init__(self, pipe):
        self.pipe, self.tensors, self.cases = pipe, {}, {}
        self.kind = re.sub("(Inpaint|Img2Img|InstructPix2Pix)?Pipeline$", "", type(pipe).__name__)
        self.encoders = [n for n in ("", "_2") if getattr(pipe, "tokenizer" + n, None) is not None]
        picture, mask = scene()
        self.put("picture", torch.from_numpy(np.asarray(picture).copy()))
        self.put("mask", torch.from_numpy(np.asarray(mask).copy()))

    def put(self, name, tensor):
        self.tensors[name] = tensor.detach().contiguous().clone()

    def put_image(self, name, image):
        """Samples in -1..1 as 16-bit integers of 0..1: half the size, an error of 8e-6."""
        self.put(name, ((image / 2 + 0.5).clamp(0, 1) * 65535).round().to(torch.uint16))

    def texts(self):
        """Ids of all texts for each tokenizer; context and pooled text of two, and one layer less."""
        for k, name in enumerate(self.encoders):
            ids = getattr(self.pipe, "tokenizer" + name)(TEXTS, padding="max_length", max_length=77, truncation=True)
            self.put(f"ids.{k}", torch.tensor(ids.input_ids))
        for name, skip in ("text", None), ("text_skip1", 1):
            parts = self.encode(PROMPT, NEGATIVE, skip)
            for key, part in zip(("prompt", "negative", "prompt_pooled", "negative_pooled"), parts):
                if skip is None or key == "prompt":
                    self.put(f"{name}/{key}", part)

    def encode(self, prompt, negative, skip=None):
        pipe = self.pipe
        if not hasattr(pipe, "encode_prompt"):  # that of InstructPix2Pix
            pipe = diffusers.StableDiffusionPipeline(**pipe.components, requires_safety_checker=False)
        return pipe.encode_prompt(prompt, device="cpu", num_images_per_prompt=1, negative_prompt=negative,
                                  do_classifier_free_guidance=True, clip_skip=skip)

    def step(self):
        """One call of the UNet with a batch of two: the contexts are text/negative, then text/prompt."""
        net = self.pipe.unet
        sample = torch.randn(2, net.config.in_channels, HEIGHT // 8, WIDTH // 8,
                             generator=torch.Generator().manual_seed(3))
        feeds = {"sample": sample, "timestep": torch.tensor([601.0])}
        added = None
        if "text/prompt_pooled" in self.tensors:
            scored = self.pipe.config.get("requires_aesthetics_score", False)
            feeds["time_ids"] = torch.tensor([[HEIGHT, WIDTH, 0, 0, 2.5], [HEIGHT, WIDTH, 0, 0, 6]] if scored else
                                             [[HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH]] * 2, dtype=torch.float32)
            added = {"time_ids": feeds["time_ids"], "text_embeds": torch.cat(
                [self.tensors["text/negative_pooled"], self.tensors["text/prompt_pooled"]])}
        feeds["out"] = net(sample, feeds["timestep"][0], added_cond_kwargs=added, encoder_hidden_states=torch.cat(
            [self.tensors["text/negative"], self.tensors["text/prompt"]])).sample
        for key, value in feeds.items():
            self.put("step/" + key, value)

    def vae(self, vae=None, name="vae"):
        """Mean of the posterior, not scaled, and what the decoder makes of it; of TAESD the scaled latents."""
        vae = vae or self.pipe.vae
        pixels = torch.from_numpy(np.asarray(scene()[0], np.float32) / 127.5 - 1).permute(2, 0, 1)[None]
        encoded = vae.encode(pixels)
        mean = encoded.latents if hasattr(encoded, "latents") else encoded.latent_dist.mode()
        self.put(f"{name}/mean", mean)
        self.put(f"{name}/decoded", vae.decode(mean).sample)

    def run(self, task, scheduler=None, **settings):
        """A whole run; without a scheduler with the one that the family is published with. Layers of the text encoder
        are only skipped without guidance: diffusers would not skip those of the negative text."""
        assert "skip" not in settings or settings["cfg"] == 1
        told = {"task": task, "prompt": PROMPT, "negative": NEGATIVE, "cfg": 5, "strength": 1, "steps": 4,
                "seed": 4000000000 + len(self.cases), **settings}
        if scheduler:
            told["scheduler"] = scheduler
        last = self.latents(told)
        image = self.pipe.vae.decode(last / self.pipe.vae.config.scaling_factor).sample
        how = scheduler["_class_name"].replace("Scheduler", "") if scheduler else "published"
        name = f"{len(self.cases):02} {task} {how}"
        self.put(name + "/latents", last)
        self.put_image(name + "/image", image)
        self.cases[name] = told
        print(f"  {name:34} latents {last.std():.3f}, image {image.std():.3f}", flush=True)

    def latents(self, told):
        task, config = told["task"], told.get("scheduler")
        plan = getattr(diffusers, config["_class_name"]).from_config(config) if config else type(
            self.pipe.scheduler).from_config(self.pipe.scheduler.config)
        cls = {"text": type(self.pipe), "image": IMAGE_TO_IMAGE[self.kind], "inpaint": INPAINT[self.kind],
               "edit": type(self.pipe)}[task]
        more = {"requires_aesthetics_score": True} if self.pipe.config.get("requires_aesthetics_score") else {}
        pipe = cls.from_pipe(self.pipe, scheduler=plan, vae=self.pipe.vae, **more)
        pipe.set_progress_bar_config(disable=True)
        picture, mask = scene()
        options = {"width": WIDTH, "height": HEIGHT} if task in ("text", "inpaint") else {}
        if task in ("image", "inpaint"):
            options.update(image=picture, strength=told["strength"])
        if task == "edit":
            options.update(image=picture, image_guidance_scale=told["image_cfg"])
        if task == "inpaint":
            options["mask_image"] = mask
        if "skip" in told:
            options["clip_skip"] = told["skip"]
        last = {}
        with CaseNoise(Philox(told["seed"])):
            pipe(told["prompt"], negative_prompt=told["negative"] or None, num_inference_steps=told["steps"],
                 guidance_scale=told["cfg"], output_type="latent",
                 callback_on_step_end=lambda _, i, t, values: last.update(values) or values, **options)
        return last["latents"]
