package org.inpaintj.imagej.job;

import java.awt.GraphicsEnvironment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import ij.IJ;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

import org.inpaintj.compare.CompareAxis;
import org.inpaintj.compare.ComparePlan;
import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;

/** The table of a grid: a row a cell with its values, seed, time and evaluations of the network, and its notes. */
final class CompareTable {

    /** What an engine calls how often its network ran. */
    private static final String EVALUATIONS = "evaluations";

    private CompareTable() {}

    static List<List<String>> rows(final ComparePlan plan, final List<CompareCell> cells) {
        final List<List<String>> rows = new ArrayList<>();
        final List<String> head = new ArrayList<>(List.of("cell"));
        for (final CompareAxis axis : plan.axes())
            head.add(head.contains(axis.key()) || List.of("seconds", EVALUATIONS, "notes").contains(axis.key())
                    ? axis.key() + " (" + axis.name() + ")" : axis.key());
        if (!head.contains("seed"))
            head.add("seed");
        head.addAll(List.of("seconds", EVALUATIONS, "notes"));
        rows.add(head);
        for (int i = 0; i < cells.size(); i++) {
            final CompareCell cell = cells.get(i);
            final List<String> row = new ArrayList<>(List.of(Integer.toString(i + 1)));
            for (final CompareAxis axis : plan.axes())
                row.add(plan.cells().get(i).labels().get(plan.axes().indexOf(axis)).substring(axis.key().length() + 2));
            if (row.size() < head.size() - 3)
                row.add(cell.provenance().filter(made -> made.request().containsKey("seed"))
                        .map(made -> Long.toString(made.seed())).orElse(""));
            row.add(cell.seconds() > 0 ? String.format(Locale.ROOT, "%.3f", cell.seconds()) : "");
            row.add(cell.provenance().map(made -> evaluations(made.facts())).orElse(""));
            row.add(cell.note());
            rows.add(row);
        }
        return rows;
    }

    /** In all passes; empty if the engine says nothing of it. */
    private static String evaluations(final Map<String, String> facts) {
        final int[] all = facts.entrySet().stream().filter(e -> e.getKey().endsWith(EVALUATIONS)
                && e.getValue().matches("\\d{1,9}")).mapToInt(e -> Integer.parseInt(e.getValue())).toArray();
        return all.length == 0 ? "" : Integer.toString(IntStream.of(all).sum());
    }

    /** @throws InpaintException if a file of that name cannot be made */
    static void check(final String file) {
        if (file.isBlank())
            return;
        final Path path;
        try {
            path = Path.of(file.strip()).toAbsolutePath();
        } catch (final InvalidPathException e) {
            throw new InpaintException("The table cannot be saved as '" + file.strip() + "', which is no name of a "
                    + "file: give another one.", e);
        }
        if (Files.isDirectory(path) || !Files.isDirectory(path.getParent()) || !Files.isWritable(path.getParent()))
            throw new InpaintException("The table cannot be saved as '" + path + "': name a file in a folder that is "
                    + "there and may be written to.");
    }

    /**
     * Saves a table as CSV in UTF-8; an older file of that name is replaced once the new one is whole.
     *
     * @return what went wrong; empty if nothing did, or no file is wanted
     */
    static Optional<String> save(final List<List<String>> rows, final String file) {
        if (file.isBlank())
            return Optional.empty();
        final Path path = Path.of(file.strip()).toAbsolutePath();
        try {
            final Path part = Files.createTempFile(path.getParent(), ".", ".csv");
            try {
                Files.write(part, rows.stream().map(Csv::line).toList());
                Files.move(part, path, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
            return Optional.empty();
        } catch (final IOException e) {
            return Optional.of("The table could not be saved as '" + path + "': " + e.getMessage() + ".");
        }
    }

    /** Shows a table where there is a display, and a user who looks at it. */
    static void show(final List<List<String>> rows, final String title) {
        if (GraphicsEnvironment.isHeadless() || IJ.getInstance() == null || Interpreter.isBatchMode())
            return;
        final ResultsTable table = new ResultsTable();
        final List<String> head = rows.get(0);
        for (final List<String> row : rows.subList(1, rows.size())) {
            table.addRow();
            for (int c = 0; c < head.size(); c++)
                if (row.get(c).matches("-?\\d+(\\.\\d+)?"))
                    table.addValue(head.get(c), Double.parseDouble(row.get(c)));
                else
                    table.addValue(head.get(c), row.get(c));
        }
        table.show(title);
    }
}
