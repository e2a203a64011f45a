"""The Segment Anything family at tiny widths, exported as their own scripts do it, and asked through their own predictors.

A family has export(folder) and predict(image, points, labels, box, low) -> low-resolution logits [k, h, w] or None,
scores [k] and masks at the image's size [k, h, w], all as PyTorch computes them. Coordinates are pixels; a box is its
corners; low is a mask of a former answer. Modules are imported where they are needed, since some of the original
repositories bring packages of the same name: one process a family.
"""
import os
import sys
import types
from functools import partial
from unittest.mock import MagicMock

import numpy as np
import torch
from torch import nn

WIDE, SIDE, STRIDE = 16, 1024, 16
GRID = SIDE // STRIDE
MEAN, STD = [123.675, 116.28, 103.53], [58.395, 57.12, 57.375]


def redraw(model, seed, std=0.2):
    """Weights that make masks of about half the image, in steps of 1/64 so that they pack well."""
    generator = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.copy_(torch.randn(parameter.shape, generator=generator) * std)
            parameter.copy_((parameter * 64).round() / 64)
        for name, buffer in model.named_buffers():
            if name.endswith("gaussian_matrix"):
                buffer.copy_((torch.randn(buffer.shape, generator=generator) * 64).round() / 64)
    return model.eval()


class Sam:
    """segment-anything 1.0 through samexporter 0.5.0."""

    preprocess, single = False, False

    def __init__(self):
        from segment_anything import modeling as m
        self.model = redraw(self.build(m, m.MaskDecoder), 1)

    def build(self, m, decoder, **extra):
        return m.Sam(
            image_encoder=m.ImageEncoderViT(depth=2, embed_dim=WIDE, img_size=SIDE, mlp_ratio=2, num_heads=2,
                                            patch_size=STRIDE, norm_layer=partial(nn.LayerNorm, eps=1e-6),
                                            out_chans=WIDE, qkv_bias=True, use_rel_pos=True, window_size=14,
                                            global_attn_indexes=[1]),
            prompt_encoder=m.PromptEncoder(embed_dim=WIDE, image_embedding_size=(GRID, GRID),
                                           input_image_size=(SIDE, SIDE), mask_in_chans=16),
            mask_decoder=decoder(num_multimask_outputs=3, transformer_dim=WIDE, iou_head_depth=2, iou_head_hidden_dim=16,
                                 transformer=m.TwoWayTransformer(depth=2, embedding_dim=WIDE, mlp_dim=32, num_heads=2),
                                 **extra),
            pixel_mean=MEAN, pixel_std=STD)

    def export(self, folder):
        from samexporter import export_decoder, export_encoder
        for module in (export_encoder, export_decoder):
            module.sam_model_registry["vit_b"] = lambda checkpoint=None: self.model
        export_encoder.run_export("vit_b", "", os.path.join(folder, "tiny.encoder.onnx"), self.preprocess, 18)
        export_decoder.run_export("vit_b", "", os.path.join(folder, "tiny.decoder.onnx"), 18, self.single)

    def predictor(self):
        from segment_anything import SamPredictor
        return SamPredictor(self.model)

    def predict(self, image, points, labels, box, low):
        predictor = self.predictor()
        predictor.set_image(image)
        masks, scores, logits = predictor.predict(points, labels, box, low, multimask_output=True, return_logits=True)
        return logits, scores, masks > 0


class SamSingle(Sam):
    """With the normalisation in the graph, and one mask."""

    preprocess, single = True, True

    def predict(self, image, points, labels, box, low):
        predictor = self.predictor()
        predictor.set_image(image)
        several = len(points if points is not None else ()) + (1 if box is None else 2) > 2
        masks, scores, logits = predictor.predict(points, labels, box, low, multimask_output=not several,
                                                  return_logits=True)
        best = [int(scores.argmax())]
        return logits[best], scores[best], masks[best] > 0


class SamHq(Sam):
    """sam-hq's own graph of the decoder; its script knows the widths of the real models only, and exports no encoder."""

    def __init__(self):
        from segment_anything import modeling as m
        self.model = redraw(self.build(m, m.MaskDecoderHQ, vit_dim=WIDE), 22)

    def export(self, folder):
        from segment_anything.utils.onnx import SamOnnxModel

        class Encoder(nn.Module):
            def __init__(self, encoder):
                super().__init__()
                self.encoder = encoder

            def forward(self, image):
                embeddings, early = self.encoder(image)
                return embeddings, torch.stack((early * 4)[:4])

        torch.onnx.export(Encoder(self.model.image_encoder).eval(), torch.zeros(1, 3, SIDE, SIDE),
                          os.path.join(folder, "hq_encoder.onnx"), input_names=["image"],
                          output_names=["image_embeddings", "interm_embeddings"], opset_version=17, dynamo=False)
        inputs = {"image_embeddings": torch.randn(1, WIDE, GRID, GRID),
                  "interm_embeddings": torch.randn(4, 1, GRID, GRID, WIDE),
                  "point_coords": torch.randint(0, SIDE, (1, 5, 2)).float(),
                  "point_labels": torch.randint(0, 4, (1, 5)).float(),
                  "mask_input": torch.randn(1, 1, 4 * GRID, 4 * GRID), "has_mask_input": torch.tensor([1.]),
                  "orig_im_size": torch.tensor([1500., 2250.])}
        torch.onnx.export(SamOnnxModel(self.model, hq_token_only=False, multimask_output=False), tuple(inputs.values()),
                          os.path.join(folder, "hq_decoder.onnx"), input_names=list(inputs),
                          output_names=["masks", "iou_predictions", "low_res_masks"], opset_version=17, dynamo=False,
                          dynamic_axes={"point_coords": {1: "num_points"}, "point_labels": {1: "num_points"}})

    def predict(self, image, points, labels, box, low):
        predictor = self.predictor()
        predictor.set_image(image)
        masks, scores, logits = predictor.predict(points, labels, box, low, multimask_output=False,
                                                  return_logits=True, hq_token_only=False)
        return logits, scores, masks > 0


class EdgeSam(Sam):
    """The repository's own modules and graph of the decoder, a RepViT of tiny widths."""

    def __init__(self):
        for name in ("mmdet", "mmdet.models", "mmdet.models.dense_heads", "mmdet.models.necks", "mmengine", "projects",
                     "projects.EfficientDet", "loralib", "kornia", "kornia.contrib", "yacs", "yacs.config"):
            sys.modules[name] = MagicMock()  # of heads and of training, which the exports do not use
        from edge_sam import modeling as m
        from edge_sam.modeling.common import LayerNorm2d
        m.RepViT.arch_settings = {"m1": [[3, 2, 8, 1, 0, 1], [3, 2, 16, 0, 0, 2], [3, 2, 24, 0, 1, 2],
                                         [3, 2, 32, 0, 1, 2]]}
        encoder = m.RepViT("m1", img_size=SIDE, upsample_mode="bilinear", fuse=True)
        encoder.fuse_stage2 = nn.Conv2d(encoder.fuse_stage2.in_channels, WIDE, 1, bias=False)
        encoder.fuse_stage3.op_list[0] = nn.Conv2d(encoder.fuse_stage3.op_list[0].in_channels, WIDE, 1, bias=False)
        encoder.neck = nn.Sequential(nn.Conv2d(WIDE, WIDE, 1, bias=False), LayerNorm2d(WIDE),
                                     nn.Conv2d(WIDE, WIDE, 3, padding=1, bias=False), LayerNorm2d(WIDE))
        self.model = redraw(m.Sam(
            image_encoder=encoder,
            prompt_encoder=m.PromptEncoder(embed_dim=WIDE, image_embedding_size=(GRID, GRID),
                                           input_image_size=(SIDE, SIDE), mask_in_chans=16),
            mask_decoder=m.MaskDecoder(num_multimask_outputs=3, transformer_dim=WIDE, iou_head_depth=2,
                                       iou_head_hidden_dim=16,
                                       transformer=m.TwoWayTransformer(depth=2, embedding_dim=WIDE, mlp_dim=32,
                                                                       num_heads=2)),
            pixel_mean=MEAN, pixel_std=STD), 3)

    def export(self, folder):
        from scripts import export_onnx_model as script
        options = types.SimpleNamespace(checkpoint=os.path.join(folder, "edge_sam.pth"), gelu_approximate=False,
                                        use_stability_score=False)
        forward = self.model.forward
        script.torch.onnx.export = partial(torch.onnx.export, dynamo=False)
        script.export_encoder_to_onnx(self.model, options)
        self.model.forward = forward
        script.export_decoder_to_onnx(self.model, options)

    def predictor(self):
        from edge_sam import SamPredictor
        return SamPredictor(self.model)

    def predict(self, image, points, labels, box, low):
        predictor = self.predictor()
        predictor.set_image(image)
        masks, scores, logits = predictor.predict(point_coords=points, point_labels=labels, box=box, mask_input=low,
                                                  num_multimask_outputs=3, return_logits=True)
        return logits, scores, masks > 0


class EfficientSam:
    """The repository's own script."""

    def __init__(self):
        from efficient_sam import efficient_sam as e
        self.model = redraw(e.EfficientSam(
            image_encoder=e.ImageEncoderViT(img_size=SIDE, patch_size=STRIDE, in_chans=3, patch_embed_dim=WIDE,
                                            normalization_type="layer_norm", depth=1, num_heads=2, mlp_ratio=2.,
                                            neck_dims=[WIDE, WIDE], act_layer=nn.GELU),
            prompt_encoder=e.PromptEncoder(embed_dim=WIDE, image_embedding_size=(GRID, GRID),
                                           input_image_size=(SIDE, SIDE)),
            decoder_max_num_input_points=6,
            mask_decoder=e.MaskDecoder(
                transformer_dim=WIDE, num_multimask_outputs=3, activation=nn.GELU, normalization_type="layer_norm",
                transformer=e.TwoWayTransformer(depth=2, embedding_dim=WIDE, num_heads=2, mlp_dim=32,
                                                activation=nn.GELU, normalize_before_activation=False),
                normalize_before_activation=False, iou_head_depth=2, iou_head_hidden_dim=16,
                upscaling_layer_dims=[16, 8])), 4)

    def export(self, folder):
        import export_to_onnx as script
        random = torch.randn  # the script's dummy embeddings have the real width
        script.torch.randn = lambda *shape, **kind: random(*(WIDE if n == 256 else n for n in shape), **kind)
        script.torch.onnx.export = partial(torch.onnx.export, dynamo=False)
        script.export_onnx_esam_encoder(self.model, os.path.join(folder, "tiny_encoder.onnx"))
        script.export_onnx_esam_decoder(self.model, os.path.join(folder, "tiny_decoder.onnx"))
        script.torch.randn = random

    def predict(self, image, points, labels, box, low):
        coords = np.concatenate([p for p in (points, None if box is None else box.reshape(2, 2)) if p is not None])
        kinds = np.concatenate([p for p in (labels, None if box is None else np.array([2, 3])) if p is not None])
        masks, scores = self.model(torch.from_numpy(image).permute(2, 0, 1)[None] / 255,
                                   torch.from_numpy(coords)[None, None].float(),
                                   torch.from_numpy(kinds)[None, None].float())
        return None, scores[0, 0].numpy(), masks[0, 0].numpy() > 0


class Sam2:
    """The repository's own modules and predictor; the graphs and the call of samexporter's export_sam2."""

    def __init__(self):
        from sam2.modeling.backbones.hieradet import Hiera
        from sam2.modeling.backbones.image_encoder import FpnNeck, ImageEncoder
        from sam2.modeling.position_encoding import PositionEmbeddingSine
        from sam2.modeling.sam.mask_decoder import MaskDecoder
        from sam2.modeling.sam.transformer import TwoWayTransformer
        from sam2.modeling.sam2_base import SAM2Base

        class Unused(nn.Module):  # the memory of the video predictor
            d_model = WIDE

        encoder = ImageEncoder(
            trunk=Hiera(embed_dim=8, num_heads=1, stages=(1, 1, 2, 1), global_att_blocks=(3,),
                        window_pos_embed_bkg_spatial_size=(7, 7)),
            neck=FpnNeck(PositionEmbeddingSine(WIDE), d_model=WIDE, backbone_channel_list=[64, 32, 16, 8],
                         fpn_top_down_levels=[2, 3], fpn_interp_model="nearest"), scalp=1)
        model = SAM2Base(encoder, Unused(), Unused(), image_size=SIDE, directly_add_no_mem_embed=True,
                         use_high_res_features_in_sam=True, multimask_output_in_sam=True,
                         iou_prediction_use_sigmoid=True, pred_obj_scores=True, pred_obj_scores_mlp=True)
        model.sam_mask_decoder = MaskDecoder(
            transformer_dim=WIDE, transformer=TwoWayTransformer(depth=2, embedding_dim=WIDE, mlp_dim=32, num_heads=2),
            num_multimask_outputs=3, iou_head_depth=2, iou_head_hidden_dim=16, use_high_res_features=True,
            iou_prediction_use_sigmoid=True, pred_obj_scores=True, pred_obj_scores_mlp=True)
        self.model = redraw(model, 5)

    def export(self, folder):
        from samexporter.export_sam2 import SAM2ImageDecoder, SAM2ImageEncoder
        encoder = SAM2ImageEncoder(self.model).eval()
        image = torch.randn(1, 3, SIDE, SIDE)
        with torch.no_grad():
            high0, high1, embed = encoder(image)
        torch.onnx.utils.export(encoder, image, os.path.join(folder, "sam2_hiera_tiny.encoder.onnx"), opset_version=18,
                                export_params=True, do_constant_folding=True, input_names=["image"],
                                output_names=["high_res_feats_0", "high_res_feats_1", "image_embed"])
        inputs = {"image_embed": embed, "high_res_feats_0": high0, "high_res_feats_1": high1,
                  "point_coords": torch.randint(0, SIDE, (1, 5, 2)).float(),
                  "point_labels": torch.randint(0, 1, (1, 5)).float(),
                  "mask_input": torch.randn(1, 1, 4 * GRID, 4 * GRID), "has_mask_input": torch.tensor([1.])}
        labels = {0: "num_labels"}
        torch.onnx.utils.export(SAM2ImageDecoder(self.model, multimask_output=True).eval(), tuple(inputs.values()),
                                os.path.join(folder, "sam2_hiera_tiny.decoder.onnx"), opset_version=18,
                                export_params=True, do_constant_folding=True, input_names=list(inputs),
                                output_names=["masks", "iou_predictions"],
                                dynamic_axes={"point_coords": {**labels, 1: "num_points"},
                                              "point_labels": {**labels, 1: "num_points"}, "mask_input": labels,
                                              "has_mask_input": labels})

    def predict(self, image, points, labels, box, low):
        from sam2.sam2_image_predictor import SAM2ImagePredictor
        predictor = SAM2ImagePredictor(self.model)
        predictor.set_image(image)
        masks, scores, logits = predictor.predict(points, labels, box, low, multimask_output=True, return_logits=True)
        return logits, scores, masks > 0


class SamTransformers:
    """transformers' SamModel through optimum."""

    def __init__(self):
        from transformers import SamConfig, SamImageProcessor, SamModel, SamProcessor
        vision = dict(hidden_size=WIDE, output_channels=WIDE, num_hidden_layers=2, num_attention_heads=2, mlp_dim=32,
                      image_size=SIDE, patch_size=STRIDE, window_size=14, global_attn_indexes=[1],
                      num_pos_feats=WIDE // 2)
        config = SamConfig(vision_config=vision,
                           prompt_encoder_config=dict(hidden_size=WIDE, image_size=SIDE, patch_size=STRIDE),
                           mask_decoder_config=dict(hidden_size=WIDE, mlp_dim=32, num_attention_heads=2,
                                                    iou_head_depth=2, iou_head_hidden_dim=16))
        self.model = redraw(SamModel(config), 6)
        self.processor = SamProcessor(SamImageProcessor())

    def export(self, folder):
        from optimum.exporters.onnx import main_export
        self.model.save_pretrained("source")
        self.processor.save_pretrained("source")
        main_export("source", output=folder, task="feature-extraction", do_validation=False)

    def predict(self, image, points, labels, box, low):
        inputs = self.processor(image, input_points=[points.tolist()], input_labels=[labels.tolist()],
                                return_tensors="pt")
        out = self.model(pixel_values=inputs["pixel_values"], input_points=inputs["input_points"].float(),
                         input_labels=inputs["input_labels"])
        masks = self.processor.post_process_masks(out.pred_masks, inputs["original_sizes"],
                                                  inputs["reshaped_input_sizes"])
        return out.pred_masks[0, 0].numpy(), out.iou_scores[0, 0].numpy(), masks[0][0].numpy()


class Sam2Transformers:
    """transformers' Sam2Model, for which optimum has no export: its modules with the documented inputs and outputs."""

    def __init__(self):
        from transformers import Sam2Config, Sam2ImageProcessorFast, Sam2Model, Sam2Processor
        backbone = dict(hidden_size=8, blocks_per_stage=[1, 1, 2, 1], embed_dim_per_stage=[8, 16, 32, 64],
                        num_attention_heads_per_stage=[1, 2, 4, 8], global_attention_blocks=[3], image_size=[SIDE, SIDE],
                        model_type="sam2_hiera_det_model")
        config = Sam2Config(
            vision_config=dict(backbone_config=backbone, backbone_channel_list=[64, 32, 16, 8], fpn_hidden_size=WIDE,
                               backbone_feature_sizes=[[256, 256], [128, 128], [64, 64]]),
            prompt_encoder_config=dict(hidden_size=WIDE, image_size=SIDE, patch_size=STRIDE),
            mask_decoder_config=dict(hidden_size=WIDE, mlp_dim=32, num_attention_heads=2, iou_head_depth=2,
                                     iou_head_hidden_dim=16))
        self.model = redraw(Sam2Model(config), 7)
        self.model.config._attn_implementation = "eager"
        self.processor = Sam2Processor(Sam2ImageProcessorFast())

    def export(self, folder):
        model = self.model

        class Part(nn.Module):
            def __init__(self):
                super().__init__()
                self.model = model

        class Encoder(Part):
            def forward(self, pixel_values):
                return tuple(self.model.get_image_embeddings(pixel_values))

        class Decoder(Part):
            def forward(self, points, labels, boxes, first, second, third):
                # as the model does, but that no box at all is possible too
                prompts = self.model.prompt_encoder
                sparse = torch.cat([prompts._embed_points(points, labels, pad=False),
                                    prompts._embed_boxes(boxes + 0.).flatten(1, 2).unsqueeze(1)], dim=2)
                dense = prompts.no_mask_embed.weight.reshape(1, -1, 1, 1).expand(1, -1, GRID, GRID)
                masks, scores, _, present = self.model.mask_decoder(
                    image_embeddings=third,
                    image_positional_embeddings=self.model.get_image_wide_positional_embeddings(),
                    sparse_prompt_embeddings=sparse, dense_prompt_embeddings=dense, multimask_output=True,
                    high_resolution_features=[first, second])
                return scores, masks, present

        features = ["image_embeddings.0", "image_embeddings.1", "image_embeddings.2"]
        os.makedirs(os.path.join(folder, "onnx"))
        self.processor.save_pretrained(folder)
        pixels = torch.randn(1, 3, SIDE, SIDE)
        torch.onnx.export(Encoder().eval(), pixels, os.path.join(folder, "onnx", "vision_encoder.onnx"), opset_version=18,
                          dynamo=False, input_names=["pixel_values"], output_names=features)
        prompts = (torch.rand(1, 1, 3, 2) * SIDE, torch.ones(1, 1, 3, dtype=torch.int64),
                   torch.tensor([[[9., 9., 99., 99.]]]))
        points = {0: "batch_size", 1: "num_objects", 2: "num_points_per_object"}
        torch.onnx.export(Decoder().eval(), (*prompts, *Encoder()(pixels)),
                          os.path.join(folder, "onnx", "prompt_encoder_mask_decoder.onnx"), opset_version=18,
                          dynamo=False, input_names=["input_points", "input_labels", "input_boxes", *features],
                          output_names=["iou_scores", "pred_masks", "object_score_logits"],
                          dynamic_axes={"input_points": points, "input_labels": points,
                                        "input_boxes": {0: "batch_size", 1: "num_boxes"}})

    def predict(self, image, points, labels, box, low):
        prompts = {}
        if points is not None:
            prompts = {"input_points": [[points.tolist()]], "input_labels": [[labels.tolist()]]}
        if box is not None:
            prompts["input_boxes"] = [[box.tolist()]]
        inputs = self.processor(images=image, return_tensors="pt", **prompts)
        out = self.model(**{k: v for k, v in inputs.items() if k.startswith(("pixel", "input"))})
        masks = self.processor.post_process_masks([out.pred_masks[0]], inputs["original_sizes"])
        return out.pred_masks[0, 0].numpy(), out.iou_scores[0, 0].numpy(), masks[0][0].numpy()


# name: class, repository of the modules (with its pinned commit) or none, kinds of prompts that the export takes
FAMILIES = {
    "sam": (Sam, None, "box mask"),
    "sam-single": (SamSingle, None, "box mask"),
    "sam-hq": (SamHq, ("sam-hq", "fb181f8eff6d0c01b47921ced472e8cdaa69a71d"), "box mask"),
    "edge-sam": (EdgeSam, ("EdgeSAM", "b53372c0f5fb25bc1fb76eb583f77348b00854b2"), "box"),
    "efficient-sam": (EfficientSam, ("EfficientSAM", "d525f622e6f640acf5a0fc37c7ca1f243da5bde0"), "box"),
    "sam2": (Sam2, ("sam2", "2b90b9f5ceec907a1c18123530e92e794ad901a4"), "box mask"),
    "sam-transformers": (SamTransformers, None, ""),
    "sam2-transformers": (Sam2Transformers, None, "box"),
}
