package org.inpaintj.imagej.job;

import java.awt.Color;
import java.awt.Font;
import java.util.stream.IntStream;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ColorProcessor;

import org.inpaintj.compare.CompareAxis;
import org.inpaintj.compare.ComparePlan;
import org.inpaintj.core.InpaintException;
import org.inpaintj.imagej.image.LutRenderer;

/**
 * A montage of a grid: the cells as they are shown, in RGB, x from the left to the right and y from the top to the
 * bottom, with their values above and beside them; a picture for each value of z.
 */
final class CompareMontage {

    /** px; the space between cells, and around a legend. */
    private static final int GAP = 4, PAD = 3;
    /** Of the font, px, and how many of them a cell has at most. */
    private static final int LEAST = 10, MOST = 28, PART = 14;

    private final ImagePlus stack;
    private final CompareResult result;
    private final ComparePlan plan;
    private final int columns, rows, size, left, top;

    private CompareMontage(final ImagePlus stack, final CompareResult result) {
        this.stack = stack;
        this.result = result;
        plan = result.plan();
        columns = plan.size("x");
        rows = plan.size("y");
        size = Math.max(LEAST, Math.min(MOST, stack.getWidth() / PART));
        final ColorProcessor ruler = new ColorProcessor(1, 1);
        ruler.setFont(font());
        left = plan.axis("y").map(y -> Math.min(stack.getWidth(), IntStream.range(0, rows)
                .map(row -> ruler.getStringWidth(label(y, row))).max().orElse(0)) + 2 * PAD + GAP).orElse(GAP);
        final int line = size + 2 * PAD;
        top = GAP + (plan.axis("z").isPresent() ? line : 0) + (plan.axis("x").isPresent() ? line : 0);
    }

    /**
     * Checks what would be a pity to learn when all cells are made: whether they fit into an image, and texts can be
     * drawn.
     *
     * @param width  of a cell, px
     * @param height of a cell, px
     */
    static void check(final ComparePlan plan, final int width, final int height) {
        final ColorProcessor ruler = new ColorProcessor(1, 1);
        ruler.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, LEAST));
        ruler.getStringWidth("x");
        // legends are no wider than a cell
        final int margin = 2 * (MOST + 2 * PAD + GAP);
        final double pixels = ((double) (width + GAP) * (plan.size("x") + 1) + margin)
                * ((double) (height + GAP) * plan.size("y") + margin);
        if (pixels > Integer.MAX_VALUE - 8)
            throw new InpaintException("A montage of " + plan.size("x") + " x " + plan.size("y") + " cells of " + width
                    + " x " + height + " px has more pixels than an image can have: take result=stack, or give fewer "
                    + "values.");
    }

    /** @param stack the cells as a hyperstack, which says how they are shown */
    static ImagePlus of(final ImagePlus stack, final CompareResult result, final String title) {
        return new CompareMontage(stack, result).make(title);
    }

    private Font font() {
        return new Font(Font.SANS_SERIF, Font.PLAIN, size);
    }

    private static String label(final CompareAxis axis, final int i) {
        return axis.key() + ": " + axis.labels().get(i);
    }

    private ImagePlus make(final String title) {
        final int width = left(columns), height = top(rows);
        final ImageStack pages = new ImageStack(width, height);
        for (int z = 0; z < plan.size("z"); z++)
            pages.addSlice(plan.axis("z").isEmpty() ? null : label(plan.axis("z").get(), z), page(z, width, height));
        final ImagePlus out = new ImagePlus(title, pages);
        out.setProperty("Info", stack.getInfoProperty());
        return out;
    }

    private ColorProcessor page(final int z, final int width, final int height) {
        final ColorProcessor page = new ColorProcessor(width, height);
        page.setColor(Color.WHITE);
        page.fill();
        page.setFont(font());
        page.setAntialiasedText(true);
        page.setColor(Color.BLACK);
        plan.axis("z").ifPresent(axis -> legend(page, label(axis, z), left, GAP, width - left));
        for (int x = 0; x < columns && plan.axis("x").isPresent(); x++)
            legend(page, label(plan.axis("x").get(), x), left(x), top - size - 2 * PAD, stack.getWidth());
        for (int y = 0; y < rows; y++) {
            if (plan.axis("y").isPresent())
                legend(page, label(plan.axis("y").get(), y), GAP, top(y) + stack.getHeight() / 2 - size / 2 - PAD,
                        left - GAP);
            for (int x = 0; x < columns; x++)
                cell(page, x, y, z);
        }
        return page;
    }

    private int left(final int x) {
        return left + x * (stack.getWidth() + GAP);
    }

    private int top(final int y) {
        return top + y * (stack.getHeight() + GAP);
    }

    private void cell(final ColorProcessor page, final int x, final int y, final int z) {
        final int i = x + columns * (y + rows * z);
        if (result.cell(i).samples().isPresent()) {
            page.insert(LutRenderer.render(stack, result.cell(i).samples().get()), left(x), top(y));
            return;
        }
        page.setColor(Color.BLACK);
        page.setRoi(left(x), top(y), stack.getWidth(), stack.getHeight());
        page.fill();
        page.resetRoi();
        page.setColor(Color.WHITE);
        legend(page, result.cell(i).mark(), left(x), top(y), stack.getWidth());
        page.setColor(Color.BLACK);
    }

    /** A line of text, cut off where it does not fit. */
    private void legend(final ColorProcessor page, final String text, final int x, final int y, final int width) {
        String shown = text.replaceAll("\\s+", " ");
        while (shown.length() > 1 && page.getStringWidth(shown) > width - 2 * PAD)
            shown = shown.substring(0, shown.length() - (shown.endsWith("…") ? 2 : 1)) + "…";
        page.drawString(shown, x + PAD, y + PAD + page.getFontMetrics().getAscent());
    }
}
