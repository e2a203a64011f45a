package org.inpaintj.cli.macro;

import java.io.PrintStream;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.macro.Interpreter;

/** This class runs macros in an ImageJ that was patched for use without a window. */
public final class HeadlessMacro {

    private HeadlessMacro() {}

    /**
     * Runs a macro in batch mode on the calling thread. ImageJ prints an error with its line on the standard error.
     *
     * @param argument what {@code getArgument()} returns
     * @return false if the macro ended with an error or with {@code exit("message")}
     */
    @SuppressWarnings("unchecked")
    public static boolean run(final String macro, final String argument) {
        // the patched ImageJ builds its command table at this call
        IJ.runPlugIn("ij.IJ.init", "");
        MenuEntry.onClassPath().forEach(entry -> Menus.getCommands().put(entry.label(), entry.plugin()));
        final Interpreter interpreter = new Interpreter();
        final PrintStream before = System.out;
        final ExitWatch watch = new ExitWatch(before);
        System.setOut(watch);
        try {
            interpreter.run(macro, argument);
            return !interpreter.wasError();
        } catch (final RuntimeException e) {
            if (!Macro.MACRO_CANCELED.equals(e.getMessage()))
                throw e;
            return !interpreter.wasError() && !watch.exited;
        } finally {
            System.setOut(before);
        }
    }

    /** Tells what {@code exit("message")} prints from other output and sends it to the standard error. */
    private static final class ExitWatch extends PrintStream {

        private boolean exited;

        ExitWatch(final PrintStream out) {
            super(out, true);
        }

        @Override
        public void println(final String line) {
            final boolean exits = StackWalker.getInstance().walk(frames -> frames.anyMatch(
                    f -> f.getClassName().equals("ij.macro.Functions") && f.getMethodName().equals("exit")));
            exited |= exits;
            if (exits)
                System.err.println("inpaintj: " + line);
            else
                super.println(line);
        }
    }
}
