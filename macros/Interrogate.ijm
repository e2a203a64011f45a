// Says what is in an image, and changes the image by what was said.
//
// The argument names the models, separated by a semicolon; the second one may be left out, and then it only says what is there:
//   FOLDER OF A WD14 TAGGER, OF BLIP OR OF VIT-GPT2;FOLDER OF A DIFFUSION MODEL
// Works on the active image, or on its selection; with no image open, on one made here.

parts = split(getArgument(), ";");
if (parts.length == 0)
    exit("Give the macro an argument: MODEL FOLDER, or MODEL FOLDER;DIFFUSION MODEL FOLDER.");
if (nImages == 0) {
    newImage("sample", "RGB ramp", 64, 48, 1);
    setColor(255, 0, 0);
    fillOval(20, 12, 24, 20);
}
run("Interrogate...", "model=[" + parts[0] + "]");
words = Property.get("inpaintj.prompt");
print("In " + getTitle() + ": " + words);
if (parts.length > 1)
    run("Image to Image...", "seed=1 steps=4 strength=0.5 model=[" + parts[1] + "] prompt=[" + words + "]");
