package org.inpaintj.onnx.gpu;

import org.inpaintj.params.Key;
import org.inpaintj.params.KeyGroup;
import org.inpaintj.params.Parameters;

/** What is done about a graphics card before the report, by its macro keys. */
public record GpuKeys(
        @Key(label = "Graphics card", def = "report", group = KeyGroup.HARDWARE, place = 11,
                help = "setup fetches or imports what an NVIDIA card needs and tries the card; probe tries it again; "
                        + "remove deletes what was set up; report changes nothing") GpuAction gpu,
        @Key(label = "Accept NVIDIA's licences", when = "gpu=setup", group = KeyGroup.HARDWARE, place = 21,
                help = "you have read and accept NVIDIA's licences of CUDA and cuDNN; needed once")
        boolean accept_licence,
        @Key(label = "Import from", path = Key.Path.EITHER, first = "none", when = "gpu=setup",
                group = KeyGroup.HARDWARE, place = 31,
                help = "a folder with the archives, or an archive, for computers without internet; empty fetches them "
                        + "from Microsoft and NVIDIA") String from) {

    /** The keys. */
    public static final Parameters<GpuKeys> KEYS = Parameters.of(GpuKeys.class);
}
