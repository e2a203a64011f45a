"""What the PyTorch pipelines compute with the tiny models, with every random number recorded."""
import re
import sys

import torch
from diffusers import (LatentConsistencyModelImg2ImgPipeline, StableDiffusion3Img2ImgPipeline,
                       StableDiffusion3InpaintPipeline, StableDiffusionImg2ImgPipeline, StableDiffusionInpaintPipeline,
                       StableDiffusionXLImg2ImgPipeline, StableDiffusionXLInpaintPipeline)
from diffusers.models.autoencoders.vae import DiagonalGaussianDistribution

WIDTH, HEIGHT, GUIDANCE_OF_LCM = 96, 64, 8.5
PROMPT, NEGATIVE = "a photo of an astronaut riding a horse, highly detailed", "blurry, low quality"
IMAGE_TO_IMAGE = {"StableDiffusion": StableDiffusionImg2ImgPipeline,
                  "StableDiffusionXL": StableDiffusionXLImg2ImgPipeline,
                  "StableDiffusion3": StableDiffusion3Img2ImgPipeline,
                  "LatentConsistencyModel": LatentConsistencyModelImg2ImgPipeline}
INPAINT = {"StableDiffusion": StableDiffusionInpaintPipeline, "StableDiffusionXL": StableDiffusionXLInpaintPipeline,
           "StableDiffusion3": StableDiffusion3InpaintPipeline}


class Noise:
    """Takes the place of randn_tensor everywhere and keeps what it hands out; VAE posteriors give their mean."""

    def __init__(self, seed):
        self.generator, self.drawn = torch.Generator().manual_seed(seed), []

    def __call__(self, shape, generator=None, device=None, dtype=None, layout=None):
        self.drawn.append(torch.randn(tuple(shape), generator=self.generator))
        return self.drawn[-1].clone()

    def __enter__(self):
        self.saved = [(m, m.randn_tensor) for n, m in list(sys.modules.items())
                      if n.startswith("diffusers.") and "randn_tensor" in vars(m)]
        for module, _ in self.saved:
            module.randn_tensor = self
        self.sample = DiagonalGaussianDistribution.sample
        DiagonalGaussianDistribution.sample = lambda posterior, generator=None: posterior.mode()
        return self

    def __exit__(self, *_):
        for module, original in self.saved:
            module.randn_tensor = original
        DiagonalGaussianDistribution.sample = self.sample


class CaseNoise(Noise):
    """The Philox generator in the place of randn_tensor."""

    def __init__(self, source):
        self.source = source

    def __call__(self, shape, **unused):
        return self.source(tuple(shape))


def scene(seed=5):
    """A picture in 0..1 with structure on every scale, and a mask of a ring and a box (1 = repaint)."""
    y, x = torch.meshgrid(torch.linspace(0, 1, HEIGHT), torch.linspace(0, 1, WIDTH), indexing="ij")
    noise = torch.rand(3, HEIGHT, WIDTH, generator=torch.Generator().manual_seed(seed))
    picture = torch.stack([x, y, 0.5 + 0.5 * torch.sin(9 * x * y)]) * 0.8 + 0.2 * noise
    mask = torch.zeros(1, 1, HEIGHT, WIDTH)
    mask[..., 16:43, 30:71] = 1
    mask[..., 24:32, 40:48] = 0
    return (picture[None] * 255).round() / 255, mask


class Goldens:
    """Tensors by name, and what a run of a case was told."""

    def __init__(self, pipe):
        self.pipe, self.tensors, self.cases = pipe, {}, {}
        self.kind = re.sub("(Inpaint|Img2Img)?Pipeline$", "", type(pipe).__name__)
        self.few = hasattr(pipe.scheduler.config, "timestep_scaling") or self.turbo()

    def turbo(self):
        return "Ancestral" in type(self.pipe.scheduler).__name__

    def put(self, name, tensor):
        self.tensors[name] = tensor.detach().contiguous().clone()

    def put_image(self, name, image):
        """Samples in 0..1 as 16-bit integers, 65535 = 1: half the size, an error of 8e-6."""
        self.put(name, (image * 65535).round().to(torch.uint16))

    def all(self, brief=False):
        """Everything; brief: only text to image."""
        with torch.no_grad():
            self.text()
            if brief:
                self.run("text-to-image", self.pipe, width=WIDTH, height=HEIGHT)
            else:
                self.step()
                self.vae()
                self.pipelines()
        return self.tensors, self.cases

    def text(self):
        for k, tokenizer in enumerate(t for t in (getattr(self.pipe, n, None) for n in
                                                  ("tokenizer", "tokenizer_2", "tokenizer_3")) if t is not None):
            length = 77 if k < 2 else 256
            for name, prompt in ("prompt", PROMPT), ("negative", NEGATIVE):
                ids = tokenizer(prompt, padding="max_length", max_length=length, truncation=True).input_ids
                self.put(f"text/{name}_ids.{k}", torch.tensor([ids]))
        for name, skip in ("text", None), ("text_skip1", 1):
            more = {} if self.kind == "StableDiffusion3" else {"device": "cpu", "num_images_per_prompt": 1}
            parts = self.pipe.encode_prompt(prompt=PROMPT, negative_prompt=NEGATIVE, clip_skip=skip,
                                            do_classifier_free_guidance=True, **more, **(
                                                dict(prompt_2=None, prompt_3=None)
                                                if self.kind == "StableDiffusion3" else {}))
            for key, part in zip(("prompt", "negative", "prompt_pooled", "negative_pooled"), parts):
                self.put(f"{name}/{key}", part)

    def step(self):
        """One call of the denoiser with a batch of two: the contexts are text/negative, then text/prompt."""
        generator = torch.Generator().manual_seed(3)
        net = self.pipe.transformer if self.kind == "StableDiffusion3" else self.pipe.unet
        context = torch.cat([self.tensors["text/negative"], self.tensors["text/prompt"]])
        sample = torch.randn(2, net.config.in_channels, HEIGHT // 8, WIDTH // 8, generator=generator)
        feeds = {}
        if "text/prompt_pooled" in self.tensors:
            feeds["pooled"] = torch.cat([self.tensors["text/negative_pooled"], self.tensors["text/prompt_pooled"]])
        if self.kind == "StableDiffusionXL":
            scored = self.pipe.config.get("requires_aesthetics_score", False)
            feeds["time_ids"] = torch.tensor([[HEIGHT, WIDTH, 0, 0, 2.5], [HEIGHT, WIDTH, 0, 0, 6]] if scored else
                                             [[HEIGHT, WIDTH, 0, 0, HEIGHT, WIDTH]] * 2, dtype=torch.float32)
        if self.kind == "LatentConsistencyModel":
            feeds["timestep_cond"] = self.pipe.get_guidance_scale_embedding(
                torch.full((2,), GUIDANCE_OF_LCM - 1), embedding_dim=net.config.time_cond_proj_dim)
        t = torch.tensor(601.0)
        if self.kind == "StableDiffusion3":
            out = net(hidden_states=sample, timestep=t.expand(2), encoder_hidden_states=context,
                      pooled_projections=feeds["pooled"]).sample
        else:
            added = {"text_embeds": feeds["pooled"], "time_ids": feeds["time_ids"]} if "time_ids" in feeds else None
            out = net(sample, t, encoder_hidden_states=context, timestep_cond=feeds.get("timestep_cond"),
                      added_cond_kwargs=added).sample
        feeds.pop("pooled", None)
        for key, value in {"sample": sample, "timestep": t[None], **feeds, "out": out}.items():
            self.put("step/" + key, value)

    def vae(self):
        picture, _ = scene()
        mean = self.pipe.vae.encode(picture * 2 - 1).latent_dist.mode()
        self.put_image("picture", picture)
        self.put("vae/mean", mean)
        self.put("vae/decoded", self.pipe.vae.decode(mean).sample)

    def pipelines(self):
        picture, mask = scene()
        self.put_image("mask", mask)
        inpaints = self.kind in INPAINT
        nine = getattr(self.pipe, "unet", None) is not None and self.pipe.unet.config.in_channels == 9
        refiner = getattr(self.pipe, "text_encoder", None) is None
        if not nine and not refiner:
            self.run("text-to-image", self.pipe, width=WIDTH, height=HEIGHT)
            if self.kind != "LatentConsistencyModel" and not self.turbo():
                self.run("text-to-image-no-negative", self.pipe, negative=None, width=WIDTH, height=HEIGHT)
        if not nine:
            more = {"requires_aesthetics_score": True} if refiner else {}
            other = IMAGE_TO_IMAGE[self.kind].from_pipe(self.pipe, **more)
            size = {"width": WIDTH, "height": HEIGHT} if self.kind == "StableDiffusion3" else {}
            self.run("image-to-image", other, image=picture, strength=0.6, **size)
        if inpaints and not refiner:
            other = INPAINT[self.kind].from_pipe(self.pipe)
            for name, strength in ("inpaint", 0.75), ("inpaint-full", 1.0):
                self.run(name, other, image=picture, mask_image=mask, strength=strength, width=WIDTH, height=HEIGHT)

    def run(self, name, pipe, negative=NEGATIVE, **options):
        steps = 3 if self.few else 5
        consistency = self.kind == "LatentConsistencyModel"
        guidance = GUIDANCE_OF_LCM if consistency else 0.0 if self.turbo() else 5.0
        told = dict(prompt=PROMPT, num_inference_steps=steps, guidance_scale=guidance, **options)
        if consistency:
            negative = None
        elif negative is not None:
            told["negative_prompt"] = negative
        seen = []

        def keep(_, step, timestep, values):
            seen.append((float(timestep), values["latents"].clone()))
            return values

        with Noise(100 + len(self.cases)) as noise:
            image = pipe(**told, output_type="pt", callback_on_step_end=keep).images
        final = seen[-1][1]
        if self.kind == "StableDiffusion3":  # the inpaint pipeline forgets the shift when it decodes
            config = pipe.vae.config
            decoded = pipe.vae.decode(final / config.scaling_factor + config.shift_factor).sample
            image = (decoded / 2 + 0.5).clamp(0, 1)
        for i, drawn in enumerate(noise.drawn):
            self.put(f"{name}/noise.{i}", drawn)
        self.put(f"{name}/timesteps", torch.tensor([t for t, _ in seen]))
        self.put(f"{name}/latents", torch.cat([latents for _, latents in seen]))
        self.put_image(f"{name}/image", image)
        self.cases[name] = {"steps": steps, "guidance": guidance, "strength": options.get("strength", 1.0),
                            "prompt": PROMPT, "negative": negative or "", "width": WIDTH, "height": HEIGHT}
