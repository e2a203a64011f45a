package org.inpaintj.engine.remote.comfy;

import java.util.Locale;
import java.util.Map;

/** What ComfyUI calls samplers and schedules. A name that is not known here is taken for one of its own. */
final class ComfyNames {

    private static final Map<String, String> SAMPLERS = Map.ofEntries(Map.entry("euler", "euler"),
            Map.entry("euler a", "euler_ancestral"), Map.entry("heun", "heun"), Map.entry("dpm2", "dpm_2"),
            Map.entry("dpm2 a", "dpm_2_ancestral"), Map.entry("lms", "lms"), Map.entry("dpm fast", "dpm_fast"),
            Map.entry("dpm adaptive", "dpm_adaptive"), Map.entry("dpm++ 2s a", "dpmpp_2s_ancestral"),
            Map.entry("dpm++ sde", "dpmpp_sde"), Map.entry("dpm++ 2m", "dpmpp_2m"),
            Map.entry("dpm++ 2m sde", "dpmpp_2m_sde"), Map.entry("dpm++ 3m sde", "dpmpp_3m_sde"),
            Map.entry("lcm", "lcm"), Map.entry("ddim", "ddim"), Map.entry("unipc", "uni_pc"));
    private static final Map<String, String> SCHEDULES = Map.of("karras", "karras", "exponential", "exponential",
            "sgm uniform", "sgm_uniform", "simple", "simple", "normal", "normal", "ddim", "ddim_uniform", "beta",
            "beta", "uniform", "normal");

    private ComfyNames() {}

    static String sampler(final String name) {
        return SAMPLERS.getOrDefault(name.strip().toLowerCase(Locale.ROOT), name.strip());
    }

    /** @param sampler as ComfyUI calls it: Automatic depends on it, as in the WebUI */
    static String schedule(final String name, final String sampler) {
        final String lower = name.strip().toLowerCase(Locale.ROOT);
        if (lower.equals("automatic") || lower.isEmpty())
            return sampler.startsWith("dpmpp_3m") ? "exponential" : sampler.startsWith("dpm") ? "karras" : "normal";
        return SCHEDULES.getOrDefault(lower, name.strip());
    }
}
