"""Golden numbers for the samplers' options, and for the samplers that have their own steps, from k-diffusion.

    (the environment of sampling_golden.py)
    python sampling_options_golden.py ../../src/test/resources/org/inpaintj/sampling/plan/options.json.gz

The walks of sampling_golden.py once more, each with options away from their defaults: eta, churn with its limits,
noise, the range of sigma and rho. DDIM with eta is diffusers'. DDIM CFG++ is computed from its formula (Chung et al.
2024, algorithm 2): the guided prediction, noised with the noise that was predicted without guidance.
"""
import gzip
import json
import math
import sys

import diffusers
import torch

from philox import Philox
from sampling_golden import ALPHAS, COUNT, IMAGE, MASK, SD, SHAPE, Brownian, Denoiser, flat, network, sampling

LOW, HIGH = float(Denoiser(False).sigma_min), float(Denoiser(False).sigma_max)


def schedule(name, n, o):
    d = Denoiser(False)
    low, high, rho = o.get("sigma_min") or LOW, o.get("sigma_max") or HIGH, o.get("rho")
    time = lambda s: float(d.sigma_to_t(torch.tensor(s), quantize=False))
    sigma = lambda t: float(d.t_to_sigma(torch.tensor(float(t))))
    between = lambda count: torch.linspace(time(high), time(low), count, dtype=torch.float64).tolist()
    return {
        "Uniform": lambda: d.get_sigmas(n).tolist()[:-1],
        "Karras": lambda: sampling.get_sigmas_karras(n, low, high, rho or 7.).tolist()[:-1],
        "Exponential": lambda: sampling.get_sigmas_exponential(n, low, high).tolist()[:-1],
        "Polyexponential": lambda: sampling.get_sigmas_polyexponential(n, low, high, rho or 1.).tolist()[:-1],
        "SGM Uniform": lambda: [sigma(t) for t in between(n + 1)[:-1]],
        "Normal": lambda: [sigma(t) for t in between(n)],
        "KL Optimal": lambda: [math.tan(i / (n - 1) * math.atan(low) + (1 - i / (n - 1)) * math.atan(high))
                               for i in range(n)],
    }[name]()


FUNCTIONS = {"Euler": sampling.sample_euler, "Heun": sampling.sample_heun, "DPM2": sampling.sample_dpm_2,
             "Euler a": sampling.sample_euler_ancestral, "DPM2 a": sampling.sample_dpm_2_ancestral,
             "DPM++ 2S a": sampling.sample_dpmpp_2s_ancestral, "DPM++ SDE": sampling.sample_dpmpp_sde,
             "DPM++ 2M SDE": sampling.sample_dpmpp_2m_sde, "DPM++ 2M SDE Heun": sampling.sample_dpmpp_2m_sde,
             "DPM++ 3M SDE": sampling.sample_dpmpp_3m_sde}
CHURNED = ("Euler", "Heun", "DPM2")
BROWNIAN = ("DPM++ SDE", "DPM++ 2M SDE", "DPM++ 2M SDE Heun", "DPM++ 3M SDE")
DROPPING = ("DPM2", "DPM2 a", "DPM++ 3M SDE")


def case(sampler, name, n, task, strength, o, denoiser, start, end):
    return {"sampler": sampler, "schedule": name, "steps": n, "task": task, "strength": strength, "seed": n,
            "options": o, "start": start, "trace": denoiser.trace, "end": flat(end)}


def begin(n, task, strength, sigmas, noise):
    if task == "text":
        return sigmas, noise() * sigmas[0]
    sigmas = sigmas[n - int(min(strength, 0.999) * n) - 1:]
    return sigmas, IMAGE + noise() * sigmas[0]


def walks():
    plan = [("DPM++ 2M SDE Heun", "Exponential", 8, "text", 1, {}), ("DPM++ 2M SDE Heun", "Karras", 20, "image", 0.4, {}),
            ("DPM++ 2M SDE Heun", "Karras", 10, "inpaint", 0.6, {"eta": 0.5, "churn_noise": 0.9})]
    for s in FUNCTIONS:
        if s in CHURNED:
            plan += [(s, "Karras", 8, "text", 1, {"churn": 3.0}),
                     (s, "Karras", 12, "inpaint", 0.7, {"churn": 40.0, "churn_min": 0.3, "churn_max": 2.0,
                                                        "churn_noise": 1.05})]
        else:
            plan += [(s, "Karras", 8, "text", 1, {"eta": eta}) for eta in (0.0, 0.4)]
            plan += [(s, "Karras", 9, "image", 0.6, {"eta": 0.8, "churn_noise": 0.9})]
    ranges = ({"sigma_min": 0.1, "sigma_max": 8.0}, {"sigma_max": 20.0}, {"sigma_min": 0.02})
    plan += [("Euler", s, 6, "text", 1, o) for s in ("Karras", "Exponential", "SGM Uniform", "Normal", "KL Optimal")
             for o in ranges]
    plan += [("Euler", s, 6, "text", 1, {"rho": r}) for s in ("Karras", "Polyexponential") for r in (3.0, 1.5)]
    for sampler, name, n, task, strength, o in plan:
        denoiser, noise = Denoiser(task == "inpaint"), Philox(n)
        s = schedule(name, n + (sampler in DROPPING), o)
        s = s[:-1] if sampler in DROPPING else s
        sigmas, x = begin(n, task, strength, torch.tensor(s + [0.0], dtype=torch.float32), noise)
        start = flat(x)
        extra = {"s_noise": o.get("churn_noise", 1.0)}
        if sampler in CHURNED:
            extra |= {"s_churn": o["churn"] if "churn" in o else 0.0, "s_tmin": o.get("churn_min", 0.0),
                      "s_tmax": o.get("churn_max") or math.inf}
            torch.randn_like = lambda like, **ignored: noise()
        else:
            extra |= {"eta": o.get("eta", 1.0), "noise_sampler": Brownian(noise) if sampler in BROWNIAN else noise}
        if sampler == "DPM++ 2M SDE Heun":
            extra["solver_type"] = "heun"
        if extra.get("s_churn") == 0:
            torch.randn_like = torch.zeros_like
        yield case(sampler, name, n, task, strength, o, denoiser, start,
                   FUNCTIONS[sampler](denoiser, x, sigmas, disable=True, **extra))


def own_steps():
    """As the WebUI calls them: between the model's ends from noise, between the schedule's from an image; eta is 1."""
    for sampler in ("DPM fast", "DPM adaptive"):
        tries = [(10, "text", 1, {}), (20, "image", 0.6, {}), (12, "inpaint", 0.75, {"eta": 0.0}),
                 (9, "text", 1, {"eta": 0.5, "churn_noise": 0.9})]
        if sampler == "DPM fast":
            tries += [(n, "text", 1, {}) for n in (1, 2, 3, 4, 6)]
        for n, task, strength, o in tries:
            denoiser, noise = Denoiser(task == "inpaint"), Philox(n)
            sigmas, x = begin(n, task, strength, torch.tensor(schedule("Uniform", n, o) + [0.0]), noise)
            if task == "text":
                x = x / sigmas[0] * HIGH
            low, high = (LOW, HIGH) if task == "text" else (float(sigmas[-2]), float(sigmas[0]))
            start = flat(x)
            extra = {"eta": o.get("eta", 1.0), "s_noise": o.get("churn_noise", 1.0), "noise_sampler": noise,
                     "disable": True}
            if sampler == "DPM fast":
                x = sampling.sample_dpm_fast(denoiser, x, low, high, len(sigmas) - 1, **extra)
            else:
                x = sampling.sample_dpm_adaptive(denoiser, x, low, high, **extra)
            yield case(sampler, "Uniform", n, task, strength, o, denoiser, start, x)


def unguided(x, t):
    phase = torch.arange(COUNT, dtype=torch.float32).reshape(SHAPE)
    return 0.6 * x + 0.2 * torch.sin(2 * x - 0.002 * float(t) + phase)


def timesteps():
    for sampler, eta in (("DDIM", 0.6), ("DDIM", 1.0), ("DDIM CFG++", 0.0), ("DDIM CFG++", 0.5)):
        for n, task, strength in ((10, "text", 1), (20, "image", 0.75), (30, "inpaint", 0.5)):
            noise = Philox(n)
            taus = [min(t + 1, 999) for t in range(0, 1000, 1000 // n)]
            x = noise()
            if task != "text":
                last = int(min(strength, 0.999) * n)
                x = ALPHAS[taus[last]].sqrt() * IMAGE + (1 - ALPHAS[taus[last]]).sqrt() * x
                taus = taus[:last]
            start, trace = flat(x), []
            scheduler = diffusers.DDIMScheduler(**SD, clip_sample=False)
            scheduler.set_timesteps(n)
            for t, before in zip(taus[:0:-1], taus[-2::-1]):
                trace.append([float(t)] + flat(x))
                a, p = ALPHAS[t], ALPHAS[before]
                out, direction = network(x, t), unguided(x, t)
                clean = (x - (1 - a).sqrt() * out) / a.sqrt()
                if task == "inpaint":
                    # the image is kept in the prediction, and the noise is what it implies
                    clean = clean * MASK + IMAGE * (1 - MASK)
                    out = (x - a.sqrt() * clean) / (1 - a).sqrt()
                    other = (x - (1 - a).sqrt() * direction) / a.sqrt() * MASK + IMAGE * (1 - MASK)
                    direction = (x - a.sqrt() * other) / (1 - a).sqrt()
                if sampler == "DDIM" and t - 1000 // n == before:
                    x = scheduler.step(out.float(), t, x, eta=eta, variance_noise=noise(), return_dict=False)[0]
                    continue
                fresh = eta * ((1 - p) / (1 - a) * (1 - a / p)).sqrt()
                x = p.sqrt() * clean + (1 - p - fresh ** 2).sqrt() * (out if sampler == "DDIM" else direction)
                if eta:
                    x = x + fresh * noise()
            yield {"sampler": sampler, "schedule": "Automatic", "steps": n, "task": task, "strength": strength,
                   "seed": n, "options": {"eta": eta}, "start": start, "trace": trace, "end": flat(x)}


def main(path):
    cases = list(walks()) + list(own_steps()) + list(timesteps())
    text = "[\n%s]\n" % ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    with open(path, "wb") as file:
        file.write(gzip.compress(text.encode("ascii"), 9, mtime=0))
    print(len(cases), "cases")


if __name__ == "__main__":
    main(sys.argv[1])
