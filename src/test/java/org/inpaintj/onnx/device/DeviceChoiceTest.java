package org.inpaintj.onnx.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtException.OrtErrorCode;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.core.InpaintException;
import org.inpaintj.engine.Request.Device;
import org.inpaintj.onnx.DeviceErrors;
import org.inpaintj.onnx.OrtErrors;
import org.inpaintj.onnx.Session;

class DeviceChoiceTest {

    private static final List<Device> CARDS = List.of(Device.CUDA, Device.WEBGPU, Device.COREML, Device.DIRECTML);
    private static final String NO_CUBLAS = "/onnxruntime_src/core/session/provider_bridge_ort.cc:1988 Get() "
            + "[ONNXRuntimeError] : 1 : FAIL : Failed to load library /home/me/x/libonnxruntime_providers_cuda.so with "
            + "error: libcublasLt.so.12: cannot open shared object file: No such file or directory";

    @Test
    void everyCombinationOfBuildAndHardwareIsDecided() {
        for (int built = 0; built < 16; built++)
            for (int works = 0; works < 16; works++)
                for (final Device wanted : Device.values())
                    check(wanted, cards(built), cards(works));
    }

    private static void check(final Device wanted, final List<Device> built, final List<Device> works) {
        final List<Device> asked = new ArrayList<>();
        final Function<Device, Optional<String>> trial = device -> {
            asked.add(device);
            return works.contains(device) ? Optional.empty() : Optional.of("no " + device);
        };
        if (wanted == Device.AUTO) {
            final DeviceChoice choice = DeviceChoice.of(wanted, Set.copyOf(built), trial);
            final List<Device> running = built.stream().filter(works::contains).toList();
            final List<Device> better = running.isEmpty() ? built : built.subList(0, built.indexOf(running.get(0)));
            assertEquals(running.isEmpty() ? Device.CPU : running.get(0), choice.device());
            assertEquals(better.size(), choice.passedOver().size());
            for (int i = 0; i < better.size(); i++)
                assertTrue(choice.passedOver().get(i).contains("no " + better.get(i)), choice.toString());
            assertEquals(better.size() + (running.isEmpty() ? 0 : 1), asked.size(), "worse ones are not tried");
        } else if (wanted == Device.CPU || built.contains(wanted) && works.contains(wanted)) {
            assertEquals(new DeviceChoice(wanted, List.of()), DeviceChoice.of(wanted, Set.copyOf(built), trial));
            assertEquals(wanted == Device.CPU ? List.of() : List.of(wanted), asked);
        } else {
            final String message = assertThrows(InpaintException.class,
                    () -> DeviceChoice.of(wanted, Set.copyOf(built), trial)).getMessage();
            assertTrue(message.startsWith("device=" + wanted.name().toLowerCase() + " cannot be used: "), message);
            assertTrue(message.contains(built.contains(wanted) ? "no " + wanted
                    : "without " + wanted.title()), message);
        }
    }

    private static List<Device> cards(final int bits) {
        return CARDS.stream().filter(card -> (bits >> CARDS.indexOf(card) & 1) == 1).toList();
    }

    @Test
    void whatIsForcedAndMissingIsExplained() {
        assertEquals("device=cuda cannot be used: this copy of ONNX Runtime was built without CUDA. For an NVIDIA "
                + "card, set it up by Device Report (device --gpu setup); or put the native files of onnxruntime_gpu "
                + "into a folder, name the folder in the environment variable ONNXRUNTIME_NATIVE_PATH (or start Java "
                + "with -Donnxruntime.native.path=FOLDER), and restart. device=auto takes what there is.",
                refused(Device.CUDA, Set.of()));
        assertEquals("device=cuda cannot be used: libcublasLt.so.12 was not found; install CUDA 12 and cuDNN 9, or put "
                + "their libraries into the folder of the native files. device=cpu runs everywhere.",
                refused(Device.CUDA, Set.of(Device.CUDA)));
    }

    private static String refused(final Device wanted, final Set<Device> built) {
        return assertThrows(InpaintException.class,
                () -> DeviceChoice.of(wanted, built, device -> Optional.of(NO_CUBLAS))).getMessage();
    }

    @Test
    void aFallBackIsANoteAndAFact() {
        final DeviceChoice choice = DeviceChoice.of(Device.AUTO, Set.of(Device.CUDA), device -> Optional.of(NO_CUBLAS));
        final String reason = "CUDA cannot be used: libcublasLt.so.12 was not found; install CUDA 12 and cuDNN 9, or "
                + "put their libraries into the folder of the native files.";
        assertEquals(List.of(reason + " The networks ran on the CPU."), choice.notes());
        assertEquals(Map.of("device", "CPU", "device_fallback", reason), choice.facts());
        final DeviceChoice plain = DeviceChoice.of(Device.AUTO, Set.of(), device -> Optional.of(NO_CUBLAS));
        assertEquals(List.of(), plain.notes());
        assertEquals(Map.of("device", "CPU"), plain.facts());
    }

    @Test
    void aCardThatWasSetUpAndIsNotUsedIsANoteToo() {
        final DeviceChoice cpu = DeviceChoice.of(Device.AUTO, Set.of(), device -> Optional.empty());
        assertEquals(List.of("CUDA cannot be used: the trial crashed. The networks ran on the CPU."),
                cpu.without("the trial crashed.").notes());
        assertEquals(cpu, cpu.without(""));
        final DeviceChoice cuda = new DeviceChoice(Device.CUDA, List.of());
        assertEquals(cuda, cuda.without("the trial crashed."));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "x with error: libcuda.so.1: cannot open shared object file: No such file | driver of an NVIDIA card "
                + "(libcuda.so.1)",
        "CUDA failure 35: CUDA driver version is insufficient ; GPU=-1 ; hostname=vm ; | driver of the card is too old",
        "CUDA failure 100: no CUDA-capable device is detected ; GPU=0 ; hostname=vm | there is no NVIDIA card",
        "LoadLibrary failed with error 126 \"\" when trying to load \"C:\\My Files\\x.dll\" | Device Report lists",
        "CUDA failure 2: out of memory ; GPU=0 ; hostname=vm ; | taken by other programs",
        "cuDNN is not available. Install cuDNN | cuDNN 9 was not found",
        "no kernel image is available for execution on the device | card is too old",
        "/home/me/a.cc:12 something else ; GPU=0 ; hostname=vm ; | a.cc:12 something else." })
    void causesAreToldWithoutPathsOrNames(final String cause, final String told) {
        final String sentence = DeviceErrors.reason(Device.CUDA, "Error code - ORT_FAIL - message: " + cause);
        assertTrue(sentence.contains(told), sentence);
        for (final String secret : List.of("hostname", "/home", "C:\\", "ORT_FAIL"))
            assertFalse(sentence.contains(secret), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "bfc_arena.cc:376 Failed to allocate memory for requested buffer of size 1073741824",
        "CUDA failure 2: out of memory ; GPU=0 ; hostname=vm", "CUBLAS failure 3: CUBLAS_STATUS_ALLOC_FAILED",
        "Available memory of 5 is smaller than requested bytes of 10" })
    void aFullCardNamesTheWayOut(final String cause) {
        final OrtException e = new OrtException(OrtErrorCode.ORT_FAIL, cause);
        assertEquals("Cannot run unet.onnx on CUDA: the graphics card has not enough memory; use a smaller processing "
                + "size, close other programs that use the card, or take device=cpu.",
                OrtErrors.of("run", "unet.onnx", Device.CUDA, e).getMessage());
        assertFalse(OrtErrors.of("run", "unet.onnx", Device.CPU, e).getMessage().contains("card"));
    }

    @Test
    void theProbeRunsOnTheCpuAndSeesASilentFallBack() {
        assertEquals(Optional.empty(), DeviceProbe.run(Device.CPU));
        final String cause = DeviceProbe.run(new Session.Setup() {
            @Override
            public void apply(final SessionOptions options) {
                // as a provider that takes no node
            }

            @Override
            public Device device() {
                return Device.CUDA;
            }
        }).orElseThrow();
        assertTrue(cause.contains("fallback to CPU EP has been explicitly disabled"), cause);
        assertTrue(DeviceProbe.run(Device.CUDA).isPresent(), "this copy is built for the CPU alone");
    }
}
