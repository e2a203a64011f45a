// Repaints the same rectangle in every TIFF of a folder, for example a burnt-in scale bar, and saves the results into
// its subfolder "inpainted".
//
// The folder is the macro's argument; without one, a folder with two images is made in the temporary folder.

folder = getArgument();
if (folder == "") {
    folder = getDirectory("temp") + "inpaintj-example";
    File.makeDirectory(folder);
    setBatchMode(true);
    for (i = 1; i <= 2; i++) {
        newImage("image" + i, "8-bit ramp", 200, 150, 1);
        run("Add Specified Noise...", "standard=6");
        setColor(255);
        fillRect(140, 130, 50, 8);
        saveAs("tiff", folder + File.separator + "image" + i + ".tif");
        close();
    }
}
if (!endsWith(folder, File.separator))
    folder = folder + File.separator;
File.makeDirectory(folder + "inpainted");
setBatchMode(true);
files = getFileList(folder);
done = 0;
for (i = 0; i < files.length; i++)
    if (endsWith(toLowerCase(files[i]), ".tif")) {
        open(folder + files[i]);
        makeRectangle(getWidth() - 63, getHeight() - 23, 56, 14);
        run("Inpaint Selection...", "engine=auto seed=1 target=image");
        saveAs("tiff", folder + "inpainted" + File.separator + files[i]);
        close("*");
        done++;
    }
print("Inpainted " + done + " images into " + folder + "inpainted");
