package org.inpaintj.engines;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import org.inpaintj.engine.Engine;

/** Adds engines to those of the program while the tests of a class run. */
public final class WithEngines implements BeforeAllCallback, AfterAllCallback {

    private final Engine[] engines;
    private Engines.Use use;

    public WithEngines(final Engine... engines) {
        this.engines = engines;
    }

    @Override
    public void beforeAll(final ExtensionContext context) {
        use = Engines.use(Engines.found().with(engines));
    }

    @Override
    public void afterAll(final ExtensionContext context) {
        use.close();
    }

    /** Adds another one until the end of the class. */
    public void add(final Engine engine) {
        Engines.use(Engines.found().with(engine));
    }
}
