package org.inpaintj.model;

import java.nio.file.Path;
import java.util.Optional;

import org.inpaintj.engine.InpaintException;
import org.inpaintj.onnx.Contract;
import org.inpaintj.onnx.Port;

/**
 * A network file of a model.
 *
 * @param file        the .onnx file
 * @param weightBytes about what it occupies when loaded, bytes
 * @param cpuProblem  why it cannot run on the CPU, a sentence, or empty
 */
public record Network(Path file, long weightBytes, Optional<String> cpuProblem) {

    static Network of(final Contract contract) {
        return new Network(contract.file(), contract.weightBytes(), contract.cpuProblem());
    }

    static InpaintException missing(final Contract contract, final String what) {
        return new InpaintException(contract.file() + " has no " + what + "; it has " + contract.inputs() + " and gives "
                + contract.outputs() + ".");
    }

    /** The port, or an error naming what is missing. */
    static Port need(final Optional<Port> port, final Contract contract, final String what) {
        return port.orElseThrow(() -> missing(contract, what));
    }
}
