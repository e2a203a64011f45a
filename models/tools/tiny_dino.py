"""A tiny random GroundingDINO with a vocabulary of its own, and the two forms in which exports take the text.

The ids of the special tokens are those of BERT, since the network has them built in.
"""
import torch
import transformers.models.grounding_dino.modeling_grounding_dino as modeling
from torch import nn
from transformers import BertConfig, BertTokenizer, GroundingDinoConfig, GroundingDinoForObjectDetection, SwinConfig

WORDS = """a the cat dog red small big cell nucleus mitochondrion scale bar text person car tree in on of left
##s ##ed ##ing ##er mito ##cho ##nd ##rion fluo ##resc ##ent micro ##tu ##bule""".split()
PLACES = {"[PAD]": 0, "[UNK]": 100, "[CLS]": 101, "[SEP]": 102, "[MASK]": 103, ".": 1012, "?": 1029}
LONGEST = 32


def vocabulary(path):
    """vocab.txt with BERT's special ids; letters alone and inside words, digits, signs, a few words."""
    tokens = [f"[unused{i}]" for i in range(1100)]
    for token, place in PLACES.items():
        tokens[place] = token
    letters = "abcdefghijklmnopqrstuvwxyz0123456789"
    more = list(letters) + ["##" + c for c in letters] + list("!,-/:;()'&%#") + ["中", "日", "é", "ж"] + WORDS
    more = list(dict.fromkeys(more))
    tokens[200:200 + len(more)] = more
    with open(path, "w", encoding="utf-8") as f:
        f.write("\n".join(tokens) + "\n")
    return path


def masks(input_ids):
    """The network's block masks and positions without its loop, which tracing would fix to one number of phrases.

    A block is what lies between two special tokens, the second one included; positions count from its start."""
    special = sum((input_ids == token).long() for token in modeling.SPECIAL_TOKENS)
    block = torch.cumsum(special, 1) - special
    same = block[:, :, None] == block[:, None, :]
    return same, torch.tril(same.long(), -1).sum(2)



def build(words):
    """The network and its tokenizer, whose vocabulary is the file of that path."""
    config = GroundingDinoConfig(
        backbone_config=SwinConfig(embed_dim=8, depths=(1, 1, 1, 1), num_heads=(1, 1, 2, 2), window_size=4, mlp_ratio=2.0,
                                   out_indices=[2, 3, 4]),
        text_config=BertConfig(vocab_size=1100, hidden_size=16, num_hidden_layers=2, num_attention_heads=2,
                               intermediate_size=32, max_position_embeddings=LONGEST),
        d_model=64, encoder_layers=1, decoder_layers=2, encoder_attention_heads=2, decoder_attention_heads=2,
        encoder_ffn_dim=32, decoder_ffn_dim=32, num_queries=20, num_feature_levels=4, encoder_n_points=2,
        decoder_n_points=2, max_text_len=LONGEST, disable_custom_kernels=True)
    model = GroundingDinoForObjectDetection(config)
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() > 1:  # livelier words than pictures, so that boxes are of different ones
                p.normal_(0, 1.0 if "text_backbone" in name else 0.3 if "text_" in name else 0.1)
            p.copy_(p.bfloat16().float())
    return model.eval(), BertTokenizer(words)


class AsTransformers(nn.Module):
    """The network makes the masks of the text from its tokens."""
    inputs = ["pixel_values", "input_ids", "token_type_ids", "attention_mask", "pixel_mask"]
    outputs = ["logits", "pred_boxes"]

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, *tensors):
        out = self.model(**dict(zip(self.inputs, tensors)))
        return out.logits, out.pred_boxes


class AsOriginal(nn.Module):
    """The caller makes the masks of the text, as in exports of the original repository; no mask of the picture."""
    inputs = ["img", "input_ids", "attention_mask", "position_ids", "token_type_ids", "text_token_mask"]
    outputs = ["logits", "boxes"]

    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, img, input_ids, attention_mask, position_ids, token_type_ids, text_token_mask):
        kept = modeling.generate_masks_with_special_tokens_and_transfer_map
        modeling.generate_masks_with_special_tokens_and_transfer_map = lambda ids: (text_token_mask, position_ids)
        try:
            out = self.model(pixel_values=img, input_ids=input_ids, token_type_ids=token_type_ids,
                             attention_mask=attention_mask.long())
        finally:
            modeling.generate_masks_with_special_tokens_and_transfer_map = kept
        return out.logits, out.pred_boxes
