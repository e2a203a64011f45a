// Removes what a text names: two lines, one to select it and one to repaint it.
//
// The argument names the models and the text, separated by semicolons:
//   FOLDER OF A GROUNDINGDINO;FOLDER OF A SEGMENT ANYTHING MODEL;scale bar. arrow.
// and perhaps more keys of Select by Text..., such as box_threshold=0.4, after a third semicolon.
// Works on the active image; with no image open, on one made here. Without an argument it only says what it needs.

parts = split(getArgument(), ";");
if (parts.length < 3)
    exit("Give the macro an argument: DETECTOR FOLDER;MODEL FOLDER;scale bar.");
if (nImages == 0) {
    newImage("sample", "8-bit ramp", 256, 200, 1);
    setColor(255);
    fillRect(180, 170, 60, 8);
}
more = "";
if (parts.length > 3)
    more = " " + parts[3];
run("Select by Text...", "detector=[" + parts[0] + "] model=[" + parts[1] + "] grow=2 text=[" + parts[2] + "]" + more);
run("Remove Object", "seed=1");
print("Inpainted what is " + parts[2] + " in " + getTitle());
