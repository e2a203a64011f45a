"""Copies the merges of CLIP's tokenizer, which no checkpoint file carries, out of the pinned open_clip package.

    pip install -r requirements.txt
    python clip_vocabulary.py ../../src/main/resources/org/inpaintj/tokenizer/bpe_simple_vocab_16e6.txt.gz

The file is OpenAI's, unchanged: a heading, then a pair of parts a line, of which CLIP uses the lines 2 to 48895. Its
licence (MIT) stands beside it.
"""
import hashlib
import os
import sys

import open_clip

DIGEST = "924691ac288e54409236115652ad4aa250f48203de50a9e4722a6ecd48d6804a"

with open(os.path.join(os.path.dirname(open_clip.__file__), "bpe_simple_vocab_16e6.txt.gz"), "rb") as f:
    data = f.read()
if hashlib.sha256(data).hexdigest() != DIGEST:
    sys.exit("the package holds another vocabulary than the one all checkpoints are trained with")
with open(sys.argv[1], "wb") as f:
    f.write(data)
