package org.inpaintj.language;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PoFileTest {

    @Test
    void readsWhatTranslatorsWrite() {
        assertEquals(Map.of("Cancel", "\u53d6\u6d88", "content" + PoFile.CONTEXT + "fill", "\u586b\u5145",
                "a \"b\"\n\\c\td", "x\ny", "new", ""), PoFile.read("""
                        # a comment
                        msgid ""
                        msgstr "Language: zh_CN\\n"
                        #: Used.java
                        #, fuzzy
                        msgid "Cancel"
                        msgstr "\u53d6\u6d88"

                        msgctxt "content"
                        msgid "fill"
                        msgstr ""
                        "\u586b"
                        "\u5145"
                        msgid "a \\"b\\"\\n"
                          "\\\\c\\td"
                        msgstr "x\\ny"

                        msgid "new"
                        msgstr ""
                        """));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "msgid 'a'|line 1", "msgid \"a\"~msgid \"b\"|line 2", "msgstr \"a\"|line 1", "\"a\"|line 1",
            "msgid \"a\"|msgstr", "msgid \"a\\x\"~msgstr \"\"|\\x", "msgid \"a\"b\"~msgstr \"\"|backslash",
            "msgid \"a\\\"~msgstr \"\"|quotes", "msgid_plural \"a\"|msgid_plural", "msgctxt \"a\"|msgstr",
            "msgid \"a\"~msgstr \"\"~msgid \"a\"~msgstr \"\"|twice", "hello|hello" })
    void refusesAnythingElse(final String file, final String says) {
        final String said = assertThrows(IllegalArgumentException.class, () -> PoFile.read(file.replace('~', '\n')))
                .getMessage();
        assertTrue(said.contains(says), said);
    }

    @Test
    void readsWhatIsWritten() {
        final Map<String, String> texts = new TreeMap<>(Map.of("a \"quoted\"\\ text\nof\ttwo lines ".repeat(9),
                "\u4e2d\u6587".repeat(99), "k" + PoFile.CONTEXT + "word", "", "short", "\u77ed"));
        final Map<String, Set<String>> ids = new TreeMap<>();
        texts.keySet().forEach(id -> ids.put(id, Set.of("Some", "Other")));
        assertEquals(texts, PoFile.read(PoWriter.write("Chinese", "zh_CN", ids, texts)));
    }
}
