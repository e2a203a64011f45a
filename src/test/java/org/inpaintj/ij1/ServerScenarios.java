package org.inpaintj.ij1;

import static org.inpaintj.ij1.TestDesktop.check;

import java.awt.Component;
import java.awt.event.KeyEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import javax.swing.JButton;
import javax.swing.JComboBox;
import javax.swing.JDialog;
import javax.swing.JFrame;
import javax.swing.JPasswordField;
import javax.swing.JTable;
import javax.swing.JTextArea;
import javax.swing.JTextField;

import ij.plugin.frame.Recorder;

import org.inpaintj.core.Platform;
import org.inpaintj.engine.remote.FakeServer;
import org.inpaintj.engine.remote.FakeServer.Reply;
import org.inpaintj.engine.remote.ServerAddress;
import org.inpaintj.engine.remote.server.SavedServer;
import org.inpaintj.engine.remote.server.SavedServers;
import org.inpaintj.ui.form.FormDialog;

/** The window of servers, against servers on this machine. */
final class ServerScenarios {

    private ServerScenarios() {}

    static void addTo(final Map<String, GuiScenarios.Scenario> all) {
        all.put("a server is added, tested and removed", ServerScenarios::addTestRemove);
        all.put("a key of a server is kept and never shown", ServerScenarios::keys);
        all.put("the field for a server offers those that are saved", ServerScenarios::offered);
    }

    static JFrame open() {
        PlainImageJGui.choose("Plugins", "InpaintJ", "Servers...");
        return PlainImageJGui.window(JFrame.class, "Servers");
    }

    private static Path config(final String name) {
        return Platform.config().orElseThrow().resolve(name);
    }

    private static void clean() throws Exception {
        Files.deleteIfExists(config("servers.json"));
        Files.deleteIfExists(config("server-keys"));
    }

    private static JTable table(final JFrame window) {
        return PlainImageJGui.all(window, JTable.class).get(0);
    }

    private static String state(final JFrame window, final int column) {
        return PlainImageJGui.onEventThread(() -> table(window).getRowCount() == 0 ? ""
                : String.valueOf(table(window).getValueAt(0, column)));
    }

    private static String details(final JFrame window) {
        return PlainImageJGui.onEventThread(() -> PlainImageJGui.all(window, JTextArea.class).get(0).getText());
    }

    private static <C extends Component> C input(final JDialog form, final Class<C> type, final String name) {
        return PlainImageJGui.all(form, type).stream().filter(input -> name.equals(input.getName())).findFirst()
                .orElseThrow();
    }

    private static void add(final JFrame window, final int kind, final String address, final String key) {
        PlainImageJGui.press(window, "Add...");
        final JDialog form = PlainImageJGui.window(JDialog.class, "Add Server");
        PlainImageJGui.onEventThread(() -> {
            input(form, JComboBox.class, "kind").setSelectedIndex(kind);
            input(form, JTextField.class, "address").setText(address);
            input(form, JPasswordField.class, "key").setText(key);
            return null;
        });
        PlainImageJGui.press(form, "Add");
    }

    private static void addTestRemove() throws Exception {
        clean();
        final CountDownLatch late = new CountDownLatch(1);
        try (FakeServer server = new FakeServer()) {
            server.on("GET /sdapi/v1/sd-models", got -> Reply.json("[{\"title\":\"dreamy.safetensors\"}]"));
            server.on("GET /internal/sysinfo", got -> {
                await(late);
                return Reply.json("{\"Version\":\"v1.10.1\"}");
            });
            final Recorder recorder = TestDesktop.record();
            final JFrame window = open();
            PlainImageJGui.until("a hint", () -> details(window).contains("No servers yet"));
            add(window, 0, "ftp://nowhere", "");
            final JDialog form = PlainImageJGui.window(JDialog.class, "Add Server");
            PlainImageJGui.until("what is wrong", () -> input(form, JTextArea.class, "wrong").getText()
                    .contains("The address of the server is not right"));
            PlainImageJGui.onEventThread(() -> {
                input(form, JTextField.class, "address").setText(server.address() + "/");
                return null;
            });
            PlainImageJGui.press(form, "Add");
            PlainImageJGui.until("a row", () -> state(window, 1).equals(server.address()));
            check(state(window, 0).equals("Stable Diffusion WebUI or Forge") && state(window, 2).equals("none")
                    && state(window, 3).equals("not tested"), state(window, 0));
            check(server.got().isEmpty(), "nobody is contacted before the click");
            PlainImageJGui.press(window, "Test");
            PlainImageJGui.until("it can be stopped", () -> state(window, 3).equals("asking...")
                    && PlainImageJGui.all(window, JButton.class).stream().anyMatch(b -> b.getText().equals("Stop")));
            late.countDown();
            PlainImageJGui.until("the answer", () -> state(window, 3).equals("v1.10.1, 1 model"));
            check(details(window).contains("dreamy.safetensors"), details(window));
            server.close();
            PlainImageJGui.key(table(window), KeyEvent.VK_ENTER);
            PlainImageJGui.until("what failed", () -> details(window).contains("cannot be reached: start it"));
            check(SavedServers.standard().list().equals(List.of(new SavedServer("a1111",
                    ServerAddress.of(server.address())))), "kept");
            PlainImageJGui.key(table(window), KeyEvent.VK_DELETE);
            PlainImageJGui.until("no row", () -> table(window).getRowCount() == 0);
            check(SavedServers.standard().list().isEmpty(), "forgotten");
            PlainImageJGui.key(window.getRootPane(), KeyEvent.VK_ESCAPE);
            PlainImageJGui.until("end", () -> !window.isShowing());
            check(recorder.getText().contains("run(\"Servers...\");") && !recorder.getText().contains("127.0.0.1"),
                    recorder.getText());
            TestDesktop.close(recorder);
        }
    }

    private static void keys() throws Exception {
        clean();
        try (FakeServer server = new FakeServer()) {
            server.on("GET /system_stats", got -> "Bearer tok-geheim".equals(got.header("Authorization"))
                    ? Reply.json("{\"system\":{\"comfyui_version\":\"0.3.60\"}}")
                    : Reply.json(401, "{\"error\":\"bad token tok-geheim\"}"));
            server.on("GET /object_info/CheckpointLoaderSimple", got -> Reply.json("{}"));
            final JFrame window = open();
            add(window, 1, server.address(), "tok-geheim");
            PlainImageJGui.until("a row with a key", () -> state(window, 2).equals("in the file of server keys"));
            PlainImageJGui.press(window, "Test");
            PlainImageJGui.until("the answer", () -> state(window, 3).equals("ComfyUI 0.3.60, no model"));
            check(Files.readString(config("server-keys")).contains(" = tok-geheim"), "kept in the file of keys");
            check(!Files.readString(config("servers.json")).contains("geheim") && !details(window).contains("geheim"),
                    "and nowhere else");
            PlainImageJGui.press(window, "Key...");
            final JDialog form = PlainImageJGui.window(JDialog.class, "Key");
            check(input(form, JPasswordField.class, "key").getPassword().length == 0, "the key is not shown");
            PlainImageJGui.press(form, "Keep");
            PlainImageJGui.until("no key", () -> state(window, 2).equals("none"));
            PlainImageJGui.press(window, "Test");
            PlainImageJGui.until("what failed", () -> details(window).contains("asks for a key"));
            PlainImageJGui.press(window, "Remove");
            PlainImageJGui.until("no row", () -> table(window).getRowCount() == 0);
        }
    }

    private static void offered() throws Exception {
        clean();
        for (final String[] each : new String[][] { { "a1111", "http://127.0.0.1:7861" },
            { "comfyui", "https://gpu.example.org" } })
            SavedServers.standard().add(new SavedServer(each[0], ServerAddress.of(each[1])));
        TestDesktop.image();
        final FormDialog dialog = TestDesktop.inpaintDialog();
        TestDesktop.choose(dialog, "engine", "comfyui");
        TestDesktop.pick(dialog, "server", "https://gpu.example.org");
        PlainImageJGui.until("the address", () -> TestDesktop.typed(dialog, "server")
                .equals("https://gpu.example.org"));
        TestDesktop.choose(dialog, "engine", "a1111");
        TestDesktop.pick(dialog, "server", "http://127.0.0.1:7861");
        PlainImageJGui.until("the other address", () -> TestDesktop.typed(dialog, "server")
                .equals("http://127.0.0.1:7861"));
        PlainImageJGui.press(dialog, "Cancel");
        clean();
    }

    private static void await(final CountDownLatch latch) {
        try {
            latch.await();
        } catch (final InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
