// Repaints every region of the overlay, one after the other, each as a layer of its own.
//
// Works on the active image and its overlay; with no image open, on one made here. Layers of earlier runs are in the
// overlay too, and are passed over.

if (nImages == 0) {
    newImage("plate", "8-bit ramp", 256, 200, 1);
    run("Add Specified Noise...", "standard=6");
    setColor(255);
    for (i = 0; i < 3; i++) {
        fillOval(40 + 70 * i, 60 + 20 * i, 24, 18);
        makeOval(37 + 70 * i, 57 + 20 * i, 30, 24);
        Overlay.addSelection;
    }
    run("Select None");
}
regions = Overlay.size;
painted = 0;
for (i = 0; i < regions; i++) {
    Overlay.activateSelection(i);
    if (!startsWith(Roi.getName, "InpaintJ")) {
        run("Inpaint Selection...", "engine=auto seed=1");
        painted++;
    }
}
run("Select None");
print("Inpainted " + painted + " regions of " + getTitle());
