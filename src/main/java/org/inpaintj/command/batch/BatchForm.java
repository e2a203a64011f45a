package org.inpaintj.command.batch;

import java.util.ArrayList;
import java.util.List;

import org.inpaintj.batch.BatchRequest;
import org.inpaintj.command.ImageCommand;
import org.inpaintj.imagej.job.JobOutlook;
import org.inpaintj.repair.RegionRequest;
import org.inpaintj.repair.RepairRequest;

/** What the dialog of a batch asks for, and shows of the image that is open. */
abstract class BatchForm extends ImageCommand<BatchRequest> {

    BatchForm() {
        super(BatchRequest.keys());
    }

    private BatchRequest now() {
        return keys().parse(values());
    }

    @Override
    public final List<String> shown() {
        final boolean defects = now().regions().source() == RegionRequest.Source.DEFECTS;
        return page().stream().filter(key -> defects || !BatchRequest.OF_DEFECTS.contains(key)).toList();
    }

    @Override
    public final List<String> page() {
        final List<String> page = new ArrayList<>(BatchRequest.FIRST_PAGE);
        page.addAll(page.indexOf("source") + 1, BatchRequest.OF_DEFECTS);
        return page;
    }

    @Override
    public final List<String> rest(final List<String> firstPage) {
        return keys().keys().stream().filter(key -> !firstPage.contains(key) && !key.equals("background")).toList();
    }

    /** Of the image that is open; in files nothing is looked for while a dialog asks. */
    @Override
    public final JobOutlook outlook() {
        return now().batch().images().isBlank() ? JobOutlook.of(new RepairRequest(now().regions(), now().request()),
                outlined()) : JobOutlook.NONE;
    }
}
