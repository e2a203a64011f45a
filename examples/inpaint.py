# Repaints the selection of an image by InpaintJ's API and writes the patch into it, at full depth.
# In Fiji: File > Open..., then Run; or, without a display,
# fiji --headless --run inpaint.py 'input="cells.tif",output="repaired.tif"'

#@ File (label = "Image, saved with a selection") input
#@ File (label = "Repainted image", style = "save") output

from ij import IJ
from jarray import zeros
from net.imglib2.img.display.imagej import ImageJFunctions

from org.inpaintj.core import Box
from org.inpaintj.engines import Engines
from org.inpaintj.inpaint import Inpainter
from org.inpaintj.raster import Mask

imp = IJ.openImage(input.path)
roi = imp.getRoi()
bounds = roi.getBounds()

# 0 = keep, 1 = repaint, row by row over the bounds
values = zeros(bounds.width * bounds.height, "f")
for y in range(bounds.height):
    for x in range(bounds.width):
        if roi.contains(bounds.x + x, bounds.y + y):
            values[y * bounds.width + x] = 1
mask = Mask(Box(bounds.x, bounds.y, bounds.width, bounds.height), values)

# the image itself, no copy: what is written into it is written into its planes
image = ImageJFunctions.wrap(imp)
made = Inpainter().inpaint(image, mask, Engines.found().request({"engine": "patch", "seed": "1"}))
for note in made.notes():
    print(note)
made.patch().write(image)

IJ.saveAsTiff(imp, output.path)
