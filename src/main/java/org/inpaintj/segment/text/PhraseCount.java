package org.inpaintj.segment.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;

import org.inpaintj.onnx.file.OnnxModelInfo;
import org.inpaintj.onnx.file.OnnxNode;

/**
 * This class tells how many phrases a network can be given at once. The transformers library separates phrases with a
 * loop over the places of start, full stops and end; an export by tracing keeps as many turns of it as there were in
 * the example it was traced with, and is wrong or fails for any other number of phrases. Its graph tells: it reads that
 * list once a turn. Exports that do without the loop, or get the separation from outside, take any number.
 */
final class PhraseCount {

    /** What leads from the tokens to the list of places. */
    private static final List<String> COMPARISONS =
            List.of("Equal", "Or", "Cast", "Identity", "Where", "Not", "NonZero");
    /** What keeps the list as it is. */
    private static final List<String> REARRANGEMENTS = List.of("Transpose", "Cast", "Identity", "Unsqueeze", "Squeeze");
    /** Start and end of the text. */
    private static final int ENDS = 2;

    private PhraseCount() {}

    /**
     * The number that a network is made for, or empty if it takes any.
     *
     * @param ids the input of the tokens
     */
    static OptionalInt of(final OnnxModelInfo network, final String ids) {
        int reads = 0;
        boolean loop = false;
        for (final OnnxNode list : readers(network, Set.of(ids), COMPARISONS)) {
            if (!list.is("NonZero"))
                continue;
            loop = true;
            final Set<String> places = new HashSet<>(list.outputs());
            readers(network, places, REARRANGEMENTS).forEach(node -> places.addAll(node.outputs()));
            reads += (int) network.nodes().stream().filter(n -> (n.is("Gather") || n.is("Slice") || n.is("GatherND"))
                    && !n.inputs().isEmpty() && places.contains(n.inputs().get(0))).count();
        }
        return loop ? OptionalInt.of(Math.max(1, reads - ENDS)) : OptionalInt.empty();
    }

    /** The nodes of some operators that can be reached from values through such nodes alone. */
    private static Set<OnnxNode> readers(final OnnxModelInfo network, final Set<String> values,
            final List<String> operators) {
        final Set<OnnxNode> found = new HashSet<>();
        final Deque<String> next = new ArrayDeque<>(values);
        while (!next.isEmpty()) {
            final String value = next.pop();
            for (final OnnxNode node : network.nodes())
                if (node.inputs().contains(value) && operators.stream().anyMatch(node::is) && found.add(node))
                    next.addAll(node.outputs());
        }
        return found;
    }

    /**
     * Shares phrases out among passes. Where the count is fixed, the last pass is filled up with its last phrase.
     *
     * @param count as {@link #of} tells
     */
    static List<List<String>> passes(final List<String> phrases, final OptionalInt count) {
        if (count.isEmpty())
            return List.of(phrases);
        final List<List<String>> passes = new ArrayList<>();
        for (int from = 0; from < phrases.size(); from += count.getAsInt()) {
            final List<String> pass = new ArrayList<>(
                    phrases.subList(from, Math.min(phrases.size(), from + count.getAsInt())));
            pass.addAll(Collections.nCopies(count.getAsInt() - pass.size(), pass.get(pass.size() - 1)));
            passes.add(pass);
        }
        return passes;
    }
}
