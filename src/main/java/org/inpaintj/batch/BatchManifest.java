package org.inpaintj.batch;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;

import org.inpaintj.core.Csv;
import org.inpaintj.core.InpaintException;

/**
 * Says which images a batch has, from a table (CSV) with a row an image or from the files of a folder, and how their
 * results are called.
 */
public final class BatchManifest {

    /** The column with the image, whose path is relative to the table's folder. */
    public static final String IMAGE = "image";
    /** The column with the name of the result. */
    public static final String OUT = "out";
    /** Where results go unless told otherwise: to the same place in the folder of results. */
    public static final String SAME_NAME = "{folder}/{name}";

    private static final Set<String> ENDINGS = Set.of("tif", "tiff", "png", "jpg", "jpeg", "gif", "bmp", "pgm", "ppm",
            "pbm", "pnm", "fits", "fit");
    /** Of a folder that is an image. */
    private static final String FOLDER = ".zarr";
    private static final long MOST_BYTES = 256L << 20;
    private static final int MOST = 1_000_000, DEEPEST = 64;

    private final Path base;
    private final String pattern;
    private final BiFunction<Path, Map<String, String>, String> ending;
    private final List<BatchItem> items = new ArrayList<>();
    /** Results to what becomes them. Where upper and lower case are the same, so are these. */
    private final Map<String, String> taken = new HashMap<>();

    private BatchManifest(final Path base, final String pattern,
            final BiFunction<Path, Map<String, String>, String> ending) {
        this.base = base;
        this.pattern = pattern.isBlank() ? SAME_NAME : pattern;
        this.ending = ending;
    }

    /**
     * The rows of a table in UTF-8, whose first line names the columns: {@value #IMAGE}, perhaps {@value #OUT}, and
     * keys. An empty cell is no value.
     *
     * @param column  whether a column is a key
     * @param pattern of results, see {@link FilePattern}, without ending; empty for {@link #SAME_NAME}
     * @param ending  of a result, with its point, from the image and the row's keys
     * @throws InpaintException if it cannot be read or says something wrong, naming the line
     */
    public static List<BatchItem> read(final Path table, final Predicate<String> column, final String pattern,
            final BiFunction<Path, Map<String, String>, String> ending) {
        final Path folder = table.toAbsolutePath().normalize().getParent();
        final BatchManifest manifest = new BatchManifest(folder, pattern, ending);
        final List<Csv.Row> rows = rows(table);
        if (rows.isEmpty())
            throw new InpaintException("'" + table + "' is empty: its first line names the columns, of which one is "
                    + IMAGE + ".");
        final List<String> columns = rows.get(0).fields().stream().map(String::strip).toList();
        checkColumns(table, columns, column);
        for (final Csv.Row row : rows.subList(1, rows.size())) {
            if (row.fields().size() != columns.size())
                throw new InpaintException("'" + table + "', line " + row.line() + ": it has " + row.fields().size()
                        + " fields, and there are " + columns.size() + " columns.");
            final Map<String, String> values = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++)
                if (!row.fields().get(i).isBlank())
                    values.put(columns.get(i), row.fields().get(i).strip());
            final String image = values.remove(IMAGE);
            if (image == null)
                throw new InpaintException("'" + table + "', line " + row.line() + ": it names no image.");
            manifest.add(folder.resolve(image).normalize(), values, "'" + table + "', line " + row.line() + ": ");
        }
        return manifest.items(table);
    }

    private static List<Csv.Row> rows(final Path table) {
        try {
            if (Files.size(table) > MOST_BYTES)
                throw new InpaintException("'" + table + "' is larger than " + (MOST_BYTES >> 20)
                        + " MB: split it into several.");
            final String text = Files.readString(table);
            // spreadsheets put a mark before the first column
            return Csv.parse(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (final MalformedInputException e) {
            throw new InpaintException("'" + table + "' is no table in UTF-8: save it as CSV in that encoding.", e);
        } catch (final IOException e) {
            throw new InpaintException("'" + table + "' cannot be read (" + e.getMessage() + ").", e);
        } catch (final InpaintException e) {
            throw e.getMessage().startsWith("'") ? e : new InpaintException("'" + table + "', " + e.getMessage() + ".",
                    e);
        }
    }

    private static void checkColumns(final Path table, final List<String> columns, final Predicate<String> column) {
        if (!columns.contains(IMAGE))
            throw new InpaintException("'" + table + "' has no column " + IMAGE + ": its first line names the columns, "
                    + "such as image,mask,seed.");
        final Set<String> seen = new HashSet<>();
        for (final String name : columns) {
            if (!name.equals(IMAGE) && !name.equals(OUT) && !column.test(name))
                throw new InpaintException("'" + table + "' has a column '" + name + "', which is no key: there are "
                        + IMAGE + ", " + OUT + ", roi, rois, slice, frame, each and the keys of Inpaint Selection.");
            if (!seen.add(name))
                throw new InpaintException("'" + table + "' has two columns '" + name + "'.");
        }
    }

    /**
     * The images of a folder, by name, folders of OME-Zarr among them; hidden files and the masks are none.
     *
     * @param deep     whether those in its folders count, too
     * @param beside   patterns of further files, such as masks, which are no images of their own
     * @param excluded the folder of results, which may lie in there
     * @throws InpaintException if the folder cannot be listed or has none
     */
    public static List<BatchItem> folder(final Path folder, final boolean deep, final Collection<String> beside,
            final Path excluded, final String pattern, final BiFunction<Path, Map<String, String>, String> ending) {
        final Path base = folder.toAbsolutePath().normalize(), out = excluded.toAbsolutePath().normalize();
        final BatchManifest manifest = new BatchManifest(base, pattern, ending);
        final List<Path> images = new ArrayList<>();
        try {
            Files.walkFileTree(base, Set.of(), deep ? DEEPEST : 1, new Lister(base, out, images));
        } catch (final IOException e) {
            throw new InpaintException("The folder '" + folder + "' cannot be listed (" + e.getMessage() + ").", e);
        }
        Collections.sort(images);
        final Set<Path> others = new HashSet<>();
        for (final String one : beside)
            for (int i = 0; i < images.size(); i++)
                others.add(Path.of(FilePattern.fill(one, images.get(i), manifest.listed(images.get(i)), i + 1))
                        .toAbsolutePath().normalize());
        for (final Path image : images)
            if (!others.contains(image))
                manifest.add(image, Map.of(), "");
        return manifest.items(folder);
    }

    /** True for the name of a folder that is an image: an OME-Zarr. */
    public static boolean isFolder(final Path path) {
        return String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(FOLDER);
    }

    /** Takes the images of a folder, and looks into no folder that is one. */
    private static final class Lister extends SimpleFileVisitor<Path> {

        private final Path base, out;
        private final List<Path> images;

        Lister(final Path base, final Path out, final List<Path> images) {
            this.base = base;
            this.out = out;
            this.images = images;
        }

        @Override
        public FileVisitResult preVisitDirectory(final Path path, final BasicFileAttributes now) {
            if (path.equals(base))
                return FileVisitResult.CONTINUE;
            return isLeftOut(path) || takes(path) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(final Path path, final BasicFileAttributes now) {
            if (!isLeftOut(path))
                takes(path);
            return images.size() > MOST ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /** Hidden, or in the folder of results. */
        private boolean isLeftOut(final Path path) {
            return String.valueOf(path.getFileName()).startsWith(".") || path.startsWith(out) && !base.startsWith(out);
        }

        private boolean takes(final Path path) {
            final String name = String.valueOf(path.getFileName());
            final boolean is = isFolder(path) ? Files.isDirectory(path)
                    : ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT))
                            && Files.isRegularFile(path);
            if (is)
                images.add(path);
            return is;
        }
    }

    /** As it was listed: relative if it lies below. */
    private String listed(final Path image) {
        final Path shown = image.startsWith(base) ? base.relativize(image) : image.getFileName();
        return shown.toString().replace('\\', '/');
    }

    private void add(final Path image, final Map<String, String> given, final String where) {
        final int number = items.size() + 1;
        final Map<String, String> values = new LinkedHashMap<>(given);
        final String name = listed(image), named = values.remove(OUT);
        final Path out = Path.of(FilePattern.fill(named == null ? pattern : named, image, name, number)).normalize();
        final boolean ended = named != null && named.matches("(?i).*\\.(tiff?|png|zarr)");
        final String result = out.toString().replace('\\', '/') + (ended ? "" : ending.apply(image, values));
        if (out.isAbsolute() || out.startsWith("..") || out.toString().isEmpty())
            throw new InpaintException(where + "The result '" + result + "' of '" + name + "' would lie outside the "
                    + "folder of results: give a name below it.");
        final String before = taken.put(result.toLowerCase(Locale.ROOT), name);
        if (before != null)
            throw new InpaintException(where + "'" + before + "' and '" + name + "' would both become '" + result
                    + "': give them names of their own, by a pattern with {number} or the column " + OUT + ".");
        items.add(new BatchItem(number, image.toString(), name, result, values));
        if (items.size() > MOST)
            throw new InpaintException("There are more than " + MOST + " images: split them into several batches.");
    }

    private List<BatchItem> items(final Path source) {
        if (items.isEmpty())
            throw new InpaintException("'" + source + "' has no image: there is nothing to do.");
        return List.copyOf(items);
    }
}
