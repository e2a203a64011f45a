// Removes an object from an image: the selection is repainted as a layer, and a flattened copy is made.
//
// Works on the active image and its selection; with no image open, on one made here.
// The seed makes the result the same at each run; leave it out for another one each time.

if (nImages == 0) {
    newImage("sample", "8-bit ramp", 256, 200, 1);
    run("Add Specified Noise...", "standard=6");
    setColor(255);
    fillOval(100, 80, 40, 30);
    makeOval(96, 76, 48, 38);
}
original = getTitle();
run("Inpaint Selection...", "engine=auto seed=1");
run("Flatten Layers");
print("Inpainted " + original + " into " + getTitle());
