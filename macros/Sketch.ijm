// Paints over the active image and makes something of what is painted; nothing else changes. With none open, on a sample made here.
//
// The macro's argument is the folder of a diffusion model, exported to ONNX (docs/models.md says where one comes from): the
// model starts from the colours. Without one the embedded engine takes away what the paint covers.

model = getArgument();
if (nImages == 0)
    newImage("sample", "RGB ramp", 96, 72, 1);
image = getTitle();
width = getWidth();
height = getHeight();
run("Sketch...", "action=start");
setColor("orange");
fillOval(width / 3, height / 3, width / 4, height / 4);
setColor("green");
setLineWidth(maxOf(1, width / 40));
drawLine(width / 2, height / 3, width / 2, height / 5);
run("Sketch...", "action=done");
if (model == "")
    run("Inpaint Selection...", "engine=patch seed=1 mask=painted");
else
    run("Inpaint Selection...", "seed=1 steps=4 strength=0.6 grow=2 transparency=10 model=[" + model
        + "] mask=painted sketch=painted prompt=[an orange]");
print("Painted over " + getTitle() + ": " + Overlay.size + " layers");
