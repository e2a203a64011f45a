"""Golden numbers for the samplers and schedules, from diffusers and k-diffusion.

    python -m venv venv && . venv/bin/activate
    pip install torch==2.10.0 diffusers==0.39.0 scipy==1.17.1 numpy==2.4.6 safetensors pillow torchvision==0.25.0
    pip install --no-deps k-diffusion==0.1.1.post1 torchsde==0.2.6 torchdiffeq==0.2.5 trampoline==0.1.2
    python sampling_golden.py ../../src/test/resources/org/inpaintj/sampling/plan/golden.json.gz

Every case walks a small analytic network with a real scheduler or sampler and records, for each evaluation, the
timestep the network was given and the latents after the step. Noise comes from the Philox generator, so the Java side
draws the same. Inpainting cases re-impose the image as diffusers' inpainting pipelines do.
"""
import gzip
import importlib.metadata
import json
import math
import sys
import types

PINS = {"torch": "2.10.0", "diffusers": "0.39.0", "scipy": "1.17.1", "numpy": "2.4.6", "k-diffusion": "0.1.1.post1"}
for package, version in PINS.items():
    found = importlib.metadata.version(package).split("+")[0]
    if found != version:
        sys.exit(f"{package} is {found}, this script was written for {version}")

import diffusers
import numpy as np
import scipy.stats
import torch

# k-diffusion's package pulls in training code; its modules do not need it
root = importlib.metadata.distribution("k-diffusion").locate_file("k_diffusion")
package = types.ModuleType("k_diffusion")
package.__path__ = [str(root)]
sys.modules["k_diffusion"] = package
from k_diffusion import external, sampling  # noqa: E402
from philox import Philox  # noqa: E402

SHAPE = (1, 4, 1, 2)
COUNT = 8


class Brownian:
    """One Brownian path over sigma, read from left to right; intervals from the same start share their beginning."""

    def __init__(self, noise):
        self.noise, self.last = noise, None

    def __call__(self, start, end):
        start, end = float(start), float(end)
        if self.last is None or abs(self.last[0] - start) > 1e-6 * start:
            self.last = start, end, self.noise() * math.sqrt(start - end)
        elif abs(self.last[1] - end) > 1e-6 * end:
            path = self.last[2] + self.noise() * math.sqrt(self.last[1] - end)
            self.last = start, end, path
        return self.last[2] / math.sqrt(start - end)


def network(x, t):
    phase = torch.arange(COUNT, dtype=torch.float32).reshape(SHAPE)
    return 0.8 * x + 0.3 * torch.sin(x + 0.003 * float(t) + phase)


IMAGE = torch.tensor([0.5, -0.3, 0.9, 0.1, -0.8, 0.4, 0.2, -0.6]).reshape(SHAPE)
MASK = torch.tensor([1.0, 0, 1, 0, 1, 0, 1, 0]).reshape(SHAPE)


def flat(x):
    return [float(f"{v:.7g}") for v in x.flatten().tolist()]


# ---------------------------------------------------------------------------------------------------------- diffusers

def walk_scheduler(name, scheduler, n, task, strength, tokens=0):
    """The loop of the pipelines: StableDiffusion[Img2Img|Inpaint]Pipeline and those of Stable Diffusion 3 and LCM."""
    noise_source = Philox(len(name) + n)
    module = sys.modules[type(scheduler).__module__]
    if hasattr(module, "randn_tensor"):
        module.randn_tensor = noise_source
    if hasattr(module, "BrownianTreeNoiseSampler"):
        module.BrownianTreeNoiseSampler = lambda *a, **k: Brownian(noise_source)
    flow = type(scheduler).__name__.startswith("FlowMatch")
    lcm = type(scheduler).__name__ == "LCMScheduler"
    extra = {}
    if scheduler.config.get("use_dynamic_shifting"):
        c = scheduler.config
        low, high = c.get("base_shift", 0.5), c.get("max_shift", 1.15)
        fewest, most = c.get("base_image_seq_len", 256), c.get("max_image_seq_len", 4096)
        slope = (high - low) / (most - fewest)
        extra["mu"] = tokens * slope + low - slope * fewest
    if lcm and task == "image":
        extra["strength"] = strength
    scheduler.set_timesteps(n, **extra)
    timesteps = scheduler.timesteps
    if task != "text" and not (lcm and task == "image"):
        if flow:
            start = int(max(n - min(n * strength, n), 0))
        else:
            start = max(n - min(int(n * strength), n), 0)
        timesteps = timesteps[start * scheduler.order:]
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(start * scheduler.order)
    noise = noise_source()
    add = scheduler.scale_noise if flow else scheduler.add_noise
    args = (lambda t: (IMAGE, t, noise)) if flow else (lambda t: (IMAGE, noise, t))
    if task == "text" or task == "inpaint" and strength == 1:
        x = noise * getattr(scheduler, "init_noise_sigma", 1.0)
    else:
        x = add(*args(timesteps[:1]))
    start_x = flat(x)
    trace = []
    for i, t in enumerate(timesteps):
        inp = x if flow else scheduler.scale_model_input(x, t)
        out = network(inp, t)
        x = scheduler.step(out, t, x, return_dict=False)[0]
        if task == "inpaint":
            known = add(*args(timesteps[i + 1:i + 2])) if i < len(timesteps) - 1 else IMAGE
            x = (1 - MASK) * known + MASK * x
        trace.append([float(t)] + flat(x))
    return {"start": start_x, "trace": trace, "seed": len(name) + n}


SD = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
V0 = {**SD, "prediction_type": "v_prediction", "rescale_betas_zero_snr": True, "timestep_spacing": "trailing"}
FLOW = {"prediction_type": "flow_prediction", "use_flow_sigmas": True}
LEADING = {**SD, "timestep_spacing": "leading", "steps_offset": 1}
KARRAS, EXPONENTIAL, BETA = ({**SD, f"use_{k}_sigmas": True} for k in ("karras", "exponential", "beta"))


def diffusers_cases():
    e, ea, heun, lms = "Euler", "Euler a", "Heun", "LMS"
    d2, d2a, sde, m, msde, m3 = "DPM2", "DPM2 a", "DPM++ SDE", "DPM++ 2M", "DPM++ 2M SDE", "DPM++ 3M SDE"
    ddim, ddpm, plms, uni, lcm, flow = "DDIM", "DDPM", "PLMS", "UniPC", "LCM", "Flow Match Euler"
    classes = {e: "EulerDiscrete", ea: "EulerAncestralDiscrete", heun: "HeunDiscrete", lms: "LMSDiscrete",
               d2: "KDPM2Discrete", d2a: "KDPM2AncestralDiscrete", sde: "DPMSolverSDE", m: "DPMSolverMultistep",
               msde: "DPMSolverMultistep", m3: "DPMSolverMultistep", ddim: "DDIM", ddpm: "DDPM", plms: "PNDM",
               uni: "UniPCMultistep", lcm: "LCM", flow: "FlowMatchEulerDiscrete"}
    stochastic = {"algorithm_type": "sde-dpmsolver++"}
    third = {**stochastic, "solver_order": 3}
    pndm = {**SD, "skip_prk_steps": True, "steps_offset": 1}
    lcms = {"original_inference_steps": 50}
    low = {"final_sigmas_type": "sigma_min"}
    noise_solver = {**SD, **low, "algorithm_type": "dpmsolver"}
    cases = []
    for s in (e, ea, heun, lms, d2, d2a, sde, m, uni, ddim, ddpm, plms):
        extra = {"skip_prk_steps": True} if s == plms else {}
        cases += [(s, {**SD, **extra}, 6, "text", 1), (s, {**LEADING, **extra}, 10, "image", 0.6),
                  (s, {**SD, "timestep_spacing": "trailing", **extra}, 8, "inpaint", 0.75), (s, extra, 4, "inpaint", 1)]
    for s in (e, heun, lms, d2, d2a, sde, m, uni):
        cases += [(s, KARRAS, 6, "text", 1), (s, EXPONENTIAL, 5, "text", 1), (s, BETA, 5, "text", 1)]
    for s in (e, ea, m, uni, ddim, heun, lms, d2, sde, plms):
        cases += [(s, {**V0, "skip_prk_steps": True}, 6, "text", 1)]
    for s in (heun, lms, d2, sde, ddpm, plms):
        cases += [(s, {**SD, "prediction_type": "v_prediction", "skip_prk_steps": True}, 6, "text", 1)]
    for s in (e, heun, lms, m, uni, ddim, ddpm):
        cases += [(s, {**SD, "prediction_type": "sample", "clip_sample": False}, 5, "text", 1)]
    cases += [
        (e, {**SD, "interpolation_type": "log_linear"}, 6, "text", 1), (e, {**SD, **low}, 6, "text", 1),
        (e, {**KARRAS, "sigma_min": 0.1, "sigma_max": 10.0}, 6, "text", 1),
        (e, {**SD, "prediction_type": "v_prediction", "timestep_type": "continuous"}, 6, "text", 1),
        (e, {"beta_schedule": "squaredcos_cap_v2"}, 6, "text", 1),
        (e, {"trained_betas": [0.01 * (i + 1) for i in range(20)], "num_train_timesteps": 20}, 5, "text", 1),
        (heun, {**SD, "clip_sample": True, "clip_sample_range": 0.7}, 5, "text", 1),
        (heun, {"beta_schedule": "exp"}, 5, "text", 1),
        (m, SD, 16, "text", 1), (m, {**SD, "solver_order": 3}, 8, "text", 1),
        (m, {**SD, "solver_order": 3, "lower_order_final": False}, 6, "text", 1),
        (m, {**SD, "solver_type": "heun"}, 6, "text", 1), (m, {**SD, "euler_at_final": True, **low}, 15, "text", 1),
        (m, {**SD, **low}, 15, "text", 1), (m, {**SD, "use_lu_lambdas": True}, 6, "text", 1),
        (m, noise_solver, 6, "text", 1), (m, {**noise_solver, "solver_type": "heun"}, 6, "text", 1),
        (m, {**noise_solver, "solver_order": 3}, 7, "text", 1), (m, {**SD, "lambda_min_clipped": -5.1}, 6, "text", 1),
        (m, {**SD, "thresholding": True, "sample_max_value": 2.0, "dynamic_thresholding_ratio": 0.8}, 5, "text", 1),
        (m, {"beta_schedule": "squaredcos_cap_v2", "lambda_min_clipped": -5.1}, 5, "text", 1),
        (m, {**FLOW, "flow_shift": 3.0}, 6, "text", 1), (m, {**FLOW, "flow_shift": 3.0}, 8, "inpaint", 0.75),
        (msde, {**SD, **stochastic}, 6, "text", 1),
        (msde, {**KARRAS, **stochastic, "solver_type": "heun"}, 6, "text", 1),
        (msde, {**SD, **low, "algorithm_type": "sde-dpmsolver"}, 6, "text", 1),
        (msde, {**SD, **low, "algorithm_type": "sde-dpmsolver", "solver_type": "heun"}, 5, "text", 1),
        (msde, {**SD, **stochastic}, 10, "inpaint", 0.6), (m3, {**SD, **third}, 7, "text", 1),
        (m3, {**LEADING, **third}, 10, "image", 0.5),
        (ddim, {**SD, "clip_sample": False, "set_alpha_to_one": False, "steps_offset": 1}, 7, "text", 1),
        (ddim, {**SD, "clip_sample": False, "timestep_spacing": "linspace"}, 5, "text", 1),
        (ddim, {**SD, "thresholding": True, "sample_max_value": 2.0, "dynamic_thresholding_ratio": 0.7}, 5, "text", 1),
        (ddpm, {**SD, "variance_type": "fixed_large", "steps_offset": 1, "clip_sample": False}, 5, "text", 1),
        (ddpm, {**SD, "variance_type": "fixed_small_log"}, 5, "text", 1),
        (ddpm, {"beta_schedule": "sigmoid"}, 5, "text", 1), (ddpm, {"beta_schedule": "laplace"}, 5, "text", 1),
        (plms, SD, 6, "text", 1), (plms, {**SD, "prediction_type": "v_prediction"}, 4, "text", 1),
        (plms, pndm, 8, "image", 0.9), (plms, pndm, 10, "image", 0.5), (plms, pndm, 1, "text", 1),
        (plms, {**pndm, "set_alpha_to_one": True}, 6, "inpaint", 0.8),
        (uni, {**SD, "solver_type": "bh1", **low}, 6, "text", 1), (uni, {**SD, "solver_order": 3}, 8, "text", 1),
        (uni, {**SD, "disable_corrector": [0, 2]}, 6, "text", 1),
        (uni, {**SD, "predict_x0": False, **low}, 6, "text", 1),
        (uni, {**SD, "solver_order": 3, "lower_order_final": False, **low}, 6, "text", 1),
        (uni, {**FLOW, "flow_shift": 3.0}, 6, "text", 1), (uni, {**FLOW, "shift_terminal": 0.02}, 6, "text", 1),
        (uni, {**FLOW, "use_dynamic_shifting": True}, 6, "text", 1),
        (uni, {**FLOW, "use_karras_sigmas": True}, 6, "text", 1),
        (lcm, lcms, 4, "text", 1), (lcm, lcms, 4, "image", 0.6), (lcm, lcms, 8, "inpaint", 0.5),
        (lcm, lcms, 3, "inpaint", 1),
        (lcm, {**lcms, "clip_sample": True, "timestep_scaling": 0.01, "prediction_type": "v_prediction"}, 5, "text", 1),
        (flow, {"shift": 3.0}, 8, "text", 1), (flow, {"shift": 3.0}, 8, "image", 0.6),
        (flow, {"shift": 3.0}, 8, "inpaint", 0.8),
        (flow, {}, 3, "inpaint", 1), (flow, {"use_dynamic_shifting": True}, 5, "text", 1),
        (flow, {"use_dynamic_shifting": True, "time_shift_type": "linear"}, 5, "text", 1),
        (flow, {"shift": 3.0, "shift_terminal": 0.02}, 5, "text", 1),
        (flow, {"shift": 3.0, "use_karras_sigmas": True}, 5, "text", 1),
        (flow, {"shift": 3.0, "use_exponential_sigmas": True}, 5, "text", 1),
        (flow, {"shift": 3.0, "use_beta_sigmas": True}, 5, "text", 1),
        (flow, {"shift": 2.0, "stochastic_sampling": True}, 5, "text", 1),
    ]
    for sampler, config, n, task, strength in cases:
        cls = getattr(diffusers, classes[sampler] + "Scheduler")
        # through from_config, as a file is read; what the class does not know is ignored
        scheduler = cls.from_config({**config, "_class_name": cls.__name__})
        yield {"sampler": sampler, "config": {"_class_name": cls.__name__, **config}, "steps": n, "task": task,
               "strength": strength, "tokens": 1024, **walk_scheduler(sampler, scheduler, n, task, strength, 1024)}


# -------------------------------------------------------------------------------------------------------- k-diffusion

ALPHAS = torch.cumprod(1 - torch.linspace(0.00085 ** 0.5, 0.012 ** 0.5, 1000) ** 2, 0)


class Model:
    def apply_model(self, x, t, **ignored):
        return network(x, t)


class Denoiser(external.DiscreteEpsDDPMDenoiser):
    """k-diffusion's wrapper, which also records."""

    def __init__(self, blend):
        super().__init__(None, ALPHAS, quantize=False)
        self.trace, self.blend = [], blend

    def get_eps(self, x, t, **ignored):
        self.trace.append([float(t)])
        return network(x, t)

    def forward(self, x, sigma, **ignored):
        clean = super().forward(x, sigma)
        self.trace[-1] += flat(x)
        return clean * MASK + IMAGE * (1 - MASK) if self.blend else clean


def schedules(d):
    low, high = float(d.sigma_min), float(d.sigma_max)
    sigma = lambda t: float(d.t_to_sigma(torch.tensor(float(t))))
    aligned = [14.615, 6.475, 3.861, 2.697, 1.886, 1.396, 0.963, 0.652, 0.399, 0.152, 0.029]
    table = [float(s) for s in d.sigmas]

    def aligned_steps(n):
        return np.exp(np.interp(np.linspace(0, 10, n), np.arange(11), np.log(aligned))).tolist()

    return {
        "Uniform": lambda n: d.get_sigmas(n).tolist()[:-1],
        "Karras": lambda n: sampling.get_sigmas_karras(n, low, high).tolist()[:-1],
        "Exponential": lambda n: sampling.get_sigmas_exponential(n, low, high).tolist()[:-1],
        "Polyexponential": lambda n: sampling.get_sigmas_polyexponential(n, low, high).tolist()[:-1],
        "SGM Uniform": lambda n: [sigma(t) for t in np.linspace(999, 0, n + 1)[:-1]],
        "Normal": lambda n: [sigma(t) for t in np.linspace(999, 0, n)],
        "Simple": lambda n: [table[-(1 + int(i * 1000 / n))] for i in range(n)],
        "DDIM": lambda n: [table[1 + i * 1000 // n] for i in range(n)][::-1],
        "KL Optimal": lambda n: [math.tan(i / (n - 1) * math.atan(low) + (1 - i / (n - 1)) * math.atan(high))
                                 for i in range(n)],
        "Align Your Steps": aligned_steps,
        "Beta": lambda n: [sigma(999 * scipy.stats.beta.ppf(1 - i / n, 0.6, 0.6)) for i in range(n)],
    }


def k_diffusion_cases():
    brownian = ("DPM++ SDE", "DPM++ 2M SDE", "DPM++ 3M SDE")
    functions = {"Euler": sampling.sample_euler, "Euler a": sampling.sample_euler_ancestral,
                 "Heun": sampling.sample_heun, "LMS": sampling.sample_lms, "DPM2": sampling.sample_dpm_2,
                 "DPM2 a": sampling.sample_dpm_2_ancestral, "DPM++ 2M": sampling.sample_dpmpp_2m,
                 "DPM++ 2S a": sampling.sample_dpmpp_2s_ancestral, "DPM++ SDE": sampling.sample_dpmpp_sde,
                 "DPM++ 2M SDE": sampling.sample_dpmpp_2m_sde, "DPM++ 3M SDE": sampling.sample_dpmpp_3m_sde}
    noisy = brownian + ("Euler a", "DPM2 a", "DPM++ 2S a")
    dropping = ("DPM2", "DPM2 a", "DPM++ 3M SDE")
    names = list(schedules(Denoiser(False)))
    plan = [("Euler", s, 10, "text", 1) for s in names]
    for i, sampler in enumerate(functions):
        plan += [(sampler, names[i % len(names)], 7, "text", 1),
        (sampler, names[(i + 4) % len(names)], 10, "inpaint", 0.6)]
        plan += [(sampler, "Karras", 20, "image", 0.4), (sampler, "Karras", 1, "text", 1)]
    for sampler, schedule, n, task, strength in plan:
        if n == 1 and sampler in ("DPM++ 2M SDE", "DPM++ 3M SDE"):
            continue  # k-diffusion fails
        denoiser = Denoiser(task == "inpaint")
        noise = Philox(n)
        length = n + (sampler in dropping)
        s = schedules(denoiser)[schedule](length)
        if sampler in dropping:
            s = s[:-1]
        sigmas = torch.tensor(s + [0.0], dtype=torch.float32)
        if task == "text":
            x = noise() * sigmas[0]
        else:
            sigmas = sigmas[n - int(min(strength, 0.999) * n) - 1:]
            x = IMAGE + noise() * sigmas[0]
        start = flat(x)
        extra = {"noise_sampler": Brownian(noise) if sampler in brownian else noise} if sampler in noisy else {}
        x = functions[sampler](denoiser, x, sigmas, disable=True, **extra)
        yield {"sampler": sampler, "schedule": schedule, "steps": n, "task": task, "strength": strength, "seed": n,
               "start": start, "trace": denoiser.trace, "end": flat(x)}


# ------------------------------------------------------------------------ the WebUI's samplers that k-diffusion lacks

def restart(denoiser, x, sigmas, noise):
    """Xu et al. 2023 with the WebUI's numbers, put together from k-diffusion's Heun."""
    n = len(sigmas) - 1
    if n < 20:
        return sampling.sample_heun(denoiser, x, sigmas, disable=True)
    steps, times = (n // 4, 2) if n >= 36 else (9, 1)
    sigmas = sampling.get_sigmas_karras(n - steps * times, float(sigmas[-2]), float(sigmas[0]))
    low, high = (int(torch.argmin(abs(sigmas - s))) for s in (0.1, 2))
    x = sampling.sample_heun(denoiser, x, sigmas[:low + 1], disable=True)
    again = sampling.get_sigmas_karras(steps + 1, float(sigmas[low]), float(sigmas[high]))[:-1]
    for _ in range(times):
        x = x + noise() * (sigmas[high] ** 2 - sigmas[low] ** 2) ** 0.5
        x = sampling.sample_heun(denoiser, x, again, disable=True)
    return sampling.sample_heun(denoiser, x, sigmas[low:], disable=True) if low < len(sigmas) - 1 else x


def restart_cases():
    for schedule, n, task, strength in (("Karras", 7, "text", 1), ("Karras", 20, "text", 1), ("Uniform", 40, "text", 1),
                                        ("SGM Uniform", 24, "image", 0.8), ("Karras", 40, "image", 0.95)):
        denoiser, noise = Denoiser(False), Philox(n)
        sigmas = torch.tensor(schedules(denoiser)[schedule](n) + [0.0], dtype=torch.float32)
        if task == "image":
            sigmas = sigmas[n - int(min(strength, 0.999) * n) - 1:]
        x = noise() * sigmas[0] + (IMAGE if task == "image" else 0)
        start = flat(x)
        x = restart(denoiser, x, sigmas, noise)
        yield {"sampler": "Restart", "schedule": schedule, "steps": n, "task": task, "strength": strength, "seed": n,
               "start": start, "trace": denoiser.trace, "end": flat(x)}


def timestep_cases():
    """The steps are those of diffusers' schedulers, the timesteps those of the WebUI."""
    for name in ("DDIM", "PLMS", "UniPC"):
        for n, task, strength in ((10, "text", 1), (20, "image", 0.75), (30, "inpaint", 0.5), (7, "text", 1)):
            noise = Philox(n)
            taus = [min(t + 1, 999) for t in range(0, 1000, 1000 // n)]
            x = noise()
            if task != "text":
                last = int(min(strength, 0.999) * n)
                x = ALPHAS[taus[last]].sqrt() * IMAGE + (1 - ALPHAS[taus[last]]).sqrt() * x
                taus = taus[:last]
            visited = taus[:0:-1]
            if name == "DDIM":
                scheduler = diffusers.DDIMScheduler(**SD, clip_sample=False)
            elif name == "PLMS":
                scheduler = diffusers.PNDMScheduler(**SD, skip_prk_steps=True)
                visited = visited[:1] + taus[-2:-1] + visited[1:]
            else:
                scheduler = diffusers.UniPCMultistepScheduler(**SD, solver_type="bh1",
                                                              solver_order=min(3, len(taus)))
                visited = np.linspace(999 if task == "text" else taus[-1], 0, len(taus) + 1)
            scheduler.set_timesteps(n)
            if name == "UniPC":
                logs = np.interp(visited, np.arange(1000), np.log(ALPHAS.numpy()))
                scheduler.sigmas = torch.tensor(np.sqrt(np.exp(-logs) - 1), dtype=torch.float32)
                visited = visited[:-1]
                scheduler.timesteps = torch.tensor(visited)
                scheduler.num_inference_steps = len(visited)
                scheduler.set_begin_index(0)
            start, trace = flat(x), []
            for t in visited:
                trace.append([float(t)] + flat(x))
                out = network(x, t)
                if task == "inpaint":
                    # the image is kept in the prediction
                    a = torch.tensor(math.exp(np.interp(t, np.arange(1000), np.log(ALPHAS.numpy()))))
                    clean = (x - (1 - a).sqrt() * out) / a.sqrt() * MASK + IMAGE * (1 - MASK)
                    out = ((x - a.sqrt() * clean) / (1 - a).sqrt()).float()
                x = scheduler.step(out, t if name == "UniPC" else int(t), x, return_dict=False)[0]
            yield {"sampler": name, "schedule": "Automatic", "steps": n, "task": task, "strength": strength, "seed": n,
                   "start": start, "trace": trace, "end": flat(x)}


def lcm_cases():
    """Luo et al. 2023 on the fifty distilled timesteps, in k-diffusion's terms."""
    table = ((1 - ALPHAS) / ALPHAS).sqrt()[19::20]
    scale = external.DiscreteSchedule(table, quantize=False)
    for n, task, strength in ((4, "text", 1), (8, "image", 0.5)):
        noise = Philox(n)
        sigmas = scale.get_sigmas(n)
        if task == "image":
            sigmas = sigmas[n - int(strength * n) - 1:]
        x = noise() * sigmas[0] + (IMAGE if task == "image" else 0)
        start, trace = flat(x), []
        for sigma, following in zip(sigmas[:-1], sigmas[1:]):
            t = int(torch.argmin(abs(sigma.log() - table.log()))) * 20 + 19
            trace.append([float(t)] + flat(x))
            clean = x - sigma * network(x / (sigma ** 2 + 1) ** 0.5, t)
            skip = 0.25 / ((10 * t) ** 2 + 0.25)
            x = clean * 10 * t / ((10 * t) ** 2 + 0.25) ** 0.5 + skip * x
            if following > 0:
                x = x + following * noise()
        yield {"sampler": "LCM", "schedule": "Automatic", "steps": n, "task": task, "strength": strength, "seed": n,
               "start": start, "trace": trace, "end": flat(x)}


def main(path):
    k = list(k_diffusion_cases()) + list(restart_cases()) + list(timestep_cases()) + list(lcm_cases())
    d = list(diffusers_cases())
    lines = lambda cases: ",\n".join(json.dumps(c, separators=(",", ":")) for c in cases)
    text = '{"image":%s,"mask":%s,"alphas":%s,\n"diffusers":[\n%s],\n"named":[\n%s]}\n' % (
        flat(IMAGE), flat(MASK), flat(ALPHAS[::111]), lines(d), lines(k))
    with open(path, "wb") as file:
        file.write(gzip.compress(text.encode("ascii"), 9, mtime=0))
    print(len(d), "diffusers cases,", len(k), "cases with named schedules")


if __name__ == "__main__":
    main(sys.argv[1])
