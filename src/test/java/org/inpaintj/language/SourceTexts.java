package org.inpaintj.language;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;

/**
 * The texts of the sources that people read in windows: what is given to {@link Translation#of}, what keys and commands
 * say of themselves, and sentences, with a place where a value goes.
 */
final class SourceTexts {

    private static final Path SOURCES = Path.of("src/main/java/org/inpaintj"),
            MODELS = Path.of("models/catalogue.json");
    /** Terminals and other programs read English. */
    private static final Set<String> ENGLISH_ONLY = Set.of("cli", "serve");
    /** Of these a user sees none, or as a part of another one's sentence. */
    private static final Set<String> OF_PROGRAMMERS = Set.of("IllegalArgumentException", "IllegalStateException",
            "UnsupportedOperationException", "NumberFormatException", "JsonParseException",
            "UncheckedIOException", "CompletionException");
    /** Errors that say why something is damaged or did not come, in another one's sentence. */
    private static final Set<String> REASONS = Set.of("Malformed", "ProtobufReader.Malformed", "SyntaxError",
            "Transient");
    /** Jobs, whose first argument is what they are called. */
    private static final Set<String> JOBS = Set.of("InpaintTask", "BackgroundTask<>");
    /** Parts of sentences that come into them as values. */
    private static final Set<String> PARTS = Set.of("{0}, {1}", "{0} and {1}", "{0} or {1}", "'{0}'", "{0} ({1})",
            "({0})", "{0}: {1}", "the engine '{0}'", "the engine '{0}' and spill=0", "one of {0}", "true or false",
            "a number {0}", "a whole number {0}", "{0} or more", "from {0} to {1}", "result {0} x {1} px",
            "result {0} x {1} px; {2}",
            "nothing is found", "what is found shows when it is repaired: the image is too large for a preview",
            "Patches at full size", "Patches at 1/2", "Patches at 1/4", "Patches at 1/8", "Patches at 1/16",
            "Patches at 1/32", "Patches at 1/64", "Diffusion", "Refining", "{0}, candidate {1} of {2}",
            "{0}, candidates {1} to {2} of {3}", "{0}, pass {1} of {2}", "{0}, {1} windows a step",
            "{0}, several looks a step", "The driver {0} of {1} is too old for CUDA 12: {2}",
            "The driver of {0} is missing: {1}", "The driver of {0} does not answer (nvidia-smi reports no version): "
                    + "restart the computer, and if that does not help, {1}");
    /** Not only a name, such as that of a sampler. */
    private static final Pattern WORDS = Pattern.compile("^an? |\\b\\p{Ll}+\\b.*\\b\\p{Ll}{2,}"
            + "|\\p{Lu}\\p{Ll}+ \\p{Ll}{3,}");
    private static final Pattern WORD = Pattern.compile("\\p{L}{2,}"), FORMAT = Pattern.compile("%[sd]");
    /** A name in a file, an address, or a key with its value. */
    private static final Pattern NO_PROSE = Pattern.compile("[^ ]*[./<%][^ ]+|\\w+=(\\[[^]]*]|\\S+)"
            + "( \\w+=(\\[[^]]*]|\\S+))*|[a-z]+_[a-z_]+|[A-Z0-9_" + TextExpressions.PLACE + "]+");
    /** What is said to a model. */
    private static final String TO_A_MODEL = "You write prompts ";

    private final TextExpressions expressions = new TextExpressions();
    private final Map<String, List<String>> words = new HashMap<>();
    /** Ids to the classes that have them. */
    private final Map<String, Set<String>> found = new TreeMap<>();
    private final List<String> problems = new ArrayList<>();

    private SourceTexts() {}

    /** Reads all sources. */
    static SourceTexts read() throws IOException {
        final SourceTexts texts = new SourceTexts();
        final List<CompilationUnitTree> units = units();
        units.forEach(unit -> unit.accept(texts.new Names(), null));
        units.forEach(unit -> unit.accept(texts.new Texts(), null));
        texts.models();
        PARTS.stream().filter(part -> !texts.found.containsKey(part))
                .forEach(part -> texts.problems.add("'" + part + "' is in no source"));
        return texts;
    }

    private static List<CompilationUnitTree> units() throws IOException {
        final JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> all = Files.walk(SOURCES)) {
            final List<Path> sources = all.filter(path -> path.toString().endsWith(".java"))
                    .filter(path -> !ENGLISH_ONLY.contains(SOURCES.relativize(path).getName(0).toString())).sorted()
                    .toList();
            final List<CompilationUnitTree> units = new ArrayList<>();
            ((JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(sources))).parse().forEach(units::add);
            return units;
        }
    }

    /** What the list of models says of each. */
    private void models() throws IOException {
        for (final JsonElement each : JsonParser.parseString(Files.readString(MODELS)).getAsJsonObject()
                .getAsJsonArray("models")) {
            final JsonObject model = each.getAsJsonObject();
            add("task" + PoFile.CONTEXT + model.get("task").getAsString(), "catalogue.json");
            if (model.has("note") && !model.get("note").getAsString().isBlank())
                add(model.get("note").getAsString(), "catalogue.json");
        }
    }

    /** Ids, as {@link PoFile} has them, in order, and the classes that have them. */
    Map<String, Set<String>> found() {
        return found;
    }

    /** What cannot be collected. */
    List<String> problems() {
        return problems;
    }

    private void add(final String text, final String className) {
        found.computeIfAbsent(text, id -> new TreeSet<>()).add(className);
    }

    /** Adds a message if it says enough to be found again. */
    private void message(final Set<String> ways, final String className) {
        for (final String way : ways) {
            final String text = FORMAT.matcher(way.strip()).replaceAll(String.valueOf(TextExpressions.PLACE));
            if (text.startsWith(TO_A_MODEL) || NO_PROSE.matcher(text).matches())
                continue;
            if (text.indexOf(TextExpressions.PLACE) < 0 ? WORD.matcher(text).find()
                    : MessageTemplate.tells(text.replace(TextExpressions.PLACE, ' ')))
                add(numbered(text), className);
        }
    }

    private static String numbered(final String text) {
        final StringBuilder numbered = new StringBuilder();
        int number = 0;
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) != TextExpressions.PLACE)
                numbered.append(text.charAt(i));
            else if (i == 0 || text.charAt(i - 1) != TextExpressions.PLACE)
                numbered.append('{').append(number++).append('}');
        return numbered.toString();
    }

    /** Not a part of an address, a pattern or HTML that happens to end like one. */
    private static boolean isSentence(final String way) {
        final String text = way.strip();
        return (text.endsWith(".") && !text.endsWith("...") || text.endsWith("?")) && text.split(" ").length > 2
                && text.chars().noneMatch(c -> c == '\n' || c == '\\' || c == '$') && !text.startsWith("<");
    }

    /** Learns constants and the words of enums. */
    private final class Names extends TreeScanner<Void, Void> {

        @Override
        public Void visitClass(final ClassTree type, final Void none) {
            expressions.know(type);
            if (type.getKind() == Tree.Kind.ENUM)
                words.put(type.getSimpleName().toString(), type.getMembers().stream()
                        .filter(VariableTree.class::isInstance).map(VariableTree.class::cast)
                        .filter(member -> member.getInitializer() instanceof NewClassTree made
                                && made.getIdentifier().toString().equals(type.getSimpleName().toString()))
                        .map(member -> member.getName().toString().toLowerCase(Locale.ROOT)).toList());
            return super.visitClass(type, none);
        }
    }

    /** Collects the texts. */
    private final class Texts extends TreeScanner<Void, Void> {

        private String className = "", file = "";
        private boolean shows;

        @Override
        public Void visitCompilationUnit(final CompilationUnitTree unit, final Void none) {
            shows = unit.getPackageName().toString().matches("org\\.inpaintj\\.(ui|command|ij1|language)(\\..*)?");
            return super.visitCompilationUnit(unit, none);
        }

        @Override
        public Void visitClass(final ClassTree type, final Void none) {
            final String outer = className;
            className = type.getSimpleName().length() == 0 ? outer : type.getSimpleName().toString();
            file = file.isEmpty() ? className : file;
            final String before = expressions.enter(className);
            super.visitClass(type, none);
            expressions.enter(before);
            className = outer;
            return null;
        }

        @Override
        public Void visitMethod(final MethodTree method, final Void none) {
            final String before = expressions.enter(method);
            super.visitMethod(method, none);
            // what tells a job from others
            if (method.getName().contentEquals("details") && method.getBody() != null)
                method.getBody().getStatements().stream().filter(ReturnTree.class::isInstance)
                        .forEach(end -> message(((ReturnTree) end).getExpression()));
            expressions.leave(before);
            return null;
        }

        @Override
        public Void visitVariable(final VariableTree variable, final Void none) {
            final List<String> choices = words.get(String.valueOf(variable.getType()));
            for (final AnnotationTree annotation : variable.getModifiers().getAnnotations())
                if (choices != null && annotation.getAnnotationType().toString().equals("Key"))
                    choices.forEach(word -> add(variable.getName().toString().replaceFirst("_$", "") + PoFile.CONTEXT
                            + word, file));
            if (variable.getInitializer() instanceof NewClassTree made
                    && made.getIdentifier().toString().equals(className)
                    && variable.getModifiers().getFlags().contains(Modifier.STATIC))
                made.getArguments().stream().filter(expressions::isText).map(expressions::of)
                        .forEach(ways -> values(ways.stream().filter(way -> WORDS.matcher(way).find()).toList()));
            return super.visitVariable(variable, none);
        }

        @Override
        public Void visitAnnotation(final AnnotationTree annotation, final Void none) {
            final String type = annotation.getAnnotationType().toString();
            for (final ExpressionTree argument : annotation.getArguments())
                if (argument instanceof AssignmentTree value)
                    told(type, value.getVariable().toString(), expressions.of(value.getExpression()));
            return null;
        }

        private void told(final String type, final String name, final Set<String> texts) {
            for (final String text : texts)
                if (type.equals("Plugin") && name.equals("label"))
                    add(text.replace("...", ""), file);
                else if (type.equals("Key") && (name.equals("label") || name.equals("help"))
                        || type.equals("Plugin") && name.equals("description"))
                    add(text, file);
                else if (type.equals("Key") && name.equals("when") && text.contains(":"))
                    add(text.substring(text.indexOf(':') + 1).strip(), file);
        }

        @Override
        public Void visitMethodInvocation(final MethodInvocationTree call, final Void none) {
            final String method = call.getMethodSelect() instanceof MemberSelectTree member
                    ? member.getIdentifier().toString() : call.getMethodSelect().toString();
            final List<? extends ExpressionTree> arguments = call.getArguments();
            if (!shows && call.getMethodSelect().toString().startsWith("Translation."))
                problems.add(file + " is below the windows and asks for a translation");
            if (call.getMethodSelect().toString().equals("Translation.of")) {
                literal(arguments.get(0));
                arguments.stream().skip(1).forEach(argument -> scan(argument, none));
                return null;
            }
            if (!shows && call.getMethodSelect().toString().equals("Optional.of"))
                prose(arguments.get(0));
            if (method.equals("stage") && arguments.size() > 1)
                expressions.of(arguments.get(0)).stream().filter(way -> way.indexOf(TextExpressions.PLACE) < 0)
                        .forEach(way -> add(way, file));
            final int place = switch (method) {
                case "note", "doing", "next", "tell" -> 0;
                case "step" -> 2;
                case "add" -> call.getMethodSelect().toString().matches(".*notes.*|said.add") ? 0 : -1;
                default -> -1;
            };
            if (place >= 0 && place < arguments.size()) {
                message(arguments.get(place));
                expressions.parts().stream().filter(part -> part.matches("\\p{Lu}\\p{Ll}+")).forEach(part -> add(part,
                        file));
            }
            return expressions.isText(call) ? text(call) : super.visitMethodInvocation(call, none);
        }

        private void literal(final ExpressionTree text) {
            for (final String way : expressions.of(text))
                if (way.indexOf(TextExpressions.PLACE) >= 0)
                    problems.add(file + ": Translation.of(" + text + ") is given no literal");
                else
                    add(way, file);
        }

        @Override
        public Void visitNewClass(final NewClassTree made, final Void none) {
            final String type = made.getIdentifier().toString();
            if (type.equals("KeyGroup"))
                expressions.of(made.getArguments().get(0)).forEach(heading -> add(heading, file));
            if ((type.endsWith("Exception") && !OF_PROGRAMMERS.contains(type) || REASONS.contains(type))
                    && !made.getArguments().isEmpty())
                message(made.getArguments().get(0));
            if (type.equals("FileSystemException") && made.getArguments().size() == 3)
                values(expressions.of(made.getArguments().get(2)));
            if (!shows && !type.endsWith("Exception"))
                made.getArguments().forEach(this::prose);
            if (JOBS.contains(type))
                expressions.of(made.getArguments().get(0)).stream()
                        .filter(way -> way.indexOf(TextExpressions.PLACE) < 0).forEach(way -> add(way, file));
            return super.visitNewClass(made, none);
        }

        @Override
        public Void visitLiteral(final LiteralTree tree, final Void none) {
            return expressions.isText(tree) ? text(tree) : null;
        }

        @Override
        public Void visitBinary(final BinaryTree tree, final Void none) {
            return expressions.isText(tree) ? text(tree) : super.visitBinary(tree, none);
        }

        @Override
        public Void visitConditionalExpression(final ConditionalExpressionTree tree, final Void none) {
            return expressions.isText(tree) ? text(tree) : super.visitConditionalExpression(tree, none);
        }

        @Override
        public Void visitSwitchExpression(final SwitchExpressionTree tree, final Void none) {
            return expressions.isText(tree) ? text(tree) : super.visitSwitchExpression(tree, none);
        }

        private void message(final ExpressionTree tree) {
            final Set<String> ways = expressions.of(tree);
            SourceTexts.this.message(ways, file);
            values(expressions.parts());
        }

        /** What is given on to become a part of a message. */
        private void prose(final ExpressionTree tree) {
            if (expressions.isText(tree)) {
                final Set<String> ways = expressions.of(tree);
                values(expressions.parts());
                values(ways.stream().filter(way -> WORDS.matcher(way).find() && !Character.isUpperCase(way.charAt(0)))
                        .toList());
            }
        }

        /** Of what comes into a message as a value, a single word may be a name. */
        private void values(final Collection<String> texts) {
            texts.stream().filter(text -> MessageTemplate.tells(text.replace(TextExpressions.PLACE, ' ')))
                    .forEach(text -> SourceTexts.this.message(Set.of(text), file));
        }

        private Void text(final ExpressionTree tree) {
            final Set<String> ways = expressions.of(tree), values = expressions.parts();
            for (final String way : ways)
                if (PARTS.contains(numbered(way.strip())))
                    add(numbered(way.strip()), file);
                else if (isSentence(way)) {
                    SourceTexts.this.message(Set.of(way), file);
                    values(values);
                }
            expressions.inside(tree, other -> scan(other, null));
            return null;
        }
    }
}
