"""Writes textual inversions in each published form, and what diffusers computes when it has loaded them.

    pip install -r requirements.txt
    python export_tiny_embeddings.py ../../src/test/resources/models [NAME...]

They belong to the models in checkpoint-sd1.zip and checkpoint-sdxl.zip. A trigger word is the name of its file; the
cases with the task context only have a prompt, whose context (and pooled text) is recorded.
"""
import os
import sys

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["DIFFUSERS_VERBOSITY"] = "error"

import torch
from safetensors.torch import load_file

import tiny_checkpoints as tiny
from checkpoint_files import safetensors, write_all
from checkpoint_goldens import EULER, NEGATIVE, CheckpointGoldens


def vectors(count, width, seed):
    return torch.randint(-15, 16, (count, width), generator=torch.Generator().manual_seed(seed)) / 64


def webui(folder, name, held):
    torch.save({"string_to_token": {"*": 265}, "string_to_param": held, "name": name, "step": 499,
                "sd_checkpoint": None, "sd_checkpoint_name": None}, os.path.join(folder, name + ".pt"))


def contexts(goldens, prompts):
    for prompt in prompts:
        name = f"{len(goldens.cases):02} context"
        parts = goldens.encode(prompt, NEGATIVE)
        goldens.put(name + "/context", parts[0])
        if len(parts) > 2:
            goldens.put(name + "/pooled", parts[2])
        goldens.cases[name] = {"task": "context", "prompt": prompt}


def embeddings(folder):
    """The forms of Stable Diffusion 1: the WebUI's, with a plain table or one of torch's; its safetensors; and those
    of diffusers with one or several vectors."""
    pipe = tiny.sd1("tokenizer")
    webui(folder, "zebrafish", {"*": torch.nn.Parameter(vectors(3, 64, 1))})
    webui(folder, "relief", torch.nn.ParameterDict({"*": torch.nn.Parameter(vectors(1, 64, 2))}))
    safetensors(folder, "stipple", {"emb_params": vectors(2, 64, 3).half()})
    torch.save({"<cat-toy>": vectors(1, 64, 4)[0]}, os.path.join(folder, "cat-toy.bin"))
    safetensors(folder, "gouache", {"<paint>": vectors(4, 64, 5)})
    for file in sorted(os.listdir(folder)):
        name, path = os.path.splitext(file)[0], os.path.join(folder, file)
        state = load_file(path) if file.endswith("safetensors") else torch.load(path, weights_only=False)
        pipe.load_textual_inversion(state, token=name)
    goldens = CheckpointGoldens(pipe)
    contexts(goldens, ["a photo of zebrafish, red", "relief", "stipple drawing of a cat-toy",
                       "gouache, relief, zebrafish"])
    goldens.run("text", EULER, prompt="gouache of zebrafish at night", negative="cat-toy, blurry")
    return goldens


def embeddings_xl(folder):
    """A table for each of the two encoders."""
    pipe = tiny.sdxl("tokenizer")
    safetensors(folder, "zebrafish", {"clip_l": vectors(2, 64, 6), "clip_g": vectors(2, 128, 7)})
    state = load_file(os.path.join(folder, "zebrafish.safetensors"))
    for key, number in ("clip_l", ""), ("clip_g", "_2"):
        pipe.load_textual_inversion(state[key], token="zebrafish", text_encoder=getattr(pipe, "text_encoder" + number),
                                    tokenizer=getattr(pipe, "tokenizer" + number))
    goldens = CheckpointGoldens(pipe)
    contexts(goldens, ["a photo of zebrafish, red"])
    goldens.run("text", EULER, prompt="zebrafish at night")
    return goldens


if __name__ == "__main__":
    write_all([embeddings, embeddings_xl], sys.argv[1], sys.argv[2:])
