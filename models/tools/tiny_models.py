"""Tiny random models of the Stable Diffusion families, built with diffusers and transformers.

Widths differ wherever a real family's differ (the two text encoders, latents and pixels, width and height), so that a
reader who mixes two of them up fails. Weights are rounded to bfloat16, which halves the compressed size and is exact
in every later step.
"""
import os

import torch
from diffusers import (AutoencoderKL, DDIMScheduler, EulerAncestralDiscreteScheduler, EulerDiscreteScheduler,
                       FlowMatchEulerDiscreteScheduler, LatentConsistencyModelPipeline, LCMScheduler, PNDMScheduler,
                       SD3Transformer2DModel, StableDiffusion3Pipeline, StableDiffusionInpaintPipeline,
                       StableDiffusionPipeline, StableDiffusionXLImg2ImgPipeline, StableDiffusionXLInpaintPipeline,
                       StableDiffusionXLPipeline, UNet2DConditionModel)
from transformers import (CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer, T5Config,
                          T5EncoderModel, T5TokenizerFast)

import tiny_tokenizers

BETAS = dict(num_train_timesteps=1000, beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear")
SMALL, LARGE, T5 = 16, 24, 48  # widths of CLIP-L, CLIP-G and T5 in miniature


def settle(model, gain=1.0):
    """Makes the random weights exactly representable in bfloat16, and so lively that the prompt matters; much livelier
    ones would amplify rounding beyond what any two runtimes agree on."""
    with torch.no_grad():
        for name, p in model.named_parameters():
            if p.dim() > 1:
                p.mul_(gain)
            p.copy_(p.bfloat16().float())
    return model.eval()


def clip(folder, width, act, projection=None, pad=None):
    """A CLIP text encoder with its tokenizer; with a projection it is the second encoder of SDXL and SD3."""
    tokenizer = CLIPTokenizer(*tiny_tokenizers.clip(os.path.join(folder, "clip")), pad_token=pad or "<|endoftext|>",
                              model_max_length=77)
    config = CLIPTextConfig(vocab_size=len(tokenizer), hidden_size=width, intermediate_size=2 * width,
                            num_hidden_layers=3, num_attention_heads=4, max_position_embeddings=77, hidden_act=act,
                            projection_dim=projection or width, bos_token_id=tokenizer.bos_token_id,
                            eos_token_id=tokenizer.eos_token_id, pad_token_id=tokenizer.pad_token_id)
    model = (CLIPTextModelWithProjection if projection else CLIPTextModel)(config)
    return settle(model, 2), tokenizer


def t5(folder):
    tokenizer = T5TokenizerFast(vocab_file=tiny_tokenizers.unigram(os.path.join(folder, "t5")), extra_ids=8,
                                add_prefix_space=True, model_max_length=256)
    config = T5Config(vocab_size=len(tokenizer), d_model=T5, d_kv=12, d_ff=64, num_layers=2, num_heads=4,
                      feed_forward_proj="gated-gelu", tie_word_embeddings=False)
    return settle(T5EncoderModel(config)), tokenizer


def vae(latent=4, scaling=0.18215, shift=None):
    """Factor 8 like the real ones: the factor is 2^(blocks - 1)."""
    return settle(AutoencoderKL(
        block_out_channels=(4, 4, 8, 8), down_block_types=("DownEncoderBlock2D",) * 4,
        up_block_types=("UpDecoderBlock2D",) * 4, layers_per_block=1, norm_num_groups=2, latent_channels=latent,
        sample_size=64, scaling_factor=scaling, shift_factor=shift,
        **(dict(use_quant_conv=False, use_post_quant_conv=False) if shift else {})), 1.6)


def unet(context, channels=4, **more):
    return settle(UNet2DConditionModel(**{**dict(
        sample_size=8, in_channels=channels, out_channels=4, block_out_channels=(8, 16), layers_per_block=1,
        norm_num_groups=4, cross_attention_dim=context, attention_head_dim=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"), up_block_types=("CrossAttnUpBlock2D", "UpBlock2D")),
        **more}), 1.2)


def scheduler(of, **more):
    return of(**{**BETAS, **more})


def sd(folder, pipeline, plan, act="quick_gelu", channels=4, pad=None, **unet_options):
    encoder, tokenizer = clip(folder, SMALL, act, pad=pad)
    return pipeline(vae=vae(), text_encoder=encoder, tokenizer=tokenizer, unet=unet(SMALL, channels, **unet_options),
                    scheduler=plan, safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def sd15(folder):
    plan = scheduler(PNDMScheduler, skip_prk_steps=True, steps_offset=1, set_alpha_to_one=False)
    return sd(folder, StableDiffusionPipeline, plan)


def sd15_inpaint(folder):
    plan = scheduler(DDIMScheduler, steps_offset=1, set_alpha_to_one=False, clip_sample=False)
    return sd(folder, StableDiffusionInpaintPipeline, plan, channels=9)


def sd2(folder):
    plan = scheduler(DDIMScheduler, prediction_type="v_prediction", rescale_betas_zero_snr=True,
                     timestep_spacing="trailing", set_alpha_to_one=False, clip_sample=False)
    return sd(folder, StableDiffusionPipeline, plan, act="gelu", pad="!", attention_head_dim=(2, 4),
              use_linear_projection=True)


def lcm(folder):
    encoder, tokenizer = clip(folder, SMALL, "quick_gelu")
    return LatentConsistencyModelPipeline(vae=vae(), text_encoder=encoder, tokenizer=tokenizer,
                                          unet=unet(SMALL, time_cond_proj_dim=32), scheduler=scheduler(LCMScheduler),
                                          safety_checker=None, feature_extractor=None, requires_safety_checker=False)


def xl_unet(channels=4, ids=6, context=SMALL + LARGE):
    return unet(context, channels, use_linear_projection=True, addition_embed_type="text_time",
                attention_head_dim=(2, 4), transformer_layers_per_block=(1, 2), addition_time_embed_dim=8,
                projection_class_embeddings_input_dim=8 * ids + LARGE)


def sdxl(folder, pipeline=StableDiffusionXLPipeline, channels=4):
    first, first_tokenizer = clip(folder, SMALL, "quick_gelu")
    second, second_tokenizer = clip(folder, LARGE, "gelu", projection=LARGE, pad="!")
    plan = scheduler(EulerDiscreteScheduler, steps_offset=1, timestep_spacing="leading")
    return pipeline(vae=vae(scaling=0.13025), text_encoder=first, text_encoder_2=second, tokenizer=first_tokenizer,
                    tokenizer_2=second_tokenizer, unet=xl_unet(channels), scheduler=plan, add_watermarker=False)


def sdxl_inpaint(folder):
    return sdxl(folder, StableDiffusionXLInpaintPipeline, 9)


def turbo_scheduler():
    return scheduler(EulerAncestralDiscreteScheduler, timestep_spacing="trailing")


def sdxl_refiner(folder):
    """Only the second encoder, and five time ids: the last one is the aesthetic score."""
    second, tokenizer = clip(folder, LARGE, "gelu", projection=LARGE, pad="!")
    plan = scheduler(EulerDiscreteScheduler, steps_offset=1, timestep_spacing="leading")
    return StableDiffusionXLImg2ImgPipeline(
        vae=vae(scaling=0.13025), text_encoder=None, text_encoder_2=second, tokenizer=None, tokenizer_2=tokenizer,
        unet=xl_unet(ids=5, context=LARGE), scheduler=plan, add_watermarker=False, requires_aesthetics_score=True,
        force_zeros_for_empty_prompt=False)


def sd3(folder):
    first, first_tokenizer = clip(folder, SMALL, "quick_gelu", projection=SMALL)
    second, second_tokenizer = clip(folder, LARGE, "gelu", projection=LARGE, pad="!")
    third, third_tokenizer = t5(folder)
    transformer = settle(SD3Transformer2DModel(
        sample_size=16, patch_size=2, in_channels=16, out_channels=16, num_layers=2, attention_head_dim=8,
        num_attention_heads=2, joint_attention_dim=T5, caption_projection_dim=16, pooled_projection_dim=SMALL + LARGE,
        pos_embed_max_size=24), 1.2)
    return StableDiffusion3Pipeline(
        transformer=transformer, scheduler=FlowMatchEulerDiscreteScheduler(shift=3.0),
        vae=vae(16, scaling=1.5305, shift=0.0609), text_encoder=first, tokenizer=first_tokenizer,
        text_encoder_2=second, tokenizer_2=second_tokenizer, text_encoder_3=third, tokenizer_3=third_tokenizer)


FAMILIES = [sd15, sd15_inpaint, sd2, lcm, sdxl, sdxl_inpaint, sdxl_refiner, sd3]
