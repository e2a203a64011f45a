// Changes the active image and keeps its edges, with a ControlNet beside a diffusion model; then makes an image of a prompt
// alone that has the same edges. With no image open, on a sample made here.
//
// The macro's argument is the model and the ControlNet, with a semicolon between them, such as
// /models/sd15.safetensors;/models/control_v11p_sd15_canny.pth

parts = split(getArgument(), ";");
if (parts.length != 2)
    exit("Give a diffusion model and a ControlNet as the macro's argument, with a semicolon between them.");
if (nImages == 0) {
    newImage("sample", "RGB black", 128, 64, 1);
    setColor("white");
    fillOval(20, 12, 40, 40);
    fillRect(80, 16, 30, 36);
}
source = getTitle();
nets = " model=[" + parts[0] + "] controlnet=[" + parts[1] + "]";
run("Image to Image...", "seed=1 steps=4 strength=0.8 target=image control_weight=0.8 preprocessor=canny control=shown" + nets + " prompt=[a bronze statue]");
changed = getTitle();
run("Text to Image...", "seed=1 steps=4 width=" + getWidth() + " height=" + getHeight() + " control_end=0.8 preprocessor=canny" + nets + " control=[" + source + "] prompt=[a city at night]");
print("Made " + changed + " and " + getTitle());
