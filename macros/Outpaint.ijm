// Enlarges an image and goes on with it on the new ground, as a new image; the image itself stays as it is.
//
// With the folder of a diffusion model as the macro's argument (docs/models.md says where one comes from) the new ground
// is to the left and right and starts from noise like the image; without one it is on all sides and made from the image
// itself. Works on the active image; with none open, on one made here.

model = getArgument();
if (nImages == 0) {
    newImage("tissue", "16-bit black", 160, 120, 1);
    run("Add...", "value=3000");
    run("Add Specified Noise...", "standard=200");
    run("Properties...", "unit=um pixel_width=0.5 pixel_height=0.5 origin=10,20");
}
title = getTitle();
if (model == "")
    run("Outpaint...", "method=patch expand=24 seed=1");
else
    run("Outpaint...", "method=mk2 directions=left,right expand=32 seed=1 steps=4 model=[" + model + "] prompt=[tissue]");
print("Enlarged " + title + " to " + getWidth() + " x " + getHeight() + " pixels, " + bitDepth() + " bit");
