// Removes bright spots, each by itself and as a layer of its own: what a threshold finds, without the large ones.
//
// Works on the active image; with no image open, on one made here.

if (nImages == 0) {
    newImage("plate", "16-bit black", 256, 200, 1);
    run("Add...", "value=8000");
    run("Add Specified Noise...", "standard=300");
    setColor(65535);
    fillOval(20, 130, 60, 50);
    for (i = 0; i < 4; i++)
        fillOval(40 + 50 * i, 40 + 15 * i, 12, 10);
}
title = getTitle();
setOption("BlackBackground", true);
run("Select None");
run("Duplicate...", "title=spots");
setThreshold(65535, 65535);
run("Convert to Mask");
selectImage(title);
before = Overlay.size;
run("Repair Detections...", "source=labels labels=spots largest=0.01 order=left_to_right dilate=6 engine=patch seed=1");
close("spots");
print("Inpainted " + (Overlay.size - before) + " spots of " + title + ", each as a layer");
