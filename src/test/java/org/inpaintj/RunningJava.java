package org.inpaintj;

import java.nio.file.Path;

/** The Java that runs the tests, for processes of their own. */
public final class RunningJava {

    private RunningJava() {}

    /** Its program. */
    public static String program() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
