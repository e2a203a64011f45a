package org.inpaintj.model.pickle;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.inpaintj.model.pickle.PickledObject.Global;
import org.inpaintj.model.pickle.PickledObject.None;
import org.inpaintj.model.pickle.PickledObject.Placeholder;
import org.inpaintj.model.pickle.PickledObject.Tuple;

/**
 * Reads one Python pickle into plain values. It is a stack machine that has no way to call or load anything: the few
 * functions that rebuild tensors are known to {@link PickledCall}, and everything else becomes a placeholder. Its
 * stack, memo, texts and nesting are bounded.
 * The operations are those that the module pickletools of Python's standard library lists.
 */
public final class PickleReader {

    private static final int MOST_STEPS = 3_000_000, MOST_NESTING = 64, MOST_WHOLE = 255;
    private static final int MOST_TEXT = 1 << 20, MOST_TEXTS = 1 << 26;
    private static final int HIGHEST_PROTOCOL = 5;

    /** Thrown with what is wrong, to follow the file's name. */
    public static final class PickleException extends IOException {
        private static final long serialVersionUID = 1L;

        PickleException(final String message) {
            super(message);
        }
    }

    private final FileInput in;
    private final Map<Long, Object> memo = new HashMap<>();
    /** The stacks under the marks that are open, and the current one. */
    private final Deque<List<Object>> below = new ArrayDeque<>();
    private List<Object> stack = new ArrayList<>();
    private final PickledCall calls = new PickledCall();
    private long texts;

    public PickleReader(final FileInput in) {
        this.in = in;
    }

    /** What all storages hold that the pickle refers to, as PyTorch calls the class, by their keys. */
    public Map<String, String> storages() {
        return calls.storages();
    }

    /**
     * Reads the pickle at the input's position, and leaves the position behind it. To be called once.
     *
     * @throws PickleException if an operation is unknown or makes no sense
     * @throws IOException     if the file ends early
     */
    public Object read() throws IOException {
        for (int step = 0; step < MOST_STEPS; step++) {
            final int code = in.u8();
            if (code == '.')
                return pop();
            if (!number(code) && !text(code) && !container(code) && !reference(code))
                throw new PickleException("its pickle uses the operation 0x" + Integer.toHexString(code)
                        + ", which PyTorch does not write");
        }
        throw new PickleException("its pickle has more than " + MOST_STEPS + " operations");
    }

    private boolean number(final int code) throws IOException {
        switch (code) {
            case 0x80 -> {
                final int protocol = in.u8();
                if (protocol > HIGHEST_PROTOCOL)
                    throw new PickleException("its pickle is of the unknown protocol " + protocol);
            }
            case 0x95 -> in.skip(8); // FRAME: only a hint for reading ahead
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.i32());
            case 'K' -> push((long) in.u8());
            case 'M' -> push((long) in.u16());
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.i64())));
            case 0x8a -> push(whole(in.u8()));
            case 0x8b -> push(whole(in.u32()));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean text(final int code) throws IOException {
        switch (code) {
            case 'X' -> push(letters(in.u32()));
            case 0x8c -> push(letters(in.u8()));
            case 0x8d -> push(letters(in.i64()));
            case 'U' -> push(letters(in.u8()));
            case 'T' -> push(letters(in.u32()));
            // Bytes belong to optimizers and random generators, never to where a tensor lies.
            case 'B' -> skipped(in.u32());
            case 'C' -> skipped(in.u8());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(final int code) throws IOException {
        switch (code) {
            case '(' -> mark();
            case '0' -> {
                if (stack.isEmpty())
                    unmark();
                else
                    pop();
            }
            case '1' -> unmark();
            case '}' -> push(new LinkedHashMap<Object, Object>());
            case ']' -> push(new ArrayList<>());
            case ')' -> push(new Tuple(List.of()));
            case 't' -> push(new Tuple(unmark()));
            case 'l' -> push(unmark());
            case 'd' -> {
                final Map<Object, Object> map = new LinkedHashMap<>();
                PickledCall.put(map, unmark());
                push(map);
            }
            case 0x85 -> push(new Tuple(last(1)));
            case 0x86 -> push(new Tuple(last(2)));
            case 0x87 -> push(new Tuple(last(3)));
            case 's' -> set(last(2));
            case 'u' -> set(unmark());
            case 'a' -> append(last(1));
            case 'e' -> append(unmark());
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean reference(final int code) throws IOException {
        switch (code) {
            case 'q' -> memo.put((long) in.u8(), top());
            case 'r' -> memo.put(in.u32(), top());
            case 0x94 -> memo.put((long) memo.size(), top());
            case 'h' -> push(recall(in.u8()));
            case 'j' -> push(recall(in.u32()));
            case 'c' -> push(new Global(line() + '.' + line()));
            case 0x93 -> {
                final List<Object> names = last(2);
                push(names.get(0) instanceof final String module && names.get(1) instanceof final String name
                        ? new Global(module + '.' + name) : new Placeholder("?"));
            }
            case 'Q' -> push(calls.persistent(pop()));
            case 'R', 0x81 -> {
                final List<Object> call = last(2);
                push(calls.result(call.get(0), call.get(1)));
            }
            case 'b' -> build(last(1).get(0));
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Gives an object its state, beside its contents; nothing is kept of most. */
    private void build(final Object state) throws IOException {
        if (!stack.isEmpty())
            push(PickledCall.built(pop(), state));
    }

    private void push(final Object value) {
        stack.add(value);
    }

    private Object top() throws IOException {
        if (stack.isEmpty())
            throw new PickleException("its pickle takes a value where there is none");
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws IOException {
        final Object top = top();
        stack.remove(stack.size() - 1);
        return top;
    }

    /** The values on top, taken off. */
    private List<Object> last(final int count) throws IOException {
        if (stack.size() < count)
            throw new PickleException("its pickle takes a value where there is none");
        final List<Object> part = stack.subList(stack.size() - count, stack.size());
        final List<Object> values = new ArrayList<>(part);
        part.clear();
        return values;
    }

    private void mark() throws IOException {
        if (below.size() == MOST_NESTING)
            throw new PickleException("its pickle nests values more than " + MOST_NESTING + " levels deep");
        below.push(stack);
        stack = new ArrayList<>();
    }

    private List<Object> unmark() throws IOException {
        if (below.isEmpty())
            throw new PickleException("its pickle ends a group that did not begin");
        final List<Object> values = stack;
        stack = below.pop();
        return values;
    }

    private Object recall(final long key) throws IOException {
        final Object value = memo.get(key);
        if (value == null)
            throw new PickleException("its pickle refers to a value that it does not have");
        return value;
    }

    @SuppressWarnings("unchecked") // maps and lists come from this class only
    private void set(final List<Object> items) throws IOException {
        if (top() instanceof final Map<?, ?> map)
            PickledCall.put((Map<Object, Object>) map, items);
    }

    @SuppressWarnings("unchecked")
    private void append(final List<Object> items) throws IOException {
        if (top() instanceof final List<?> list)
            ((List<Object>) list).addAll(items);
    }

    /** A text; None in the place of one that is too long to be a name. */
    private Object letters(final long length) throws IOException {
        if (length < 0 || length > MOST_TEXT) {
            in.skip(length);
            return None.NONE;
        }
        texts += length;
        if (texts > MOST_TEXTS)
            throw new PickleException("its pickle holds more than " + MOST_TEXTS + " bytes of texts");
        return new String(in.bytes((int) length), StandardCharsets.UTF_8);
    }

    private void skipped(final long length) throws IOException {
        in.skip(length);
        push(None.NONE);
    }

    private String line() throws IOException {
        final StringBuilder line = new StringBuilder();
        for (int c = in.u8(); c != '\n'; c = in.u8()) {
            if (line.length() == MOST_WHOLE)
                throw new PickleException("its pickle names a class of more than " + MOST_WHOLE + " letters");
            line.append((char) c);
        }
        return line.toString();
    }

    private Object whole(final long length) throws IOException {
        if (length > MOST_WHOLE)
            throw new PickleException("its pickle holds a number of " + length + " bytes");
        final byte[] bytes = in.bytes((int) length);
        for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
            final byte swap = bytes[i];
            bytes[i] = bytes[j];
            bytes[j] = swap;
        }
        final BigInteger value = bytes.length == 0 ? BigInteger.ZERO : new BigInteger(bytes);
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }
}
