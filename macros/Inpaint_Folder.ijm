// Repaints the same rectangle in every TIFF of a folder, for example a burnt-in scale bar, and saves the results into
// its subfolder "inpainted".
//
// The folder is the macro's argument; without one, a folder with two images is made in the temporary folder. Results of an
// earlier run are replaced only if ";overwrite" follows the folder.

parts = split(getArgument(), ";");
overwrite = parts.length > 1 && parts[parts.length - 1] == "overwrite";
folder = "";
if (parts.length > 0)
    folder = parts[0];
if (folder == "") {
    overwrite = true;
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
if (!File.isDirectory(folder))
    exit("There is no folder '" + folder + "': give the folder of the images as the macro's argument.");
if (!endsWith(folder, File.separator))
    folder = folder + File.separator;
setBatchMode(true);
files = getFileList(folder);
for (i = 0; i < files.length; i++)
    if (endsWith(toLowerCase(files[i]), ".tif") && !overwrite && File.exists(folder + "inpainted" + File.separator + files[i]))
        exit("'" + folder + "inpainted" + File.separator + files[i] + "' exists already: move it away, or give the argument "
                + folder + ";overwrite to replace it.");
File.makeDirectory(folder + "inpainted");
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
