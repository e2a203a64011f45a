// Removes an object with several seeds and paddings, and shows all results as a labelled stack and as a montage.
//
// Any key can be compared: x=[KEY: VALUES], y=[KEY: VALUES], z=[KEY: VALUES]. See docs/compare.md.

newImage("sample", "8-bit ramp", 240, 180, 1);
run("Add Specified Noise...", "standard=12");
setColor(255);
fillOval(100, 80, 40, 30);
makeOval(96, 76, 48, 38);

run("Compare...", "engine=patch x=[seed: 1-3] y=[padding: 16, 64]");
print("Made " + getTitle() + ": " + getInfo("slice.label"));

selectImage("sample");
run("Compare...", "engine=patch result=montage x=[seed: 1-3] y=[padding: 16, 64]");
print("Made a montage of " + getWidth() + " x " + getHeight() + " pixels");
