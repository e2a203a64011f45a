"""Builds a tiny GroundingDINO, exports it to ONNX in every form that is found, and records what PyTorch finds with it.

    pip install -r requirements.txt
    python export_tiny_dino.py ../../src/test/resources/models

Writes dino.zip and, for what differs from it, one dino-FORM.zip for each other form; golden.safetensors as in
export_tiny_diffusion.py. The same pins give the same networks, byte for byte; the last bits of the goldens
depend on the processor, too.

Tracing keeps the size of the image, so each form has one; all share one file of weights.
"""
import json
import os
import shutil
import sys
import tempfile
import warnings

os.environ["HF_HUB_OFFLINE"] = "1"
warnings.simplefilter("ignore")

import numpy as np
import onnx
import torch
from safetensors.torch import save_file
from transformers import BertTokenizerFast, GroundingDinoImageProcessor, GroundingDinoProcessor

import tiny_dino
from packing import pack

BOX, TEXT = 0.3, 0.25
WEIGHTS, INLINE = "weights.bin", 1024
FIXED = {"height": 96, "width": 128}
# form: how it takes the text, phrases it is traced with (0: any number), options of the image processor, and cases:
# width and height of the picture, phrases
FORMS = {
    "dino": (tiny_dino.AsTransformers, 0, dict(size={"shortest_edge": 96, "longest_edge": 160}), [
        (97, 61, ["small cat"]), (194, 122, ["cat", "the red dog"]), (291, 183, ["nucleus", "scale bar", "mitochondrion"])]),
    "dino-one": (tiny_dino.AsTransformers, 1, dict(size=FIXED), [
        (97, 61, ["cat"]), (50, 131, ["small cat", "dog", "text in a car"])]),
    "dino-two": (tiny_dino.AsTransformers, 2,
                 dict(size={"shortest_edge": 80, "longest_edge": 112}, pad_size={"height": 96, "width": 128}), [
                     (97, 61, ["small cat", "dog"]), (200, 126, ["scale bar"]), (70, 44, ["cat", "dog", "nucleus"])]),
    "dino-original": (tiny_dino.AsOriginal, 0, dict(size=FIXED), [
        (97, 61, ["small cat"]), (60, 200, ["cat", "the red dog"]), (128, 96, ["nucleus", "bar", "mitochondrion"])]),
}


def picture(width, height):
    """Stripes of every width and direction."""
    x, y, c = np.meshgrid(np.arange(width), np.arange(height), np.arange(3))
    return ((3 * x * x + 5 * y * y + x * y * (c + 1) + 40 * c) // 16 % 256).astype(np.uint8)


def passes(phrases, count):
    """The phrases in groups of the count, the last one filled up with its last phrase."""
    if not count:
        return [phrases]
    groups = [phrases[i:i + count] for i in range(0, len(phrases), count)]
    return [g + [g[-1]] * (count - len(g)) for g in groups]


def feeds(wrapper, processor, image, phrases):
    """The example inputs of an export: named tensors in the wrapper's order."""
    given = processor(images=image, text=". ".join(phrases) + ".", return_tensors="pt")
    if isinstance(wrapper, tiny_dino.AsOriginal):
        sight, places = tiny_dino.masks(given.input_ids)
        given.update({"img": given.pixel_values, "attention_mask": given.attention_mask.bool(), "position_ids": places,
                      "text_token_mask": sight})
    return tuple(given[name] for name in wrapper.inputs)


def export(wrapper, example, path):
    axes = {name: {0: "batch", **{i: "tokens" for i in range(1, tensor.dim())}}
            for name, tensor in zip(wrapper.inputs, example) if "pixel" not in name and name != "img"}
    torch.onnx.export(wrapper, example, path, input_names=wrapper.inputs, output_names=wrapper.outputs, opset_version=17,
                      dynamo=False, dynamic_axes=axes, verbose=False)
    wrapper.eval()  # the export leaves it training


def share(paths, target):
    """Moves the larger weights of all graphs into one file beside each, equal ones once."""
    places, blob = {}, b""
    models = [onnx.load(path) for path in paths]
    for model in models:
        for weight in model.graph.initializer:
            data = weight.raw_data
            if len(data) < INLINE:
                continue
            if data not in places:
                places[data] = len(blob)
                blob += data
            weight.ClearField("raw_data")
            weight.data_location = onnx.TensorProto.EXTERNAL
            for key, value in ("location", WEIGHTS), ("offset", places[data]), ("length", len(data)):
                weight.external_data.add(key=key, value=str(value))
    for model, path in zip(models, paths):
        onnx.save(model, path)
    with open(target, "wb") as f:
        f.write(blob)


def goldens(model, processor, count, cases):
    """What PyTorch finds; scores too near a threshold would make a test of rounding."""
    tensors, about = {}, {}
    for width, height, phrases in cases:
        name = f"{width}x{height}"
        image, labels = picture(width, height), []
        scores, boxes = [], []
        for k, group in enumerate(passes(phrases, count)):
            given = processor(images=image, text=". ".join(group) + ".", return_tensors="pt")
            with torch.no_grad():
                out = model(**given)
            logits = out.logits[:, :, :given.input_ids.shape[1]]
            best = torch.sigmoid(logits).max(-1).values
            assert (best - BOX).abs().min() > 1e-3
            found = processor.post_process_grounded_object_detection(
                out, given.input_ids, threshold=BOX, text_threshold=TEXT, target_sizes=[(height, width)])[0]
            tensors.update({f"{name}/ids{k}": given.input_ids, f"{name}/logits{k}": logits.contiguous(),
                            f"{name}/boxes{k}": out.pred_boxes.contiguous()})
            scores.append(found["scores"])
            boxes.append(found["boxes"])
            labels += found["text_labels"]
        tensors[f"{name}/pixels"] = given.pixel_values.flatten()[::97].contiguous()
        tensors[f"{name}/scores"], tensors[f"{name}/found"] = torch.cat(scores), torch.cat(boxes)
        about[name] = {"phrases": phrases, "labels": labels}
        print(f"  {name} {phrases}: {len(labels)} found, {sorted(set(labels))}")
    return tensors, about


def save_words(processor, words, folder):
    """dino-one has tokenizer.json in place of vocab.txt."""
    if folder == "dino-one":
        with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as f:
            f.write(BertTokenizerFast(words).backend_tokenizer.to_str())
    else:
        shutil.copy(words, folder)
    if folder != "dino-original":
        processor.image_processor.save_pretrained(folder)


def main(target):
    torch.set_num_threads(1)
    target, start = os.path.abspath(target), os.getcwd()
    work = tempfile.mkdtemp()
    os.chdir(work)
    torch.manual_seed(8)
    words = tiny_dino.vocabulary("vocab.txt")
    model, tokenizer = tiny_dino.build(words)
    loop = tiny_dino.modeling.generate_masks_with_special_tokens_and_transfer_map
    for form, (wrap, count, options, cases) in FORMS.items():
        os.makedirs(form)
        processor = GroundingDinoProcessor(GroundingDinoImageProcessor(**options), tokenizer)
        save_words(processor, words, form)
        model.config.save_pretrained(form)
        wrapper = wrap(model).eval()
        tiny_dino.modeling.generate_masks_with_special_tokens_and_transfer_map = loop if count else tiny_dino.masks
        width, height, phrases = cases[0]
        export(wrapper, feeds(wrapper, processor, picture(width, height), phrases), os.path.join(form, "model.onnx"))
        tiny_dino.modeling.generate_masks_with_special_tokens_and_transfer_map = loop
        print(form)
        tensors, about = goldens(model, processor, count, cases)
        base = "" if form == "dino" else "dino"
        without = [n for n in ("vocab.txt", "preprocessor_config.json") if not os.path.exists(os.path.join(form, n))]
        save_file(tensors, os.path.join(form, "golden.safetensors"), metadata={"about": json.dumps(
            {"base": base, "without": without, "cases": about}, sort_keys=True)})
    share([os.path.join(form, "model.onnx") for form in FORMS], WEIGHTS)
    for form in FORMS:
        shutil.copy(WEIGHTS, form)
        pack(form, os.path.join(target, form + ".zip"), None if form == "dino" else "dino")
    os.chdir(start)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1])
