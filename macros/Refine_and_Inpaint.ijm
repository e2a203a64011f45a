// Fits a rough selection to the object in it, and repaints just that.
//
// The argument is the folder of a Segment Anything model. Works on the active image and its selection; with no image
// open, on one made here. Without an argument it only says what it needs.

model = getArgument();
if (model == "")
    exit("Give the macro an argument: the folder of a Segment Anything model.");
if (nImages == 0) {
    newImage("sample", "8-bit ramp", 256, 200, 1);
    setColor(255);
    fillOval(100, 80, 40, 30);
    makeRectangle(94, 74, 52, 42);
}
run("Refine Selection...", "model=[" + model + "] grow=2");
run("Inpaint Selection...", "engine=patch seed=1");
print("Inpainted the object in " + getTitle());
