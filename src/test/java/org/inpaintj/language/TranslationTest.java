package org.inpaintj.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TranslationTest {

    private static final MessageCatalogue SMALL = new MessageCatalogue(Map.ofEntries(
            Map.entry("The file '{0}' is damaged: {1}", "\u6587\u4ef6\u201c{0}\u201d\u5df2\u635f\u574f\uff1a{1}"),
            Map.entry("The file '{0}' is {1}.", "\u6587\u4ef6\u201c{0}\u201d\u662f{1}\u3002"),
            Map.entry("its end is missing.", "\u7f3a\u5c11\u7ed3\u5c3e\u3002"),
            Map.entry("Give another one.", "\u8bf7\u6362\u4e00\u4e2a\u3002"),
            Map.entry("Cancel", "\u53d6\u6d88"),
            Map.entry("{0} of {1} files are here", "\u5171{1}\u4e2a\u6587\u4ef6\uff0c\u5df2\u6709{0}\u4e2a"),
            Map.entry("did you mean {0}?", "\u60a8\u662f\u5426\u6307{0}\uff1f"),
            Map.entry("{0} or {1}", "{0} \u6216 {1}"),
            Map.entry("{0}, {1}", "{0}\u3001{1}"),
            Map.entry("{0} ({1})", "{0}\uff08{1}\uff09"),
            Map.entry("'{0}'", "\u201c{0}\u201d"),
            Map.entry("{0}: {1}", "{0}\uff1a{1}"),
            Map.entry("is no model of {0} channels.", "\u4e0d\u662f {0} \u901a\u9053\u7684\u6a21\u578b\u3002"),
            Map.entry("{0}, pass {1} of {2}", "{0}\uff0c\u7b2c {1} / {2} \u904d"),
            Map.entry("Refining", "\u7ec6\u5316"),
            Map.entry("untranslated", "")));

    @AfterEach
    void back() {
        System.clearProperty(Language.PROPERTY);
        Translation.use(Language.AUTO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "Cancel|\u53d6\u6d88",
            "untranslated|untranslated",
            "nothing known|nothing known",
            "3 of 4 files are here|\u51714\u4e2a\u6587\u4ef6\uff0c\u5df2\u67093\u4e2a",
            // a value that is a sentence, and one that is a name
            "The file 'Cancel' is damaged: its end is missing.|\u6587\u4ef6\u201cCancel\u201d\u5df2\u635f\u574f"
                    + "\uff1a\u7f3a\u5c11\u7ed3\u5c3e\u3002",
            // names that are listed, with what they are
            "did you mean 'steps' or 'stop'?|\u60a8\u662f\u5426\u6307\u201csteps\u201d \u6216 \u201cstop\u201d\uff1f",
            "did you mean a.onnx (its end is missing.), b?|\u60a8\u662f\u5426\u6307a.onnx\uff08\u7f3a\u5c11\u7ed3\u5c3e"
                    + "\u3002\uff09\u3001b\uff1f",
            // what is said of a file whose name comes first, and of something that is named before a colon
            "/a b/c.onnx is no model of 5 channels.|/a b/c.onnx \u4e0d\u662f 5 \u901a\u9053\u7684\u6a21\u578b\u3002",
            "a: b.png: Cancel|a: b.png\uff1a\u53d6\u6d88",
            // a single word is a name, but for what is being done; what stands in quotes is one, however long
            "Refining, pass 1 of 2|\u7ec6\u5316\uff0c\u7b2c 1 / 2 \u904d",
            "The file 'Give another one.' is damaged: b.|\u6587\u4ef6\u201cGive another one.\u201d\u5df2\u635f"
                    + "\u574f\uff1ab.",
            // a sentence within another one, without its stop
            "The file 'a' is give another one.|\u6587\u4ef6\u201ca\u201d\u662f\u8bf7\u6362\u4e00\u4e2a\u3002",
            // of two that match the one that says more
            "The file 'a' is damaged: b.|\u6587\u4ef6\u201ca\u201d\u5df2\u635f\u574f\uff1ab.",
            // several sentences, of which one is not known
            "The file 'a.b' is red. Give another one.|\u6587\u4ef6\u201ca.b\u201d\u662fred\u3002\u8bf7\u6362"
                    + "\u4e00\u4e2a\u3002",
            "Who knows this? Give another one.|Who knows this? \u8bf7\u6362\u4e00\u4e2a\u3002",
            "Give another one. Who knows?|\u8bf7\u6362\u4e00\u4e2a\u3002Who knows?" })
    void findsMessages(final String english, final String chinese) {
        assertEquals(chinese, SMALL.message(english));
    }

    /** However long and however often the parts of a template come again. */
    @Test
    void isQuickWithAnything() {
        final String long1 = "The file '".repeat(20_000), long2 = "' is damaged: ".repeat(20_000), stops =
                "Give. ".repeat(5000);
        for (final String text : List.of(long1, long2, long1 + long2, stops, "' is ".repeat(50_000) + "."))
            SMALL.message(text);
    }

    @Test
    void followsWhatIsChosenTheSystemAndTheProperty() {
        assertEquals(Language.ENGLISH, Language.resolved(Language.AUTO, Locale.GERMANY));
        assertEquals(Language.CHINESE, Language.resolved(Language.AUTO, Locale.CHINA));
        assertEquals(Language.CHINESE, Language.resolved(Language.AUTO, Locale.TAIWAN));
        assertEquals(Language.ENGLISH, Language.resolved(Language.ENGLISH, Locale.CHINA));
        Translation.use(Language.CHINESE);
        assertEquals("\u53d6\u6d88", Translation.of("Cancel"));
        System.setProperty(Language.PROPERTY, "en");
        Translation.use(Language.CHINESE);
        assertEquals("Cancel", Translation.of("Cancel"));
        System.setProperty(Language.PROPERTY, "zh-CN");
        Translation.use(Language.ENGLISH);
        assertEquals(Language.CHINESE, Translation.language());
        System.setProperty(Language.PROPERTY, "klingon");
        Translation.use(Language.ENGLISH);
        assertEquals(Language.ENGLISH, Translation.language());
    }

    @ParameterizedTest
    @CsvSource({ "auto,AUTO", "Chinese,CHINESE", "zh_cn,CHINESE", "zh-CN,CHINESE", "EN,ENGLISH" })
    void knowsLanguages(final String text, final Language language) {
        assertEquals(Optional.of(language), Language.of(text));
    }

    @Test
    void knowsNoOthers() {
        for (final String text : List.of("", " ", "fr", "zh_TW", "chinese2"))
            assertEquals(Optional.empty(), Language.of(text), text);
    }

    @Test
    void breaksLines() {
        assertEquals(List.of("one two", "three"), LineBreaks.of("one two three", 8, LineBreaks::columns));
        assertEquals(List.of("unbreakable", "x"), LineBreaks.of("unbreakable x", 4, LineBreaks::columns));
        // a full stop does not begin a line
        assertEquals(List.of("\u8bf7\u5148\u9009", "\u62e9\u56fe", "\u50cf\u3002"),
                LineBreaks.of("\u8bf7\u5148\u9009\u62e9\u56fe\u50cf\u3002", 6, LineBreaks::columns));
    }
}
