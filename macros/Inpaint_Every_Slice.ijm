// Repaints the same selection in every slice (and frame) of a stack, for example a dust spot on the camera.
//
// Works on the active stack and its selection; with no image open, on one made here. The layers are then written into
// a copy; the stack itself is not changed.

if (nImages == 0) {
    newImage("movie", "16-bit ramp", 128, 96, 5);
    run("Add Specified Noise...", "stack standard=500");
    setColor(65535);
    for (i = 1; i <= nSlices; i++) {
        setSlice(i);
        fillOval(60, 40, 14, 12);
    }
    makeOval(58, 38, 18, 16);
}
getDimensions(width, height, channels, slices, frames);
for (t = 1; t <= frames; t++)
    for (z = 1; z <= slices; z++) {
        Stack.setPosition(1, z, t);
        run("Inpaint Selection...", "engine=auto seed=1");
    }
run("Flatten Layers");
print("Inpainted " + slices * frames + " positions of " + getTitle());
