package org.inpaintj.language;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;

/**
 * What an expression of the sources is as a text: literals and constants as they are, {@link #PLACE} for what is known
 * only when the program runs, and one text for each way through conditions, if these are few.
 */
final class TextExpressions {

    static final char PLACE = '\ue000';

    private static final int MOST_WAYS = 6, DEEPEST = 6;
    /** What is found without the words around it. */
    private static final Pattern SENTENCE = Pattern.compile("\\p{Lu}.*\\.");
    private static final String PERCENT = "\ue001";
    private static final Set<String> ANY = Set.of(String.valueOf(PLACE));

    /** Constants by class and name. */
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final SourceValues values = new SourceValues();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private final Set<ExpressionTree> followed = Collections.newSetFromMap(new IdentityHashMap<>());
    /** Texts that come as values into the one that was asked for last. */
    private final Set<String> parts = new LinkedHashSet<>();
    private String inClass = "", inMethod = "";

    /** Learns the constants and methods of a class. */
    void know(final ClassTree type) {
        values.know(type);
        for (final Tree member : type.getMembers())
            if (member instanceof VariableTree field && field.getInitializer() != null
                    && field.getModifiers().toString().contains("final") && String.valueOf(field.getType())
                            .equals("String"))
                constants.put(type.getSimpleName() + "." + field.getName(), field.getInitializer());
    }

    /** @return the class that was before */
    String enter(final String className) {
        final String before = inClass;
        inClass = className;
        return before;
    }

    /** @return the method that was before */
    String enter(final MethodTree method) {
        final String before = inMethod;
        inMethod = SourceValues.place(inClass, method);
        return before;
    }

    void leave(final String before) {
        inMethod = before;
    }

    /** The texts of an expression; one that is no text is a single {@link #PLACE}. */
    Set<String> of(final ExpressionTree tree) {
        parts.clear();
        return ways(tree);
    }

    /** Texts that become a part of those that {@link #of} gave last, where a value goes. */
    Set<String> parts() {
        return Set.copyOf(parts);
    }

    /** Too many ways are none. */
    private Set<String> ways(final ExpressionTree tree) {
        final Set<String> ways = all(tree);
        return ways.size() <= MOST_WAYS ? ways : ANY;
    }

    private Set<String> all(final ExpressionTree tree) {
        if (!isText(tree))
            return named(tree);
        if (tree instanceof LiteralTree literal)
            return Set.of(String.valueOf(literal.getValue()));
        if (tree instanceof ParenthesizedTree inner)
            return ways(inner.getExpression());
        if (tree instanceof BinaryTree sum)
            return sum(ways(sum.getLeftOperand()), sum.getRightOperand());
        if (tree instanceof ConditionalExpressionTree choice)
            return union(List.of(choice.getTrueExpression(), choice.getFalseExpression()));
        if (tree instanceof SwitchExpressionTree choice)
            return union(results(choice));
        if (tree instanceof MethodInvocationTree call)
            return Set.of(format(call));
        return constant(tree);
    }

    private Set<String> constant(final ExpressionTree tree) {
        final String name = name(tree);
        if (!unresolved.add(name))
            return ANY;
        final String before = enter(name.substring(0, name.indexOf('.')));
        try {
            return ways(constants.get(name));
        } finally {
            enter(before);
            unresolved.remove(name);
        }
    }

    /** A character is no text by itself, but a part of one. */
    private Set<String> part(final ExpressionTree tree) {
        return tree instanceof LiteralTree literal ? Set.of(String.valueOf(literal.getValue())) : ways(tree);
    }

    /**
     * What a name or a call stands for, if that is one of a few words; else a value, and what is known of it becomes
     * one of the {@link #parts}.
     */
    private Set<String> named(final ExpressionTree tree) {
        final String place = inMethod.isEmpty() ? SourceValues.field(inClass) : inMethod;
        final List<SourceValues.Origin> origins = followed.size() > DEEPEST ? null : values.of(tree, place);
        if (origins == null || origins.isEmpty() || !followed.add(tree))
            return ANY;
        final String type = inClass, method = inMethod;
        final Set<String> all = new LinkedHashSet<>();
        for (final SourceValues.Origin origin : origins) {
            inMethod = origin.place();
            inClass = inMethod.substring(0, inMethod.indexOf('.'));
            origin.texts().forEach(text -> all.addAll(part(text)));
            if (!origin.all())
                all.addAll(ANY);
        }
        inClass = type;
        inMethod = method;
        followed.remove(tree);
        if (all.size() <= MOST_WAYS && all.stream().allMatch(way -> way.indexOf(PLACE) < 0)
                && !all.stream().allMatch(way -> SENTENCE.matcher(way).matches()))
            return all;
        all.stream().filter(way -> !ANY.contains(way)).forEach(parts::add);
        return ANY;
    }

    private Set<String> sum(final Set<String> left, final ExpressionTree added) {
        // in quotes is what the user called something
        final boolean quoted = !(added instanceof LiteralTree) && left.stream().allMatch(way -> way.endsWith("'"));
        final Set<String> right = quoted && !isText(added) ? ANY : part(added);
        // too many ways: the side with more of them becomes a value
        Set<String> first = left, second = right;
        if (left.size() * right.size() > MOST_WAYS)
            if (left.size() > right.size() && right.size() > 1 || left.size() == 1)
                second = ANY;
            else if (right.size() > 1)
                second = ANY;
        final Set<String> all = new LinkedHashSet<>();
        for (final String a : first)
            for (final String b : second)
                all.add(a + b);
        return all;
    }

    private Set<String> union(final List<ExpressionTree> trees) {
        final Set<String> all = new LinkedHashSet<>();
        trees.forEach(tree -> all.addAll(ways(tree)));
        return all;
    }

    private static List<ExpressionTree> results(final SwitchExpressionTree tree) {
        final List<ExpressionTree> results = new ArrayList<>();
        for (final CaseTree each : tree.getCases())
            if (each.getBody() instanceof ExpressionTree result)
                results.add(result);
        return results;
    }

    /** Whether it is a text for sure, as far as can be seen without types. */
    boolean isText(final Tree tree) {
        if (tree instanceof LiteralTree literal)
            return literal.getValue() instanceof String;
        if (tree instanceof ParenthesizedTree inner)
            return isText(inner.getExpression());
        if (tree instanceof BinaryTree sum)
            return sum.getKind() == Tree.Kind.PLUS && (isText(sum.getLeftOperand()) || isText(sum.getRightOperand()));
        if (tree instanceof ConditionalExpressionTree choice)
            return isText(choice.getTrueExpression()) || isText(choice.getFalseExpression());
        if (tree instanceof SwitchExpressionTree choice)
            return results(choice).stream().anyMatch(this::isText);
        if (tree instanceof MethodInvocationTree call)
            return formatted(call) != null;
        return tree instanceof ExpressionTree expression && constants.containsKey(name(expression));
    }

    private String name(final ExpressionTree tree) {
        if (tree instanceof IdentifierTree identifier)
            return inClass + "." + identifier.getName();
        return tree instanceof MemberSelectTree member && member.getExpression() instanceof IdentifierTree owner
                ? owner.getName() + "." + member.getIdentifier() : "";
    }

    /** The literal that a call formats; null if it formats none. */
    private ExpressionTree formatted(final MethodInvocationTree call) {
        final ExpressionTree method = call.getMethodSelect();
        if (!(method instanceof MemberSelectTree member))
            return null;
        if (member.getIdentifier().contentEquals("formatted") && isText(member.getExpression()))
            return member.getExpression();
        if (member.toString().equals("String.format"))
            for (final ExpressionTree argument : call.getArguments())
                if (isText(argument))
                    return argument;
        return null;
    }

    private String format(final MethodInvocationTree call) {
        final ExpressionTree format = formatted(call);
        for (final ExpressionTree argument : call.getArguments())
            if (argument != format)
                ways(argument).stream().filter(way -> !ANY.contains(way)).forEach(parts::add);
        return ways(format).iterator().next().replace("%%", PERCENT)
                .replaceAll("%[-#+ 0,(]*\\d*(\\.\\d+)?[a-zA-Z]", "" + PLACE).replace(PERCENT, "%");
    }

    /** Gives what is inside of a text but is none itself, such as the calls whose results become a part of it. */
    void inside(final Tree tree, final Consumer<Tree> others) {
        if (tree instanceof ParenthesizedTree inner)
            inside(inner.getExpression(), others);
        else if (tree instanceof BinaryTree sum && isText(sum)) {
            inside(sum.getLeftOperand(), others);
            inside(sum.getRightOperand(), others);
        } else if (tree instanceof ConditionalExpressionTree choice && isText(choice)) {
            others.accept(choice.getCondition());
            inside(choice.getTrueExpression(), others);
            inside(choice.getFalseExpression(), others);
        } else if (tree instanceof SwitchExpressionTree choice && isText(choice)) {
            others.accept(choice.getExpression());
            results(choice).forEach(result -> inside(result, others));
        } else if (tree instanceof MethodInvocationTree call && isText(call))
            call.getArguments().forEach(argument -> inside(argument, others));
        else if (!isText(tree))
            others.accept(tree);
    }
}
