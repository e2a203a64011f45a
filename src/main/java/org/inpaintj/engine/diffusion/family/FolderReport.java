package org.inpaintj.engine.diffusion.family;

import java.util.ArrayList;
import java.util.List;

/**
 * What is found out while a folder is read, full sentences. For one thread.
 *
 * @param problems why it cannot be used, most important first
 * @param notes    assumptions made and things the user should know
 */
public record FolderReport(List<String> problems, List<String> notes) {

    /** Of a folder that nobody has looked into. */
    FolderReport() {
        this(new ArrayList<>(), new ArrayList<>());
    }
}
