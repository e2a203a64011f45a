// Repaints the selection of an image by InpaintJ's command, and saves what it made as a new image.
// In Fiji: File > Open..., then Run; or, without a display,
// fiji --headless --run inpaint.groovy 'input="cells.tif",output="repaired.tif"'

#@ File (label = "Image, saved with a selection") input
#@ File (label = "Repainted image", style = "save") output
#@ ImageJ ij

import ij.IJ
import org.inpaintj.command.InpaintSelection

def image = IJ.openImage(input.path)

// every key of the macro is an input; the last one of two equal runs is the same to the bit
def done = ij.command().run(InpaintSelection, true,
        "image", image, "engine", "patch", "seed", 1, "padding", 48, "target", "image").get()

IJ.saveAsTiff(done.getOutput("result"), output.path)
