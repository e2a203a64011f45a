"""Builds tiny models that say what is in a picture, exports them to ONNX in the layouts of the public files, and records
what the reference programs say with them.

    pip install -r requirements.txt
    python tiny_interrogators.py ../../src/test/resources/models

Writes wd-tagger.zip, blip.zip, blip-past.zip (what differs from blip.zip) and vit-gpt2.zip, each with golden.safetensors as in
export_tiny_diffusion.py. wd-tagger is laid out as SmilingWolf's taggers, blip as people export transformers' BLIP by
hand, since Optimum does not, and vit-gpt2 is what Optimum makes of a VisionEncoderDecoderModel.
"""
import csv
import json
import os
import shutil
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
warnings.simplefilter("ignore")

import numpy as np
import onnxruntime
import torch
from optimum.exporters.onnx import main_export
from PIL import Image
from safetensors.torch import save_file
from torch import nn
from transformers import (BertTokenizerFast, BlipConfig, BlipForConditionalGeneration, BlipImageProcessor, DynamicCache,
                          EncoderDecoderCache, GPT2Config, GPT2LMHeadModel, GPT2TokenizerFast, ViTConfig,
                          ViTImageProcessor, ViTModel, VisionEncoderDecoderModel)
from transformers.models.gpt2.tokenization_gpt2 import bytes_to_unicode

from export_tiny_dino import picture
from export_tiny_erasers import forget
from packing import pack

SIZES = [(97, 61), (40, 150), (64, 64), (5, 4)]
# what generate() is told; what is left out is the model's own
RUNS = [{"num_beams": 1}, {"num_beams": 1, "min_length": 12, "max_length": 30}, {"num_beams": 3},
        {"num_beams": 4, "min_length": 8, "max_length": 12}, {"num_beams": 2, "max_length": 30},
        {"num_beams": 3, "max_length": 30, "early_stopping": True},
        {"num_beams": 3, "max_length": 30, "length_penalty": 0.0, "early_stopping": "never"},
        {"num_beams": 4, "max_length": 30, "length_penalty": 2.5, "early_stopping": "never"}]
THRESHOLDS = [(0.35, 0.85), (0.6, 0.5), (0.999, 0.999), (0, 0)]
WORDS = """a an the of on in with and cat dog man woman red blue small big house tree car street river mountain cell
nucleus picture photo microscope image sitting standing next to two three field sky ' s n't , . ! ? - : ( )
##s ##ed ##ing ##er ##ly""".split()
TAGS = [("general", 9), ("sensitive", 9), ("questionable", 9), ("explicit", 9), ("1girl", 0), ("long_hair", 0), ("^_^", 0),
        ("|_|", 0), (":d", 0), ("looking_at_viewer", 0), ("wings_(symbol)", 0), ("[_]", 0), ("back\\slash", 0),
        ("a,_\"b\"", 0), ("d_d", 0), ("white_background", 0), ("hatsune_miku", 4), ("saber_(fate)", 4), ("ship_name_(x)", 4),
        ("some_series", 3)]
FACES = set("0_0 (o)_(o) +_+ +_- ._. <o>_<o> <|>_<|> =_= >_< 3_3 6_9 >_o @_@ ^_^ o_o u_u x_x |_| ||_||".split())
SIDE, TEXTS = 64, 100


class Tagger(nn.Module):
    """Pixels of blue, green and red, 0 to 255, to a probability for each tag."""

    def __init__(self):
        super().__init__()
        self.patches = nn.Conv2d(3, 16, 16, 16)
        self.head = nn.Linear(16, len(TAGS))

    def forward(self, x):
        x = torch.tanh(self.patches(x.permute(0, 3, 1, 2) / 127.5 - 1))
        return torch.sigmoid(self.head(x.mean((2, 3))))


def redraw(model, std):
    """Weights large enough for outputs that differ from picture to picture and from word to word."""
    for p in model.parameters():
        if p.dim() > 1:
            nn.init.normal_(p, std=std)


def tagger_input(image):
    """On a white square, as large as the network's; blue first."""
    side = max(image.size)
    square = Image.new("RGB", (side, side), (255, 255, 255))
    square.paste(image, ((side - image.width) // 2, (side - image.height) // 2))
    if side != SIDE:
        square = square.resize((SIDE, SIDE), Image.BICUBIC)
    return np.asarray(square, dtype=np.float32)[None, :, :, ::-1].copy()


def prompt(found, general, character):
    """Characters first, then the other tags, surest first."""
    text = []
    for category, limit in (4, character), (0, general):
        sure = [(name, p) for (name, kind), p in zip(TAGS, found) if kind == category and p > limit]
        for name, _ in sorted(sure, key=lambda tag: -tag[1]):
            name = name if name in FACES else name.replace("_", " ")
            text.append("".join("\\" + c if c in "\\()[]" else c for c in name))
    return ", ".join(text)


def tagger(folder):
    torch.manual_seed(3)
    os.makedirs(folder)
    model = Tagger().eval()
    redraw(model, 0.4)
    nn.init.normal_(model.head.weight, std=2)
    path = os.path.join(folder, "model.onnx")
    torch.onnx.export(model, torch.zeros(1, SIDE, SIDE, 3), path, input_names=["input"], output_names=["output"],
                      dynamic_axes={"input": {0: "batch"}, "output": {0: "batch"}}, opset_version=17, dynamo=False)
    forget(path)
    with open(os.path.join(folder, "selected_tags.csv"), "w", encoding="utf-8", newline="") as f:
        rows = csv.writer(f, lineterminator="\n")
        rows.writerow(["tag_id", "name", "category", "count"])
        rows.writerows([1000 + i, name, category, 5000 - i] for i, (name, category) in enumerate(TAGS))
    session, tensors, about = onnxruntime.InferenceSession(path), {}, {}
    for width, height in SIZES:
        name = f"{width}x{height}"
        pixels = tagger_input(Image.fromarray(picture(width, height)))
        found = session.run(None, {"input": pixels})[0][0]
        for general, character in THRESHOLDS:
            assert all(abs(p - limit) > 1e-4 for p in found for limit in (general, character) if limit)
        tensors[f"{name}/pixels"] = torch.from_numpy(pixels.flatten()[::97].copy())
        tensors[f"{name}/probabilities"] = torch.from_numpy(found)
        about[name] = {"prompts": [{"threshold": g, "character": c, "text": prompt(found, g, c)} for g, c in THRESHOLDS]}
        print(f"  {name}: {about[name]['prompts'][0]['text']}")
    save(folder, tensors, about)


def save(folder, tensors, about, base=""):
    save_file(tensors, os.path.join(folder, "golden.safetensors"), metadata={"about": json.dumps(
        {"base": base, "without": [], "cases": about}, sort_keys=True)})


def gap(scores):
    """How much surer the first of the words is than the second."""
    two = torch.topk(scores, 2).values
    return (two[..., 0] - two[..., 1]).min().item()


def captions(folder, processor, tokenizer, generate, first):
    """What the library says of each picture, and the texts of tokens drawn by chance.

    generate(pixels, **options) makes token ids; first(pixels) the logits of the first word."""
    tensors, about = {}, {}
    for width, height in SIZES:
        name, runs = f"{width}x{height}", []
        pixels = processor(images=Image.fromarray(picture(width, height)), return_tensors="pt").pixel_values
        for options in RUNS:
            with torch.no_grad():
                out = generate(pixels, output_scores=True, return_dict_in_generate=True, **options)
            ids = out.sequences[0].tolist()
            sure = min(gap(s[0]) for s in out.scores) if options["num_beams"] == 1 else 1
            assert sure > 1e-3
            runs.append({"options": options, "ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=True)})
            print(f"  {name} {options}: {len(ids)} tokens, {sure:.4f} apart: {runs[-1]['text']!r}")
        tensors[f"{name}/pixels"] = pixels.flatten()[::97].contiguous()
        with torch.no_grad():
            tensors[f"{name}/logits"] = first(pixels).contiguous()
        about[name] = {"runs": runs}
    about["texts"] = [{"ids": ids, "text": tokenizer.decode(ids, skip_special_tokens=True)}
                      for ids in np.random.default_rng(4).integers(0, len(tokenizer) + 2, (TEXTS, 12)).tolist()]
    save(folder, tensors, about)


class VisionModel(nn.Module):

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values)[0]


class TextDecoder(nn.Module):
    """With keys and values of the words before, which may be none, or without."""

    def __init__(self, decoder):
        super().__init__()
        self.decoder = decoder

    def forward(self, input_ids, attention_mask, encoder_hidden_states, encoder_attention_mask, *past):
        cache = None
        if past:
            # exports of earlier versions heed this mask, too
            encoder_hidden_states = encoder_hidden_states * encoder_attention_mask[:, :, None]
            cache = EncoderDecoderCache(DynamicCache(), DynamicCache())
            for layer in range(len(past) // 2):
                cache.self_attention_cache.update(past[2 * layer], past[2 * layer + 1], layer)
        out = self.decoder(input_ids=input_ids, attention_mask=attention_mask, encoder_hidden_states=encoder_hidden_states,
                           encoder_attention_mask=encoder_attention_mask, past_key_values=cache, use_cache=bool(past))
        if not past:
            return out.logits
        kept = out.past_key_values.self_attention_cache.layers
        return (out.logits, *[t for layer in kept for t in (layer.keys, layer.values)])


def blip_model():
    torch.manual_seed(6)
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + WORDS
    small = dict(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2)
    # the first word's token is behind the vocabulary, as that of the real model
    text = dict(small, vocab_size=len(tokens) + 2, encoder_hidden_size=16, projection_dim=16, max_position_embeddings=64,
                bos_token_id=len(tokens), eos_token_id=2, pad_token_id=0, sep_token_id=3)
    config = BlipConfig(text_config=text, vision_config=dict(small, projection_dim=16, image_size=64, patch_size=16),
                        projection_dim=16, image_text_hidden_size=16)
    model = BlipForConditionalGeneration(config).eval()
    redraw(model, 0.3)
    # so that some captions end before they are as long as they may be
    model.text_decoder.cls.predictions.bias.data[3] += 1.5
    return model, tokens


def blip(folder, past):
    model, tokens = blip_model()
    os.makedirs(folder)
    os.makedirs(past)
    model.config.save_pretrained(folder)
    processor = BlipImageProcessor(size={"height": 64, "width": 64})
    processor.save_pretrained(folder)
    with open("words.txt", "w", encoding="utf-8") as f:
        f.write("\n".join(tokens) + "\n")
    tokenizer = BertTokenizerFast("words.txt")
    tokenizer.save_pretrained(folder)
    blip_export(model, os.path.join(folder, "vision_model.onnx"), os.path.join(folder, "text_decoder_model.onnx"),
                os.path.join(past, "text_decoder_model.onnx"))
    states = lambda pixels: model.vision_model(pixels)[0]
    first = lambda pixels: model.text_decoder(torch.tensor([[len(tokens)]]), encoder_hidden_states=states(pixels)).logits[0, -1]
    captions(folder, processor, tokenizer, model.generate, first)
    save(past, {}, {}, "blip")


def blip_export(model, vision, plain, cached):
    pixels = torch.zeros(1, 3, 64, 64)
    torch.onnx.export(VisionModel(model.vision_model), pixels, vision, input_names=["pixel_values"],
                      output_names=["last_hidden_state"], opset_version=17, dynamo=False,
                      dynamic_axes={"pixel_values": {0: "batch"}, "last_hidden_state": {0: "batch"}})
    states = model.vision_model(pixels)[0].detach()
    names = ["input_ids", "attention_mask", "encoder_hidden_states", "encoder_attention_mask"]
    axes = {"input_ids": {0: "batch", 1: "tokens"}, "attention_mask": {0: "batch", 1: "all_tokens"},
            "encoder_hidden_states": {0: "batch", 1: "patches"}, "encoder_attention_mask": {0: "batch", 1: "patches"},
            "logits": {0: "batch", 1: "tokens"}}
    ids = torch.tensor([[7, 8, 9]])
    seen = torch.ones(states.shape[:2], dtype=torch.long)
    torch.onnx.export(TextDecoder(model.text_decoder), (ids, torch.ones(1, 3, dtype=torch.long), states, seen), plain,
                      input_names=names, output_names=["logits"], dynamic_axes=axes, opset_version=17, dynamo=False)
    before = [torch.zeros(1, 2, 2, 8) for _ in range(4)]
    inputs = [f"past_key_values.{i}.{part}" for i in range(2) for part in ("key", "value")]
    outputs = [f"present.{i}.{part}" for i in range(2) for part in ("key", "value")]
    axes.update({name: {0: "batch", 2: "past"} for name in inputs})
    axes.update({name: {0: "batch", 2: "all_tokens"} for name in outputs})
    torch.onnx.export(TextDecoder(model.text_decoder), (ids, torch.ones(1, 5, dtype=torch.long), states, seen, *before),
                      cached, input_names=names + inputs, output_names=["logits"] + outputs, dynamic_axes=axes,
                      opset_version=17, dynamo=False)
    for path in vision, plain, cached:
        forget(path)
    model.eval()


def byte_level(folder):
    """vocab.json and merges.txt of GPT-2's kind: bytes, words with a space before them, and the end of a text."""
    os.makedirs(folder, exist_ok=True)
    letters, merges = list(bytes_to_unicode().values()), []
    for word in [w for w in WORDS if w.isalpha()] + ["été", "中"]:
        parts = [bytes_to_unicode()[b] for b in (" " + word).encode("utf-8")]
        for i in range(1, len(parts)):
            pair = "".join(parts[:i]), parts[i]
            if pair not in merges:
                merges.append(pair)
    tokens = letters + ["".join(pair) for pair in merges] + ["<|endoftext|>"]
    vocabulary = {token: i for i, token in enumerate(dict.fromkeys(tokens))}
    with open(os.path.join(folder, "vocab.json"), "w", encoding="utf-8") as f:
        json.dump(vocabulary, f, ensure_ascii=False)
    with open(os.path.join(folder, "merges.txt"), "w", encoding="utf-8") as f:
        f.write("#version: 0.2\n" + "\n".join(" ".join(pair) for pair in merges) + "\n")
    return GPT2TokenizerFast(os.path.join(folder, "vocab.json"), os.path.join(folder, "merges.txt"))


def vit_gpt2_model(tokenizer):
    torch.manual_seed(1)
    end = tokenizer.eos_token_id
    encoder = ViTModel(ViTConfig(hidden_size=16, intermediate_size=32, num_hidden_layers=2, num_attention_heads=2,
                                 image_size=64, patch_size=16), add_pooling_layer=False)
    decoder = GPT2LMHeadModel(GPT2Config(vocab_size=len(tokenizer), n_positions=64, n_embd=16, n_layer=2, n_head=2,
                                         add_cross_attention=True, is_decoder=True, bos_token_id=end, eos_token_id=end))
    model = VisionEncoderDecoderModel(encoder=encoder, decoder=decoder).eval()
    redraw(model, 0.4)
    # words rather than bytes, and some captions that end before they are as long as they may be
    decoder.transformer.wte.weight.data[:256] *= 0.5
    decoder.transformer.wte.weight.data[end] *= 1.6
    for settings in model.config, model.generation_config:
        settings.decoder_start_token_id = settings.pad_token_id = settings.eos_token_id = end
    model.generation_config.max_length, model.generation_config.num_beams = 16, 4
    return model


def vit_gpt2(folder):
    tokenizer = byte_level("words")
    model = vit_gpt2_model(tokenizer)
    end = tokenizer.eos_token_id
    processor = ViTImageProcessor(size={"height": 64, "width": 64})
    for part in model, processor, tokenizer:
        part.save_pretrained("vit-gpt2-source")
    main_export("vit-gpt2-source", output=folder, task="image-to-text-with-past", do_validation=False)
    # the merged decoder can do what this one does
    os.remove(os.path.join(folder, "decoder_with_past_model.onnx"))
    for name in os.listdir(folder):
        if name.endswith(".onnx"):
            forget(os.path.join(folder, name))
    first = lambda pixels: model(pixel_values=pixels, decoder_input_ids=torch.tensor([[end]])).logits[0, -1]
    captions(folder, processor, tokenizer, model.generate, first)


def main(target):
    torch.set_num_threads(1)
    target, start = os.path.abspath(target), os.getcwd()
    work = tempfile.mkdtemp()
    os.chdir(work)
    tagger("wd-tagger")
    blip("blip", "blip-past")
    vit_gpt2("vit-gpt2")
    for name in "wd-tagger", "blip", "vit-gpt2":
        pack(name, os.path.join(target, name + ".zip"))
    pack("blip-past", os.path.join(target, "blip-past.zip"), "blip")
    os.chdir(start)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1])
