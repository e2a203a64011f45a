package org.inpaintj.onnx.gpu;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Programs in place of the one that tries a card: one that is right, and all the ways in which drivers fail. */
final class FakeProbes {

    private FakeProbes() {}

    /** A probe that runs one of them in a real second Java. */
    static CardProbe of(final Class<?> program) {
        return new CardProbe(List.of(classes(program)), program.getName(), Duration.ofSeconds(30));
    }

    /** The same that waits less. */
    static CardProbe impatient(final Class<?> program) {
        return new CardProbe(List.of(classes(program)), program.getName(), Duration.ofMillis(700));
    }

    private static Path classes(final Class<?> program) {
        return Path.of(program.getProtectionDomain().getCodeSource().getLocation().getPath());
    }

    private static void say(final String line) {
        System.out.println("a line of the driver");
        System.out.println(line);
    }

    /** Computes the same on both. */
    static final class Right {
        public static void main(final String[] arguments) {
            say("{\"probe\":1,\"card\":[1.0,-200.5],\"processor\":[1.004,-200],\"seconds\":0.26}");
        }
    }

    /** Computes something else on the card. */
    static final class Lies {
        public static void main(final String[] arguments) {
            say("{\"probe\":1,\"card\":[1.0,2.0],\"processor\":[1.0,2.1],\"seconds\":0.2}");
        }
    }

    /** Computes no numbers on the card. */
    static final class NotANumber {
        public static void main(final String[] arguments) {
            say("{\"probe\":1,\"card\":[1.0,NaN],\"processor\":[1.0,2.1],\"seconds\":0.2}");
        }
    }

    /** Loses a number. */
    static final class Short {
        public static void main(final String[] arguments) {
            say("{\"probe\":1,\"card\":[],\"processor\":[1.0,2.1],\"seconds\":0.2}");
        }
    }

    /** Says why it cannot. */
    static final class Fails {
        public static void main(final String[] arguments) {
            say("{\"probe\":1,\"failure\":\"the card is too old for this build of ONNX Runtime.\"}");
        }
    }

    /** Prints something else, a lot of it. */
    static final class Babbles {
        public static void main(final String[] arguments) {
            for (int i = 0; i < 20_000; i++)
                System.out.println("{\"probe\":" + "[".repeat(20));
        }
    }

    /** Ends with a status of its own after a right answer, as drivers do that crash at the end. */
    static final class HaltsLate {
        public static void main(final String[] arguments) {
            Right.main(arguments);
            System.out.flush();
            Runtime.getRuntime().halt(139);
        }
    }

    /** Reads where there is nothing: a real crash of Java. */
    static final class Crashes {
        public static void main(final String[] arguments) throws ReflectiveOperationException {
            final Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            final Field the = unsafe.getDeclaredField("theUnsafe");
            the.setAccessible(true);
            unsafe.getMethod("putLong", long.class, long.class).invoke(the.get(null), 8L, 1L);
        }
    }

    /** Never ends. */
    static final class Hangs {
        public static void main(final String[] arguments) throws InterruptedException {
            Thread.sleep(600_000);
        }
    }
}
