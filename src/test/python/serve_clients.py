"""Programs that others wrote for the Stable Diffusion WebUI, against the server: serve_clients.py OPEN LOCKED FOLDER

OPEN and LOCKED are ports on this machine; LOCKED asks for the user ann with the password secret. Both have one tiny
model called tiny, and OPEN keeps results in FOLDER. Ends with 0 and a line for each client, or with what is wrong.
"""
import json
import subprocess
import sys
from pathlib import Path

import webuiapi
from PIL import Image, ImageChops, ImageDraw
from sd_backend_client import (AuthError, DiffusionParams, DiffusionRequestBody, GenerationStatus,
                               connect_to_backend)

OPEN, LOCKED, FOLDER = int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3])
SIZE, BOX = 64, (20, 24, 43, 47)


def picture():
    image = Image.new('RGB', (SIZE, SIZE))
    image.putdata([(4 * (i % SIZE), 3 * (i // SIZE), 90 + i % 7) for i in range(SIZE * SIZE)])
    return image


def mask(mode='L'):
    image = Image.new('L', (SIZE, SIZE), 0)
    ImageDraw.Draw(image).rectangle(BOX, fill=255)
    return image.convert(mode)


def only_the_mask_changed(before, after):
    changed = ImageChops.difference(before, after.convert('RGB')).getbbox()
    assert changed, 'nothing was painted'
    assert changed[0] >= BOX[0] and changed[1] >= BOX[1] and changed[2] <= BOX[2] + 1 and changed[3] <= BOX[3] + 1, \
        changed


def webui():
    api = webuiapi.WebUIApi(port=OPEN, sampler='Euler a', steps=2)
    assert not api.has_controlnet and not api.has_adetailer and not api.has_animatediff
    for name in ('samplers', 'schedulers', 'upscalers', 'latent_upscale_modes', 'sd_models', 'prompt_styles'):
        assert getattr(api, 'get_' + name)(), name
    for name in ('sd_vae', 'loras', 'hypernetworks', 'face_restorers', 'realesrgan_models', 'embeddings', 'memory',
                 'cmd_flags', 'scripts', 'options', 'progress'):
        assert isinstance(getattr(api, 'get_' + name)(), (list, dict)), name
    assert 'Euler a' in api.util_get_sampler_names() and 'karras' in api.util_get_scheduler_names()
    api.util_set_model('tiny')
    assert api.util_get_current_model() == 'tiny'
    api.util_wait_for_ready()
    text = api.txt2img(prompt='a cat', seed=5, width=SIZE, height=SIZE, batch_size=2, save_images=True)
    assert [image.size for image in text.images] == [(SIZE, SIZE)] * 2
    assert text.info['all_seeds'] == [5, 6] and text.info['sampler_name'] == 'Euler a', text.info
    assert text.image.info['parameters'].startswith('a cat\nSteps: 2, Sampler: Euler a'), text.image.info
    assert len(list(FOLDER.glob('*.png'))) == 2
    assert api.png_info(text.image).info == text.image.info['parameters']
    assert api.txt2img(prompt='a cat', seed=5, width=SIZE, height=SIZE).images[0].tobytes() == text.image.tobytes()
    for mode in ('L', '1', 'RGB'):
        painted = api.img2img(images=[picture()], mask_image=mask(mode), prompt='a dog', seed=7, width=SIZE,
                              height=SIZE, mask_blur=0)
        assert painted.image.size == (SIZE, SIZE)
        only_the_mask_changed(picture(), painted.image)
    soft = {'Soft Inpainting': {'args': [True, 1, 0.5, 4, 0, 0.1, 2]}}
    api.img2img(images=[picture()], mask_image=mask(), width=SIZE, height=SIZE, alwayson_scripts=soft)
    assert api.img2img(images=[picture()], width=96, height=48, resize_mode=1).image.size == (96, 48)
    assert api.extra_single_image(picture(), upscaler_1='Lanczos', upscaling_resize=2).image.size == (128, 128)
    assert len(api.extra_batch_images([picture(), picture()], upscaler_1='Nearest').images) == 2
    for end in (api.interrupt, api.skip, api.refresh_checkpoints):
        end()
    api.set_options({'CLIP_stop_at_last_layers': 1, 'unknown': 3})
    assert api.controlnet_model_list() == [] and api.controlnet_module_list() == []
    try:
        api.interrogate(picture())
        raise AssertionError('there is no model for that')
    except RuntimeError as error:
        assert error.args[0] == 404, error
    locked = webuiapi.WebUIApi(port=LOCKED, username='ann', password='secret', steps=1)
    assert locked.txt2img(width=SIZE, height=SIZE).image.size == (SIZE, SIZE)


def backend():
    server = connect_to_backend(f'http://127.0.0.1:{OPEN}')
    can = server.get_capabilities()
    assert can.soft_inpainting and can.scheduler and can.interrogate and not can.ultimate_upscale, can
    assert [option.name for option in server.list_checkpoints()] == ['tiny']
    for options in (server.list_samplers(), server.list_schedulers(), server.list_upscalers()):
        assert options
    server.list_vaes(), server.list_loras(), server.list_hypernetworks(), server.list_controlnet_models()
    assert len(server.get_soft_inpainting_parameters()) == 6
    server.get_styles(), server.get_config(), server.get_script_info(), server.get_latent_upscale_modes()
    seen = []
    job = server.submit_txt2img(DiffusionParams(prompt='a cat', seed=5, steps=3, width=SIZE, height=SIZE,
                                                sd_model_name='tiny'))
    made = job.wait(timeout=60, poll_interval=0.02, on_progress=seen.append)
    assert made.images[0].size == (SIZE, SIZE) and seen[-1].status is GenerationStatus.FINISHED
    body = DiffusionRequestBody(prompt='a dog', seed=7, steps=2, width=SIZE, height=SIZE, init_images=[picture()],
                                mask=mask(), mask_blur=0, inpaint_full_res=True, inpaint_full_res_padding=8)
    only_the_mask_changed(picture(), server.submit_inpaint(body).wait(timeout=60).images[0])
    body.soft_inpainting = True
    assert server.submit_inpaint(body).wait(timeout=60).images
    assert server.submit_img2img(DiffusionParams(steps=1, width=SIZE, height=SIZE, init_images=[picture()])).wait(
        timeout=60).images
    assert server.submit_upscale(picture(), 100, 120).wait(timeout=60).images[0].size == (100, 120)
    server.refresh_checkpoints(), server.refresh_vae(), server.refresh_loras(), server.interrupt()
    locked = connect_to_backend(f'http://127.0.0.1:{LOCKED}', credentials_provider=lambda: ('ann', 'secret'))
    assert locked.list_checkpoints()
    try:
        connect_to_backend(f'http://127.0.0.1:{LOCKED}', credentials_provider=lambda: ('ann', 'wrong'))
        raise AssertionError('a wrong password was taken')
    except AuthError:
        pass


def security():
    for port in (OPEN, LOCKED):
        check = subprocess.run([Path(sys.executable).with_name('ligsp'), 'check', '--json', '-',
                                f'http://127.0.0.1:{port}'], capture_output=True, text=True, timeout=60)
        assert check.returncode == 0, check.stdout + check.stderr
        if port == OPEN:
            text = check.stdout
            assert '"FAIL"' not in text and '"WARN"' not in text and text.count('WEB-') >= 3, text
            json.loads(text)


for client in (webui, backend, security):
    client()
    print(client.__name__, 'ok')
