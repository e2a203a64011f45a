"""Small vocabularies with the structure of the real ones: CLIP byte pairs, and a Unigram model with T5's normaliser."""
import collections
import json
import os

import sentencepiece
from transformers.models.clip.tokenization_clip import bytes_to_unicode

TEXT = """a photo of an astronaut riding a horse on mars, highly detailed, sharp focus, digital painting by greg
a beautiful landscape with mountains and a river at sunset, trending on artstation, 8k, unreal engine
portrait of a woman with blue eyes and red hair, oil painting, cinematic lighting, masterpiece, best quality
fluorescence microscopy image of neurons and cells with bright nuclei on a dark background, high contrast
empty background, blurry, low quality, worst quality, bad anatomy, watermark, text, signature, cropped
the cat isn't sleeping, it's playing; we're watching and they've seen what I'd do, you'll see that I'm there
a street in paris after the rain, people walking under umbrellas, reflections, photograph from 1950
remove the scratch and repair the old photograph, smooth texture, same style as the surroundings"""
MERGES = 220


def clip(folder):
    """vocab.json and merges.txt: 256 bytes, the same at the end of a word, merges, start, end."""
    os.makedirs(folder, exist_ok=True)
    paths = os.path.join(folder, "vocab.json"), os.path.join(folder, "merges.txt")
    words = collections.Counter(w for w in TEXT.lower().replace(",", " ").replace(";", " ").split() if w.isalpha())
    split = {w: tuple(w[:-1]) + (w[-1] + "</w>",) for w in words}
    merges = []
    while len(merges) < MERGES:
        pairs = collections.Counter()
        for word, parts in split.items():
            for pair in zip(parts, parts[1:]):
                pairs[pair] += words[word]
        best = min(pairs, key=lambda p: (-pairs[p], p))
        merges.append(best)
        for word, parts in split.items():
            out, i = [], 0
            while i < len(parts):
                if parts[i:i + 2] == best:
                    out.append(parts[i] + parts[i + 1])
                    i += 2
                else:
                    out.append(parts[i])
                    i += 1
            split[word] = tuple(out)
    letters = list(bytes_to_unicode().values())
    vocabulary = letters + [c + "</w>" for c in letters] + ["".join(m) for m in merges]
    vocabulary += ["<|startoftext|>", "<|endoftext|>"]
    with open(paths[0], "w", encoding="utf-8") as f:
        json.dump({token: i for i, token in enumerate(vocabulary)}, f, ensure_ascii=False)
    with open(paths[1], "w", encoding="utf-8") as f:
        f.write("#version: 0.2\n" + "\n".join(" ".join(m) for m in merges) + "\n")
    return paths


def unigram(folder, rule="nmt_nfkc"):
    """spiece.model with T5's ids: pad 0, end 1, unknown 2."""
    os.makedirs(folder, exist_ok=True)
    corpus = os.path.join(folder, "corpus.txt")
    with open(corpus, "w", encoding="utf-8") as f:
        f.write(TEXT + "\n")
    prefix = os.path.join(folder, "spiece")
    sentencepiece.SentencePieceTrainer.train(
        input=corpus, model_prefix=prefix, vocab_size=300, model_type="unigram", normalization_rule_name=rule,
        pad_id=0, eos_id=1, unk_id=2, bos_id=-1, hard_vocab_limit=False, num_threads=1, minloglevel=2)
    return prefix + ".model"
