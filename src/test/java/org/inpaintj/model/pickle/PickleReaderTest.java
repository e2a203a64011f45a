package org.inpaintj.model.pickle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.inpaintj.model.pickle.PickleReader.PickleException;
import org.inpaintj.model.pickle.PickledObject.None;
import org.inpaintj.model.pickle.PickledObject.Placeholder;
import org.inpaintj.model.pickle.PickledObject.Storage;
import org.inpaintj.model.pickle.PickledObject.Tuple;
import org.inpaintj.model.pickle.PickledObject.View;

/** Pickles byte by byte, as pickletools shows them; letters stand for themselves. */
class PickleReaderTest {

    @TempDir
    Path folder;

    @Test
    void numbersAreRead() throws IOException {
        assertEquals(List.of(258L, -1L, 7L, 1.5, true, false, -2L), read("(J\2\1\0\0J\u00ff\u00ff\u00ff\u00ffK\7"
                + "G\u003f\u00f8\0\0\0\0\0\0\u0088\u0089\u008a\1\u00fel."));
        assertEquals(new BigInteger("1950a86a20f9469cfc6c", 16),
                read("\u0080\2\u008a\12l\u00fc\u009cF\u00f9 j\u00a8P\u0019."));
        assertEquals(0L, read("\u008a\0."));
        assertEquals(513L, read("M\1\2."));
    }

    @Test
    void textsAreRead() throws IOException {
        assertEquals("\u00e4b", read("X\3\0\0\0\u00c3\u00a4b."));
        assertEquals("ab", read("\u008c\2ab."));
        assertEquals("ab", read("\u008d\2\0\0\0\0\0\0\0ab."));
        assertEquals("ab", read("U\2ab."));
        assertEquals("ab", read("T\2\0\0\0ab."));
        assertEquals(None.NONE, read("C\2ab."), "bytes are passed over");
    }

    @Test
    void containersAreRead() throws IOException {
        assertEquals(Map.of("a", List.of(1L)), read("}X\1\0\0\0a]K\1as."));
        assertEquals(Map.of(1L, 2L, "b", 3L), read("}(K\1K\2X\1\0\0\0bK\3u."));
        assertEquals(Map.of(1L, 2L), read("(K\1K\2d."));
        assertEquals(List.of(1L, 2L), read("](K\1K\2e."));
        assertEquals(List.of(1L, 2L, 3L), ((Tuple) read("K\1K\2K\3\u0087.")).items());
        assertEquals(List.of(), ((Tuple) read("(t.")).items());
        assertEquals(1L, read("K\1K\0020."), "pop");
        assertEquals(1L, read("K\1(K\2K\0031."), "pop to the mark");
        assertEquals(List.of(1L, 1L), read("(K\1q\0h\0l."), "memo");
        assertEquals(List.of(1L, 1L), read("(K\1\u0094j\0\0\0\0l."), "memo of protocol 4");
    }

    @Test
    void whatContainsItselfIsNotFollowed() throws IOException {
        final List<?> list = (List<?>) read("]q\0h\0a.");
        assertSame(list, list.get(0));
        final Map<?, ?> map = (Map<?, ?>) read("}q\0h\0K\1s.");
        assertEquals(1, map.size());
    }

    @Test
    void nothingIsCalled() throws IOException {
        final Path trace = folder.resolve("trace");
        final String command = "touch " + trace;
        final Object result = read("cposix\nsystem\nX" + (char) command.length() + "\0\0\0" + command + "\u0085R.");
        assertEquals("posix.system", assertInstanceOf(Placeholder.class, result).name());
        assertTrue(Files.notExists(trace));
        // What is called on a placeholder, or built from it, is one again.
        assertEquals("a.B", ((Placeholder) read("ca\nB\n)\u0081}b)R.")).name());
        assertEquals("a.B", ((Placeholder) read("\u008c\1a\u008c\1B\u0093)R.")).name());
    }

    @Test
    void viewsOfStoragesAreBuilt() throws IOException {
        final String storage = "(X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0007X\3\0\0\0cpuK\11tQ";
        final String view = "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + "K\1K\2K\3\u0086K\3K\1\u0086\u0089"
                + "ccollections\nOrderedDict\n)RtR";
        final View wanted = new View(new Storage("torch.FloatStorage", "7", 0, 9), "torch.FloatStorage", 1,
                List.of(2L, 3L), List.of(3L, 1L));
        assertEquals(wanted, read(view + "."));
        assertEquals(wanted, read("ctorch._utils\n_rebuild_parameter\n(" + view + "\u0088}tR."));
        assertEquals(wanted, read("ctorch.nn.parameter\nParameter\n" + view + "\u0088\u0086\u0081."));
        assertInstanceOf(Placeholder.class, read("ctorch._utils\n_rebuild_tensor_v2\n(K\1K\1))tR."));
        assertInstanceOf(Placeholder.class, read("K\1Q."));
    }

    @Test
    void orderedDictionariesTakePairs() throws IOException {
        assertEquals(Map.of(1L, 2L), read("ccollections\nOrderedDict\n](K\1K\2\u0086e\u0085R."));
        assertEquals(Map.of(1L, 2L), read("ccollections\nOrderedDict\n]]K\1aK\2aa\u0085R."), "as lists");
    }

    /** As textual inversions have them: a module whose state holds the weights. */
    @Test
    void dictionariesOfParametersAreRead() throws IOException {
        assertEquals(Map.of("*", 1L), read("ctorch.nn.modules.container\nParameterDict\n)\u0081}(X\10\0\0\0training"
                + "\u0088X\13\0\0\0_parameters}X\1\0\0\0*K\1sub."));
        assertEquals(Map.of(), read("ccollections\nOrderedDict\n)R}X\11\0\0\0_metadata}sb."), "state is not content");
    }

    @Test
    void operationsThatTorchDoesNotWriteAreNamed() {
        refused("its pickle uses the operation 0x53, which PyTorch does not write", "S'a'\n.");
        refused("its pickle uses the operation 0x69", "(ios\nsystem\n.");
        refused("its pickle uses the operation 0x82", "\u0082\1.");
        refused("unknown protocol 9", "\u0080\11.");
    }

    @Test
    void brokenPicklesAreRefused() {
        refused("takes a value where there is none", ".");
        refused("takes a value where there is none", "K\1\u0086.");
        refused("ends a group that did not begin", "t.");
        refused("refers to a value that it does not have", "h\1.");
        refused("nests values more than 64 levels deep", "(".repeat(65));
        refused("names a class of more than 255 letters", "c" + "a".repeat(300) + "\n.");
        refused("holds a number of 256 bytes", "\u008b\0\1\0\0.");
        assertThrows(EOFException.class, () -> read("X\u00ff\u00ff\u00ff\177a."));
        assertThrows(EOFException.class, () -> read("B\u00ff\u00ff\u00ff\u00ffa."));
        assertThrows(EOFException.class, () -> read("\u008d\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ffa."));
        assertThrows(EOFException.class, () -> read("K"));
        assertThrows(EOFException.class, () -> read(""));
    }

    /** A list of pairs, made once, would fill any number of dictionaries. */
    @Test
    void dictionariesDoNotMultiply() {
        final String pairs = "](" + "K\1K\2\u0086".repeat(2000) + "eq\0000";
        refused("fills dictionaries with more than 1048576 pairs",
                pairs + "ccollections\nOrderedDict\nq\1h\0\u0085q\0020" + "h\1h\2R0".repeat(600) + "N.");
    }

    @Test
    void manyOperationsAreRefused() throws IOException {
        final byte[] nones = new byte[3_100_000];
        Arrays.fill(nones, (byte) 'N');
        final Path file = Files.write(folder.resolve("long"), nones);
        try (FileInput in = new FileInput(file)) {
            assertTrue(assertThrows(PickleException.class, () -> new PickleReader(in).read()).getMessage()
                    .contains("more than 3000000 operations"));
        }
    }

    private void refused(final String part, final String pickle) {
        final String message = assertThrows(PickleException.class, () -> read(pickle)).getMessage();
        assertTrue(message.contains(part), message);
    }

    private Object read(final String pickle) throws IOException {
        final Path file = Files.write(folder.resolve("pickle"), pickle.getBytes(StandardCharsets.ISO_8859_1));
        try (FileInput in = new FileInput(file)) {
            return new PickleReader(in).read();
        }
    }
}
