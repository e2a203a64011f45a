"""Small tokenizers and what the transformers library makes of difficult texts with them.

    python tokenizer_goldens.py ../../src/test/resources/models/tokenizers.zip

Needs ftfy, with which the library cleans texts for CLIP; it comes with requirements.txt.
"""
import json
import os
import shutil
import sys
import tempfile

import ftfy  # without it the library would silently clean in another way
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers
from transformers import BertTokenizer, BertTokenizerFast, CLIPTokenizer, T5TokenizerFast

import tiny_dino
import tiny_tokenizers
from packing import pack

TEXTS = [
    "", " ", "\n\t ", "a", "A photo of an ASTRONAUT", "a photo  of\ta\n\ncat ,dog",
    "isn't we're they've I'd you'll I'm cat's", "ISN'T WE'RE", "'tis 'sup", "year 1950, 8k, 3.14159 and ¼ ½ ² Ⅷ ٣",
    "no-hyphen_under/slash\\back", "!!! ??? ... ,,, !", "hello!", "a!b", "<|startoftext|>a cat<|endoftext|> dog",
    "a <|ENDOFTEXT|> b", "< | endoftext | >", "café", "cafe\u0301", "ﬁne ﬂuﬃest ĳ ŉ ǆ", "ＦＵＬＬ　ｗｉｄｔｈ １２３",
    "“curly” ‘quotes’ it’s ʼn", "日本語のテキスト", "中文 text 混合", "한국어 텍스트", "\u1112\u1161\u11ab\u1100\u1173\u11af",
    "Привет мир", "ελληνικά ΣΑΣ", "İstanbul ISPARTA ı", "straße STRASSE ẞ", "emoji 😀 👨‍👩‍👧‍👦 🏳️‍🌈 ☕️",
    "é́́ multiple", "a\u00a0b\u2003c\u3000d\u200be\u200df", "zero\u0000byte\u0007bell\u001besc",
    "\u001b[31mred\u001b[0m", "soft\u00adhyphen", "\ufeffbom",
    "tab\tseparated\rcarriage\r\nreturn\u2028line\u2029para\u0085next",
    "&amp; &lt;b&gt; &quot;x&quot; &#233; &#x1F600; &unknown; &copy;", "<b> &amp; </b>", "a & b &amp c",
    "x\u0093y\u0094 \u0091z\u0092", "(masterpiece:1.2), [blurry|sharp], BREAK", "supercalifragilisticexpialidocious",
    "the" * 30, "thethe the", "word " * 120, "1234567890" * 12, "a" * 300, "\u0301start", "ⓐ ① ㎏ ㌀", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚",
    "fi\ufb03x", "</s> mid <unk> <pad> <extra_id_0> end", " leading and trailing ", "▁under▁score ▁", "a▁b",
    "e\u0327\u0301 \u0e33 \u0e49", "क्षत्रिय नमस्ते", "العربية שלום", "…", "a…b", "\u2026\u2026",
    "tokens,with,commas , and ;semi;", "ﷺ ﻻ", "\U0001F1E9\U0001F1EA flags", "x\u20dd", "1½ cups", "don\u2019t",
    "\u017f long s", "Å \u212b",
]


MORE_FOR_BERT = [
    "[CLS] a cat [SEP] dog [MASK][PAD] [sep] [ CLS ]", "a" * 100, "a" * 101, "ab" * 50 + " cat", "Mitochondrion. Scale-bar?",
    "$5 ^ ` | ~ + < = >", "\ue000private\uf8ff \U000f0000", "nul\u0000in\ufffdside", "\u200bzero\u200dwidth\u2060 \u00ad",
    "Ēé E\u0301 e\u0323\u0307 ŷ ḉ", "中國日本cat中", "カタカナ ひらがな ｶﾅ", "豈 \U0002f800 \U00020000", "¿qué? «sí» — ‘no’ „x“ ‹y›",
    "microtubules fluorescently", "cells nuclei cell's", "ÀÉÎõü ÇŁØß", "\u0378 \U0010ffff", "ЖУК Ёж", "x\u001cy\u001fz\u0085w\u3000v",
]


def encode(tokenizer, texts, length):
    return [tokenizer(t, padding="max_length", max_length=length, truncation=True).input_ids for t in texts]


def plain(tokenizer, texts):
    return [tokenizer(t, add_special_tokens=False).input_ids for t in texts]


def keep(target, name, tokenizer, length, save, texts=TEXTS):
    folder = os.path.join(target, name)
    os.makedirs(folder, exist_ok=True)
    save(folder)
    for unused in "spiece.model", "special_tokens_map.json":
        if os.path.exists(os.path.join(folder, unused)):
            os.remove(os.path.join(folder, unused))
    golden = {"length": length, "texts": texts, "framed": encode(tokenizer, texts, length),
              "tokens": plain(tokenizer, texts)}
    with open(os.path.join(folder, "golden.json"), "w", encoding="ascii") as f:
        json.dump(golden, f, separators=(",", ":"))


def bert(target, words):
    """The original program, the library that reads tokenizer.json, and the original with other switches."""
    texts = TEXTS + MORE_FOR_BERT
    tokenizer = BertTokenizer(words)
    keep(target, "bert", tokenizer, 48, tokenizer.save_pretrained, texts)
    fast = BertTokenizerFast(words)
    keep(target, "bert-json", fast, 48, lambda folder: one_file(fast.backend_tokenizer.to_str(), folder), texts)
    cased = BertTokenizer(words, do_lower_case=False, strip_accents=True, tokenize_chinese_chars=False)
    keep(target, "bert-cased", cased, 48, cased.save_pretrained, texts)


def one_file(json_text, folder):
    with open(os.path.join(folder, "tokenizer.json"), "w", encoding="utf-8") as f:
        f.write(json_text)


def main(path):
    work = tempfile.mkdtemp()
    target = os.path.join(work, "all")
    files = tiny_tokenizers.clip(os.path.join(work, "clip"))
    for name, pad in ("clip", "<|endoftext|>"), ("clip-pad", "!"):
        tokenizer = CLIPTokenizer(*files, pad_token=pad, model_max_length=77)
        keep(target, name, tokenizer, 77, tokenizer.save_pretrained)
    model = tiny_tokenizers.unigram(os.path.join(work, "t5"))
    t5 = T5TokenizerFast(vocab_file=model, extra_ids=8, add_prefix_space=True)
    keep(target, "t5", t5, 64, t5.save_pretrained)
    pieces = json.loads(t5.backend_tokenizer.to_str())["model"]["vocab"]
    spaces = pre_tokenizers.Metaspace
    fallback = [p for p in pieces if not p[0].startswith("<extra")] + [[f"<0x{b:02X}>", -20.0] for b in range(256)]
    for name, vocabulary, normalizer, pre in (
            ("t5-bytes", fallback,
             normalizers.Sequence([normalizers.NFKC(), normalizers.Lowercase(), normalizers.Strip()]),
             pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), spaces(prepend_scheme="always")])),
            ("t5-first", pieces, normalizers.Replace("a", "e"), spaces(prepend_scheme="first", split=False)),
            ("t5-never", pieces, normalizers.Prepend("x"), spaces(prepend_scheme="never"))):
        raw = Tokenizer(models.Unigram([tuple(p) for p in vocabulary], unk_id=2, byte_fallback=name == "t5-bytes"))
        raw.normalizer, raw.pre_tokenizer = normalizer, pre
        raw.post_processor = t5.backend_tokenizer.post_processor
        raw.add_special_tokens(["<pad>", "</s>", "<unk>"])
        wrapped = T5TokenizerFast(tokenizer_object=raw, extra_ids=0)
        keep(target, name, wrapped, 64, lambda folder: one_file(raw.to_str(), folder))
    bert(target, tiny_dino.vocabulary(os.path.join(work, "vocab.txt")))
    pack(target, path)
    shutil.rmtree(work)


if __name__ == "__main__":
    main(sys.argv[1])
