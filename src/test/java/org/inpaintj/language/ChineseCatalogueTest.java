package org.inpaintj.language;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Chinese texts have Chinese punctuation, and one word for one thing: that of ImageJ's and the WebUI's users. */
class ChineseCatalogueTest {

    private static final String HAN = "\\p{IsHan}";
    private static final Pattern HALF_WIDTH = Pattern.compile(HAN + "[,;:!?()\"']|[,;:!?()\"']" + HAN + "|" + HAN
            + "\\.(?!\\.)"), SPACED = Pattern.compile(" [\uff0c\u3002\uff1b\uff1a\uff01\uff1f\uff09\u3001]"
                    + "|[\uff0c\u3002\uff1b\uff1a\uff01\uff1f\uff08\u3001] "),
            TOUCHING = Pattern.compile(HAN + "[A-Za-z0-9]|[A-Za-z0-9]" + HAN);

    private static Map<String, String> texts;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = Translation.class.getResourceAsStream("zh_CN.po")) {
            texts = PoFile.read(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static void none(final BiPredicate<String, String> wrong) {
        final List<String> found = new ArrayList<>();
        texts.forEach((english, chinese) -> {
            if (wrong.test(english, chinese))
                found.add(english + " => " + chinese);
        });
        assertEquals(List.of(), found);
    }

    @Test
    void sentencesEndAlike() {
        none((english, chinese) -> english.matches("(?s).*[^.]\\.") && !chinese.matches("(?s).*[\u3002.]"));
        none((english, chinese) -> !english.contains(".") && chinese.endsWith("\u3002"));
        none((english, chinese) -> english.endsWith("?") != chinese.endsWith("\uff1f"));
    }

    @Test
    void punctuationIsOfFullWidth() {
        none((english, chinese) -> HALF_WIDTH.matcher(chinese).find() || SPACED.matcher(chinese.strip()).find());
    }

    /** As in the rest: a space between Chinese and Latin signs. */
    @Test
    void latinWordsStandApart() {
        none((english, chinese) -> TOUCHING.matcher(chinese).find());
    }

    /** An English word, in whatever text, is one of these in Chinese; where it is a key, it stays. */
    @ParameterizedTest
    @CsvSource(delimiter = '=', value = {
            "mask=\u8499\u7248", "layer=\u56fe\u5c42|\u5c42", "seed=\u79cd\u5b50", "sampler=\u91c7\u6837\u65b9\u6cd5",
            "selection=\u9009\u533a", "slice=\u5207\u7247", "frame=\u5e27", "latents=\u6f5c\u53d8\u91cf",
            "upscaler=\u653e\u5927\u7b97\u6cd5|\u653e\u5927\u6a21\u578b", "candidate=\u5019\u9009",
            "embedding=\u5d4c\u5165\u5f0f", "stylebook=\u6837\u5f0f\u8868", "checkpoint=\u6a21\u578b",
            "prompt=\u63d0\u793a\u8bcd", "negative prompt=\u53cd\u5411\u63d0\u793a\u8bcd", "region=\u533a\u57df",
            "licence=\u8bb8\u53ef\u8bc1", "crop=\u88c1\u526a", "overlay=\u53e0\u52a0\u5c42", "feather=\u7fbd\u5316",
            "opacity=\u4e0d\u900f\u660e\u5ea6", "tokenizer=\u5206\u8bcd\u5668", "detector=\u68c0\u6d4b\u5668",
            "strength=\u91cd\u7ed8\u5e45\u5ea6|\u5f3a\u5ea6", "preprocessor=\u9884\u5904\u7406\u5668",
            "weights=\u6743\u91cd", "schedule=\u8c03\u5ea6", "guidance=\u5f15\u5bfc", "graphics card=\u663e\u5361",
            "sketch=\u8349\u56fe", "engine=\u5f15\u64ce", "server=\u670d\u52a1\u5668", "job=\u4efb\u52a1" })
    void oneThingHasOneName(final String english, final String chinese) {
        final Pattern word = Pattern.compile("(?<![\\w=/.-])" + english + "s?(?![\\w=/.-])"),
                known = Pattern.compile(chinese + "|" + english);
        none((text, translation) -> text.indexOf(PoFile.CONTEXT) < 0 && word.matcher(text).find()
                && !known.matcher(translation).find());
    }

    @ParameterizedTest
    @ValueSource(strings = { "\u906e\u7f69", "\u63a9\u7801", "\u63a9\u819c", "\u91c7\u6837\u5668",
            "\u53bb\u566a\u5f3a\u5ea6", "\u70b9\u51fb", "\u68c0\u67e5\u70b9", "\u566a\u97f3",
            "\u9009\u62e9\u533a\u57df", "\u8bb8\u53ef(?!\u8bc1)" })
    void otherNamesAreNotUsed(final String other) {
        final Pattern word = Pattern.compile(other);
        none((english, chinese) -> word.matcher(chinese).find());
    }
}
