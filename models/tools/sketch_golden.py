"""What a diffusion model starts from where a coloured mask was painted over a picture.

Prints the numbers of SketchCompositeTest: for paint of two colours (the comparison of a red and a blue mask) and some
transparencies, a row of the composite that the Stable Diffusion WebUI makes with Pillow: the mask scaled by the
opacity and cut to 8 bits, both it and the painted picture blurred by Pillow's Gaussian of the mask blur, and the one
pasted over the picture through the other. Run with Pillow 9.5.0, which is the WebUI's.
"""
from PIL import Image, ImageEnhance, ImageFilter

WIDTH, HEIGHT, ROW = 24, 16, 8
BOX = (0, 4, 12, 12)  # at the left border, left, top, right, bottom
SIGMA = 4


def picture():
    image = Image.new("RGB", (WIDTH, HEIGHT))
    image.putdata([(10 * x, 15 * y, 128) for y in range(HEIGHT) for x in range(WIDTH)])
    return image


def composite(colour, transparency):
    original, painted, mask = picture(), picture(), Image.new("L", (WIDTH, HEIGHT), 0)
    painted.paste(colour, BOX)
    mask.paste(255, BOX)
    mask = ImageEnhance.Brightness(mask).enhance(1 - transparency / 100)
    blur = ImageFilter.GaussianBlur(SIGMA)
    return mask.getpixel((BOX[0], BOX[1])), Image.composite(painted.filter(blur), original, mask.filter(blur))


for name, colour in (("red", (255, 0, 0)), ("blue", (0, 0, 255))):
    for transparency in (0, 10, 25, 49, 50, 75, 100):
        level, image = composite(colour, transparency)
        row = [image.getpixel((x, ROW)) for x in range(WIDTH)]
        print(name, transparency, "level", level)
        for channel, letter in enumerate("RGB"):
            print("   ", letter, ", ".join(str(pixel[channel]) for pixel in row))
