// Removes an object with several seeds and paddings, and shows all results as a labelled stack and as a montage.
//
// Any key can be compared: x=[KEY: VALUES], y=[KEY: VALUES], z=[KEY: VALUES]. See docs/compare.md.

newImage("sample", "8-bit ramp", 160, 120, 1);
run("Add Specified Noise...", "standard=12");
setColor(255);
fillOval(60, 50, 20, 16);
makeOval(57, 47, 26, 22);

run("Compare...", "engine=patch x=[seed: 1, 2] y=[padding: 8, 32]");
print("Made " + getTitle() + ": " + getInfo("slice.label"));

selectImage("sample");
run("Compare...", "engine=patch result=montage x=[seed: 1, 2] y=[padding: 8, 32]");
print("Made a montage of " + getWidth() + " x " + getHeight() + " pixels");
