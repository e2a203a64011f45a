// Enlarges an image fourfold, here one of 16 bits: the new image keeps depth, calibration and overlay.
//
// The file of an upscaler such as ESRGAN (.pth, .safetensors or .onnx) is the macro's argument; docs/models.md says where
// one comes from. Without one, Lanczos interpolates. Works on the active image; with none open, on one made here.

upscaler = getArgument();
if (upscaler == "")
    upscaler = "lanczos";
if (nImages == 0) {
    newImage("cells", "16-bit ramp", 64, 48, 1);
    run("Properties...", "channels=1 slices=1 frames=1 unit=micron pixel_width=0.5 pixel_height=0.5 voxel_depth=1");
    setColor(65535);
    fillOval(20, 12, 24, 20);
}
run("Upscale Image...", "scale=4 upscaler=[" + upscaler + "]");
getPixelSize(unit, width, height);
print("Made " + getTitle() + ", " + getWidth() + " x " + getHeight() + ", " + bitDepth() + " bit, " + width + " " + unit
    + " a pixel");
