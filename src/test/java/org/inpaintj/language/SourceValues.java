package org.inpaintj.language;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import javax.lang.model.element.Modifier;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;

/**
 * Where texts come from that stand in an expression by a name: a local variable is what it was given, a parameter what
 * its callers give, the call of a method what that returns. Names alone are looked at, not types, so this knows
 * methods of the class at hand and static ones; of all else it says that it does not know.
 */
final class SourceValues {

    /**
     * Expressions that a name may stand for.
     *
     * @param place where they stand, which says what names in them mean
     * @param all   whether there are no others
     */
    record Origin(String place, List<ExpressionTree> texts, boolean all) {
    }

    /** By method and variable; fields by class. */
    private final Map<String, List<Origin>> variables = new HashMap<>();
    /** Components of records, and what makes these. */
    private final Map<String, String> records = new HashMap<>();
    /** Methods of which there are two of a name, and as many parameters. */
    private final Set<String> overloaded = new HashSet<>();
    /** By method, its texts. */
    private final Map<String, List<ExpressionTree>> results = new HashMap<>();
    /** By method, the arguments of each call and where that stands. */
    private final Map<String, List<Call>> calls = new HashMap<>();
    /** By method, its parameters that are texts, others null. */
    private final Map<String, List<String>> parameters = new HashMap<>();
    /** Methods that no call is missed of. */
    private final Set<String> closed = new HashSet<>();

    private record Call(String place, List<? extends ExpressionTree> arguments) {
    }

    /** Learns the methods of a class, without those of classes in it. */
    void know(final ClassTree type) {
        final String name = type.getSimpleName().toString();
        for (final Tree member : type.getMembers())
            if (member instanceof MethodTree method)
                know(name, method);
            else if (!(member instanceof ClassTree))
                member.accept(new Body(name, field(name), false), null);
        if (type.getKind() == Tree.Kind.RECORD) {
            final List<String> components = type.getMembers().stream().filter(VariableTree.class::isInstance)
                    .map(VariableTree.class::cast)
                    .filter(each -> !each.getModifiers().getFlags().contains(Modifier.STATIC))
                    .map(each -> isString(each.getType()) ? each.getName().toString() : null).toList();
            final String made = name + ".<init>/" + components.size();
            parameters.put(made, components);
            closed.add(made);
            components.stream().filter(Objects::nonNull).forEach(each -> records.put(field(name) + " " + each, made));
        }
    }

    /** Where fields stand. */
    static String field(final String type) {
        return type + ".?";
    }

    private void know(final String type, final MethodTree method) {
        final String place = place(type, method);
        final Set<Modifier> flags = method.getModifiers().getFlags();
        final List<String> names = new ArrayList<>();
        method.getParameters().forEach(each -> names.add(isString(each.getType()) ? each.getName().toString() : null));
        // of two that are called the same neither is known
        if (parameters.put(place, names) != null)
            overloaded.add(place);
        if (flags.contains(Modifier.PRIVATE) || flags.contains(Modifier.STATIC) || place.contains("<init>"))
            closed.add(place);
        if (method.getBody() != null)
            method.getBody().accept(new Body(type, place, isString(method.getReturnType())), null);
    }

    /** Where a method stands. */
    static String place(final String type, final MethodTree method) {
        return type + "." + method.getName() + "/" + method.getParameters().size();
    }

    private static boolean isString(final Tree type) {
        return type != null && type.toString().equals("String");
    }

    /**
     * What a name or a call stands for.
     *
     * @param place the method that it stands in
     * @return null if nothing is known
     */
    List<Origin> of(final ExpressionTree tree, final String place) {
        if (tree instanceof IdentifierTree name)
            return variable(place, name.getName().toString());
        if (!(tree instanceof MethodInvocationTree call))
            return null;
        final String method = called(place.substring(0, place.indexOf('.')), call);
        return method == null || !results.containsKey(method) ? null
                : List.of(new Origin(method, results.get(method), closed.contains(method)));
    }

    private List<Origin> variable(final String place, final String name) {
        final String key = place + " " + name, field = field(place.substring(0, place.indexOf('.'))) + " " + name;
        if (variables.containsKey(key))
            return variables.get(key);
        final List<String> names = parameters.getOrDefault(place, List.of());
        if (!names.contains(name))
            return records.containsKey(field) && !place.equals(records.get(field))
                    ? variable(records.get(field), name) : variables.get(field);
        if (overloaded.contains(place))
            return null;
        final List<Origin> origins = new ArrayList<>();
        for (final Call call : calls.getOrDefault(place, List.of()))
            origins.add(new Origin(call.place, List.of(call.arguments.get(names.indexOf(name))),
                    closed.contains(place)));
        return origins;
    }

    private static String called(final String type, final MethodInvocationTree call) {
        final ExpressionTree method = call.getMethodSelect();
        final String end = "/" + call.getArguments().size();
        if (method instanceof IdentifierTree name)
            return type + "." + name.getName() + end;
        return method instanceof MemberSelectTree member && member.getExpression() instanceof IdentifierTree owner
                ? (owner.getName().contentEquals("this") ? type : owner.getName()) + "." + member.getIdentifier() + end
                : null;
    }

    /** Looks through a method. */
    private final class Body extends TreeScanner<Void, Void> {

        private final String type, place;
        private final boolean returns;
        private final Deque<Tree> inside = new ArrayDeque<>();

        Body(final String type, final String place, final boolean returns) {
            this.type = type;
            this.place = place;
            this.returns = returns;
        }

        @Override
        public Void visitClass(final ClassTree anonymous, final Void none) {
            inside.push(anonymous);
            super.visitClass(anonymous, none);
            inside.pop();
            return null;
        }

        @Override
        public Void visitLambdaExpression(final LambdaExpressionTree lambda, final Void none) {
            inside.push(lambda);
            super.visitLambdaExpression(lambda, none);
            inside.pop();
            return null;
        }

        @Override
        public Void visitReturn(final ReturnTree end, final Void none) {
            if (returns && inside.isEmpty() && end.getExpression() != null)
                results.computeIfAbsent(place, key -> new ArrayList<>()).add(end.getExpression());
            return super.visitReturn(end, none);
        }

        @Override
        public Void visitVariable(final VariableTree variable, final Void none) {
            if (isString(variable.getType()) && variable.getInitializer() != null)
                put(variable.getName().toString(), variable.getInitializer());
            return super.visitVariable(variable, none);
        }

        @Override
        public Void visitAssignment(final AssignmentTree assignment, final Void none) {
            if (assignment.getVariable() instanceof IdentifierTree name)
                put(name.getName().toString(), assignment.getExpression());
            else if (assignment.getVariable().toString().startsWith("this."))
                put(field(type) + assignment.getVariable().toString().replace("this.", " "),
                        new Origin(place, List.of(assignment.getExpression()), true));
            return super.visitAssignment(assignment, none);
        }

        @Override
        public Void visitCompoundAssignment(final CompoundAssignmentTree assignment, final Void none) {
            if (assignment.getVariable() instanceof IdentifierTree name)
                put(place + " " + name.getName(), new Origin(place, List.of(assignment.getExpression()), false));
            return super.visitCompoundAssignment(assignment, none);
        }

        private void put(final String name, final ExpressionTree text) {
            put(place + " " + name, new Origin(place, List.of(text), true));
        }

        private void put(final String key, final Origin origin) {
            variables.computeIfAbsent(key, all -> new ArrayList<>()).add(origin);
        }

        @Override
        public Void visitMethodInvocation(final MethodInvocationTree call, final Void none) {
            final String method = called(type, call);
            if (method != null)
                calls.computeIfAbsent(method, key -> new ArrayList<>()).add(new Call(place, call.getArguments()));
            return super.visitMethodInvocation(call, none);
        }

        @Override
        public Void visitNewClass(final NewClassTree made, final Void none) {
            final String name = made.getIdentifier().toString();
            calls.computeIfAbsent(name + ".<init>/" + made.getArguments().size(), key -> new ArrayList<>())
                    .add(new Call(place, made.getArguments()));
            return super.visitNewClass(made, none);
        }
    }
}
