package org.inpaintj.engine.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.engine.diffusion.text.ParsedPrompt.Part;

class ParsedPromptTest {

    /** What the WebUI makes of a prompt for ten steps. */
    @ParameterizedTest
    @CsvSource(delimiter = '!', value = {
            "test ! 10<test>", "a [b:3] ! 3<a > 10<a b>", "a [b: 3] ! 3<a > 10<a b>", "a [[[b]]:2] ! 2<a > 10<a [[b]]>",
            "[(a:2):3] ! 3<> 10<(a:2)>", "a [b : c : 1] d ! 1<a b  d> 10<a  c  d>",
            "a[b:[c:d:2]:1]e ! 1<abe> 2<ace> 10<ade>", "a [unbalanced ! 10<a [unbalanced>",
            "a [b:.5] c ! 5<a  c> 10<a b c>", "((a][:b:c [d:3] ! 3<((a][:b:c > 10<((a][:b:c d>",
            "\\[a:b:3\\] ! 10<\\[a:b:3\\]>", "[a:b:0] ! 10<b>", "[a:b:0.0] ! 10<b>", "[a:b:-2] ! 10<b>",
            "[a:b:25] ! 10<a>", "[a:b:1.0] ! 10<a>", "[a:b:1.5] ! 10<a>", "[a::4]x ! 4<ax> 10<x>",
            "[:b:4]x ! 4<x> 10<bx>", "(a [b:c:3] d:1.2) ! 3<(a b d:1.2)> 10<(a c d:1.2)>", "[a (b:3] ! 10<[a (b:3]>",
            "[a (b) c:3] ! 3<> 10<a (b) c>", "[a:b:c:3] ! 10<[a:b:c:3]>", "[a:b] ! 10<[a:b]>",
            "x [a:b:3 ! 10<x [a:b:3>", "[a:b:1e1] ! 10<a>", "[a:b:+3] ! 3<a> 10<b>", "[a:b:3.] ! 10<a>",
            "a: b [c:2] ! 2<a: b > 10<a: b c>", "[a\\:b:c:2] ! 2<a\\:b> 10<c>", "[a\\|b:c:2] ! 2<a\\|b> 10<c>",
            "[] ! 10<[]>", "[:3] ! 3<> 10<>", "[::3] ! 3<> 10<>", "[a:b : .25 ] ! 2<a> 10<b >", "((((a ! 10<((((a>",
            "[ a : b :5] ! 5< a > 10< b >", "[a b:5:7] ! 7<a b> 10<5>", "[1:2:3] ! 3<1> 10<2>", "[1:3] ! 3<> 10<1>",
            "[[a|b]:c:4] ! 1<a> 2<b> 3<a> 4<b> 5<c> 6<c> 7<c> 8<c> 9<c> 10<c>",
            "[a:[b|c]:4] ! 1<a> 2<a> 3<a> 4<a> 5<b> 6<c> 7<b> 8<c> 9<b> 10<c>",
            "[fe|||]male ! 1<female> 2<male> 3<male> 4<male> 5<female> 6<male> 7<male> 8<male> 9<female> 10<male>" })
    void schedules(final String prompt, final String segments) {
        final ParsedPrompt parsed = ParsedPrompt.parse(prompt, 10);
        assertEquals(segments, text(parsed.parts().get(0)));
        assertEquals(List.of(), parsed.notes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "a|b ! a '|' stands outside of brackets at character 2",
            "a\\ ! a backslash stands at the end", "x [b:3] [a|b:3] ! a '|' stands outside of brackets at character 11",
            "[a|b ! a '|' stands outside of brackets at character 3",
            "a [{b|d{:.5] c ! a '|' stands outside of brackets at character 6" })
    void syntaxErrorsMakeThePromptLiteralAndAreTold(final String prompt, final String reason) {
        final ParsedPrompt parsed = ParsedPrompt.parse(prompt, 10);
        assertEquals("10<" + prompt + ">", text(parsed.parts().get(0)));
        assertEquals(List.of("The prompt's [from:to:when] and [a|b] are taken literally: " + reason + "."),
                parsed.notes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "a AND b ! a*1.0, b*1.0", "a :1.2 AND b:0.5 ! a*1.2, b*0.5",
            "a AND b : -1.5 AND c ! a*1.0, b*-1.5, c*1.0", "aAND b ! aAND b*1.0", "a and b ! a and b*1.0",
            "a AND ! a*1.0, *1.0", "a:1. AND b:.5 ! a*1.0, b*0.5", "ratio 16:9 ! ratio 16:9*1.0",
            "a [b:3] AND c ! a b*1.0, c*1.0" })
    void andJoinsWeightedParts(final String prompt, final String parts) {
        assertEquals(parts, ParsedPrompt.parse(prompt, 10).parts().stream()
                .map(p -> p.textAt(9).strip() + "*" + p.weight()).collect(Collectors.joining(", ")));
    }

    @Test
    void aSegmentCoversOneEvaluationMoreThanItsEnd() {
        final Part part = ParsedPrompt.parse("[a:b:10]", 20).parts().get(0);
        assertEquals("a", part.textAt(0));
        assertEquals("a", part.textAt(10));
        assertEquals("b", part.textAt(11));
        assertEquals("b", part.textAt(1000));
    }

    @Test
    void alternationStartsWithTheFirst() {
        final Part part = ParsedPrompt.parse("[a|b]", 6).parts().get(0);
        assertEquals(6, part.segments().size());
        assertEquals("a", part.segments().get(0).text());
        assertEquals("b", part.segments().get(5).text());
    }

    @Test
    void deepAndRandomBracketsEndQuickly() {
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertEquals(1, ParsedPrompt.parse("(".repeat(5000), 10).notes().size());
            assertEquals(0, ParsedPrompt.parse("([".repeat(90) + "a", 10).notes().size());
            final Random random = new Random(4);
            for (int i = 0; i < 3000; i++) {
                final StringBuilder text = new StringBuilder();
                for (int k = 0; k < 40; k++)
                    text.append("[]():|ab 3.\\".charAt(random.nextInt(12)));
                final ParsedPrompt prompt = ParsedPrompt.parse(text.toString(), 10);
                final List<ParsedPrompt.Segment> segments = prompt.parts().get(0).segments();
                assertEquals(10, segments.get(segments.size() - 1).end());
                if (!prompt.notes().isEmpty())
                    assertEquals(text.toString(), segments.get(0).text());
                assertTrue(segments.stream().allMatch(s -> s.text().length() <= text.length()));
            }
        });
    }

    private static String text(final Part part) {
        return part.segments().stream().map(s -> s.end() + "<" + s.text() + ">").collect(Collectors.joining(" "));
    }
}
