package org.inpaintj.onnx;

import java.lang.management.ManagementFactory;

import javax.management.JMException;
import javax.management.ObjectName;

/**
 * This class gives memory that native code has freed back to the system. The C library of Linux keeps most of what a
 * closed session held, and the file's contents after loading, which doubles what a process occupies.
 */
public final class NativeHeap {

    private NativeHeap() {}

    /**
     * Takes a tenth of a second or so after a large network. Where Java has no such command (it came with a late update
     * of 17, for Linux), the memory stays with the process, which uses it for the next network.
     *
     * @return true if Java knows how
     */
    public static boolean trim() {
        try {
            ManagementFactory.getPlatformMBeanServer().invoke(
                    new ObjectName("com.sun.management:type=DiagnosticCommand"), "systemTrimNativeHeap",
                    new Object[] { new String[0] }, new String[] { String[].class.getName() });
            return true;
        } catch (final JMException | RuntimeException e) {
            return false;
        }
    }
}
