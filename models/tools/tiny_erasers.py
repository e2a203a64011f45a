"""Tiny random models of the two families of one-shot erasers, built as their papers say.

LaMa: Suvorov et al., Resolution-robust Large Mask Inpainting with Fourier Convolutions, WACV 2022; the fast Fourier
convolutions are those of Chi et al., Fast Fourier Convolution, NeurIPS 2020. MI-GAN: Sargsyan et al., MI-GAN: A Simple
Baseline for Image Inpainting on Mobile Devices, ICCV 2023. Weights are rounded to bfloat16, which halves the
compressed size and is exact in every later step.
"""
import math

import torch
import torch.nn.functional as F
from torch import nn


def settle(model, gain=1.0):
    """Fixes the random weights, the statistics of the normalisations included."""
    with torch.no_grad():
        for module in model.modules():
            if isinstance(module, nn.BatchNorm2d):
                module.running_mean.normal_(0, 0.2)
                module.running_var.uniform_(0.5, 1.5)
                module.weight.uniform_(0.6, 1.4)
                module.bias.normal_(0, 0.2)
        for tensor in model.parameters():
            if tensor.dim() > 1 and tensor.requires_grad:
                tensor.mul_(gain)
            tensor.copy_(tensor.bfloat16().float())
        for tensor in model.buffers():
            if tensor.is_floating_point():
                tensor.copy_(tensor.bfloat16().float())
    return model.eval().requires_grad_(False)


def trigonometry(rows, columns, period):
    """Cosines and sines of 2 pi r c / period."""
    angles = 2 * math.pi / period * torch.outer(torch.arange(rows), torch.arange(columns)).double()
    return angles.cos().float(), angles.sin().float()


class FourierUnit(nn.Module):
    """A convolution of the spectrum, in the three ways in which exports write the transform back: as it is, which
    ONNX Runtime does not have; from a full spectrum; with constant matrices for pictures of one size."""

    def __init__(self, channels):
        super().__init__()
        self.conv = nn.Sequential(nn.Conv2d(2 * channels, 2 * channels, 1, bias=False), nn.BatchNorm2d(2 * channels),
                                  nn.ReLU())
        self.way, self.size = "plain", None

    def forward(self, x):
        return self.by_matrices(x) if self.way == "matrices" else self.by_transform(x)

    def convolve(self, real, imaginary):
        b, c, h, w = real.shape
        both = self.conv(torch.stack((real, imaginary), 2).reshape(b, 2 * c, h, w)).reshape(b, c, 2, h, w)
        return both[:, :, 0], both[:, :, 1]

    def by_transform(self, x):
        spectrum = torch.view_as_real(torch.fft.rfftn(x, dim=(-2, -1), norm="ortho"))
        real, imaginary = self.convolve(spectrum[..., 0], spectrum[..., 1])
        if self.way == "plain":
            return torch.fft.irfftn(torch.complex(real, imaginary), s=x.shape[-2:], dim=(-2, -1), norm="ortho")
        half = torch.view_as_real(torch.fft.ifft(torch.complex(real, imaginary), dim=-2, norm="ortho"))
        real, imaginary = half[..., 0], half[..., 1]
        real = torch.cat((real, real[..., 1:-1].flip(-1)), -1)
        imaginary = torch.cat((imaginary, -imaginary[..., 1:-1].flip(-1)), -1)
        return torch.view_as_real(torch.fft.ifft(torch.complex(real, imaginary), dim=-1, norm="ortho"))[..., 0]

    def by_matrices(self, x):
        n, half, scale = self.size, self.size // 2 + 1, 1 / self.size
        cos, sin = trigonometry(n, half, n)
        real, imaginary = x @ cos, -(x @ sin)
        cos, sin = trigonometry(n, n, n)
        real, imaginary = (cos @ real + sin @ imaginary) * scale, (cos @ imaginary - sin @ real) * scale
        real, imaginary = self.convolve(real, imaginary)
        real, imaginary = cos @ real - sin @ imaginary, cos @ imaginary + sin @ real
        cos, sin = trigonometry(half, n, n)
        twice = torch.full((half, 1), 2.0)
        twice[0] = twice[-1] = 1
        return (real @ (twice * cos) - imaginary @ (twice * sin)) * scale


class Spectral(nn.Module):
    """The path from global to global channels."""

    def __init__(self, channels):
        super().__init__()
        half = channels // 2
        self.first = nn.Sequential(nn.Conv2d(channels, half, 1, bias=False), nn.BatchNorm2d(half), nn.ReLU())
        self.fourier = FourierUnit(half)
        self.last = nn.Conv2d(half, channels, 1, bias=False)

    def forward(self, x):
        x = self.first(x)
        return self.last(x + self.fourier(x))


class FourierConvolution(nn.Module):
    """Local and global channels, each fed from both."""

    def __init__(self, local, globe):
        super().__init__()
        conv = lambda a, b: nn.Conv2d(a, b, 3, padding=1, padding_mode="reflect", bias=False)
        self.ll, self.lg, self.gl, self.gg = conv(local, local), conv(local, globe), conv(globe, local), Spectral(globe)
        self.local, self.globe = nn.BatchNorm2d(local), nn.BatchNorm2d(globe)

    def forward(self, l, g):
        return F.relu(self.local(self.ll(l) + self.gl(g))), F.relu(self.globe(self.lg(l) + self.gg(g)))


class Lama(nn.Module):
    """The generator: a picture whose hole is zero, and the mask (1 = hole), to a picture of 0..1."""

    def __init__(self, width=4, blocks=1):
        super().__init__()
        deep = 8 * width
        self.globe = deep * 3 // 4
        norm = lambda c: (nn.BatchNorm2d(c), nn.ReLU())
        down = [nn.ReflectionPad2d(3), nn.Conv2d(4, width, 7), *norm(width)]
        up = []
        for c in (width, 2 * width, 4 * width):
            down += [nn.Conv2d(c, 2 * c, 3, stride=2, padding=1, padding_mode="reflect"), *norm(2 * c)]
            up = [nn.ConvTranspose2d(2 * c, c, 3, stride=2, padding=1, output_padding=1), *norm(c)] + up
        self.down = nn.Sequential(*down)
        self.middle = nn.ModuleList(FourierConvolution(deep - self.globe, self.globe) for _ in range(2 * blocks))
        self.up = nn.Sequential(*up, nn.ReflectionPad2d(3), nn.Conv2d(width, 3, 7), nn.Sigmoid())

    def transform(self, way, size=None):
        """Chooses how the Fourier units compute; constant matrices are for pictures of that size only."""
        for module in self.modules():
            if isinstance(module, FourierUnit):
                module.way, module.size = way, size and size // 8

    def forward(self, x):
        x = self.down(x)
        local, globe = x[:, :-self.globe], x[:, -self.globe:]
        for first, second in zip(self.middle[::2], self.middle[1::2]):
            l, g = second(*first(local, globe))
            local, globe = local + l, globe + g
        return self.up(torch.cat((local, globe), 1))


class Inpainter(nn.Module):
    """LaMa with its mask: picture and mask in, the picture with its hole filled out, times a scale."""

    def __init__(self, generator, scale):
        super().__init__()
        self.generator, self.scale = generator, scale

    def forward(self, image, mask):
        painted = self.generator(torch.cat((image * (1 - mask), mask), 1))
        whole = mask * painted + (1 - mask) * image
        return torch.clamp(whole * 255, 0, 255) if self.scale == 255 else whole


def activate(x):
    return (F.leaky_relu(x, 0.2) * math.sqrt(2)).clamp(-256, 256)


class Resize(nn.Module):
    """Half or twice the size with a binomial filter; twice: zeros between the samples, then the filter."""

    def __init__(self, channels, size, factor):
        super().__init__()
        line = torch.tensor([1.0, 3, 3, 1]) / 8 * factor ** (factor > 1)
        self.filter = nn.Conv2d(channels, channels, 4, stride=2 if factor < 1 else 1, groups=channels, bias=False)
        self.filter.weight = nn.Parameter(torch.outer(line, line).repeat(channels, 1, 1, 1), requires_grad=False)
        if factor > 1:
            self.register_buffer("comb", torch.tensor([[1.0, 0], [0, 0]]).repeat(size, size))
        self.twice = factor > 1

    def forward(self, x):
        if self.twice:
            return self.filter(F.pad(F.interpolate(x, scale_factor=2, mode="nearest") * self.comb, (2, 1, 2, 1)))
        return self.filter(F.pad(x, (1, 1, 1, 1)))


class Separable(nn.Module):
    """Depthwise 3 x 3, pointwise, on the way a resize, and fixed noise in the synthesis."""

    def __init__(self, channels, out, size, factor=1.0, noisy=False):
        super().__init__()
        self.depth = nn.Conv2d(channels, channels, 3, padding=1, groups=channels)
        self.point = nn.Conv2d(channels, out, 1, bias=False)
        self.shrink = Resize(channels, size, factor) if factor < 1 else nn.Identity()
        self.grow = Resize(out, size // 2, factor) if factor > 1 else nn.Identity()
        self.register_buffer("noise", torch.randn(size, size) * 0.1 if noisy else torch.zeros(()))

    def forward(self, x):
        return activate(self.grow(self.point(self.shrink(activate(self.depth(x))))) + self.noise)


class Migan(nn.Module):
    """The generator: mask - 0.5 (1 = keep) and the picture of -1..1 times the mask, to a picture of -1..1."""

    def __init__(self, size=64, base=256, most=12):
        super().__init__()
        self.size = size
        sizes = [size >> i for i in range(int(math.log2(size)) - 1)]
        width = lambda s: min(base // s, most)
        self.start = nn.Conv2d(4, width(size), 1)
        self.down = nn.ModuleList()
        self.up = nn.ModuleList()
        for s in sizes:
            last = s == 4
            self.down.append(nn.ModuleList([Separable(width(s), width(s), s), Separable(
                width(s), width(s if last else s // 2), s, 1 if last else 0.5)]))
            before = width(s if last else s // 2)
            self.up.insert(0, nn.ModuleList([
                Separable(before, width(s), s, 1 if last else 2, not last),
                Separable(width(s), width(s), s, 1, not last), nn.Conv2d(width(s), 3, 1),
                nn.Identity() if last else Resize(3, s // 2, 2)]))

    def forward(self, x):
        x, passed = activate(self.start(x)), []
        for first, second in self.down:
            x = first(x)
            passed.insert(0, x)
            x = second(x)
        image = None
        for (first, second, colours, twice), skip in zip(self.up, passed):
            x = second(first(x) + skip)
            image = colours(x) if image is None else twice(image) + colours(x)
        return image


class MiganPipeline(nn.Module):
    """MI-GAN for pictures of any size, in bytes: cuts a square around the hole (mask 0), paints it at the network's
    size, and mixes it into the picture with a soft edge."""

    def __init__(self, generator, padding=16):
        super().__init__()
        self.generator, self.size, self.padding = generator, generator.size, padding
        x = torch.arange(5) - 2.0
        line = torch.exp(-x * x / 2)
        self.register_buffer("blur", torch.outer(line, line)[None, None] / line.sum() ** 2)

    def bounds(self, hole, length, side):
        """The first and last index of a cut of at least that side around the hole, moved into the picture."""
        indices = torch.arange(length)
        first = torch.where(hole, indices, length).min()
        last = torch.where(hole, indices, -1).max() + 1
        start = torch.clamp((first + last) // 2 - side // 2, min=0)
        end = torch.minimum(start + side, torch.as_tensor(length))
        return torch.clamp(end - side, min=0), end

    def forward(self, image, mask):
        height, width = image.shape[2], image.shape[3]
        hole = mask[0, 0] < 255
        across, down = hole.any(0), hole.any(1)
        side = torch.clamp(torch.maximum(across.sum(), down.sum()) + 2 * self.padding, min=self.size)
        left, right = self.bounds(across, width, side)
        top, bottom = self.bounds(down, height, side)
        crop, keep = image[:, :, top:bottom, left:right].float(), mask[:, :, top:bottom, left:right].float()
        small = F.interpolate(crop, (self.size, self.size), mode="bilinear", align_corners=False) * 2 / 255 - 1
        kept = F.interpolate(keep, (self.size, self.size), mode="nearest") / 255
        painted = (self.generator(torch.cat((kept - 0.5, small * kept), 1)) * 127.5 + 127.5).clamp(0, 255)
        painted = F.interpolate(painted, (crop.shape[2], crop.shape[3]), mode="bilinear", align_corners=False)
        soft = F.pad(F.max_pool2d(keep, 3, 1, 1), (2, 2, 2, 2), mode="reflect")
        soft = F.conv2d(soft, self.blur) / 255
        mixed = (crop * soft + painted * (1 - soft)).clamp(0, 255).to(torch.uint8)
        result = image.clone()
        result[:, :, top:bottom, left:right] = mixed
        return result
