package org.inpaintj.language;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
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

    private static final int MOST_WAYS = 6;

    /** Constants by class and name. */
    private final Map<String, ExpressionTree> constants = new HashMap<>();
    private final Set<String> unresolved = new LinkedHashSet<>();
    private String inClass = "";

    /** Learns the constants of a class. */
    void know(final ClassTree type) {
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

    /** The texts of an expression; one that is no text is a single {@link #PLACE}. */
    Set<String> of(final ExpressionTree tree) {
        final Set<String> ways = ways(tree);
        return ways.size() <= MOST_WAYS ? ways : Set.of(String.valueOf(PLACE));
    }

    private Set<String> ways(final ExpressionTree tree) {
        if (!isText(tree))
            return Set.of(String.valueOf(PLACE));
        if (tree instanceof LiteralTree literal)
            return Set.of(String.valueOf(literal.getValue()));
        if (tree instanceof ParenthesizedTree inner)
            return of(inner.getExpression());
        if (tree instanceof BinaryTree sum)
            return sum(of(sum.getLeftOperand()), part(sum.getRightOperand()));
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
            return Set.of(String.valueOf(PLACE));
        final String before = enter(name.substring(0, name.indexOf('.')));
        try {
            return of(constants.get(name));
        } finally {
            enter(before);
            unresolved.remove(name);
        }
    }

    /** A character is no text by itself, but a part of one. */
    private Set<String> part(final ExpressionTree tree) {
        return tree instanceof LiteralTree literal ? Set.of(String.valueOf(literal.getValue())) : of(tree);
    }

    private static Set<String> sum(final Set<String> left, final Set<String> right) {
        // too many ways: the side with more of them becomes a value
        Set<String> first = left, second = right;
        if (left.size() * right.size() > MOST_WAYS)
            if (left.size() > right.size() && right.size() > 1 || left.size() == 1)
                second = Set.of(String.valueOf(PLACE));
            else if (right.size() > 1)
                second = Set.of(String.valueOf(PLACE));
        final Set<String> all = new LinkedHashSet<>();
        for (final String a : first)
            for (final String b : second)
                all.add(a + b);
        return all;
    }

    private Set<String> union(final List<ExpressionTree> trees) {
        final Set<String> all = new LinkedHashSet<>();
        trees.forEach(tree -> all.addAll(of(tree)));
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
        return of(formatted(call)).iterator().next().replaceAll("%[-#+ 0,(]*\\d*(\\.\\d+)?[a-zA-Z]", "" + PLACE)
                .replace("%%", "%");
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
            call.getArguments().stream().filter(argument -> !isText(argument)).forEach(others);
        else if (!isText(tree))
            others.accept(tree);
    }
}
