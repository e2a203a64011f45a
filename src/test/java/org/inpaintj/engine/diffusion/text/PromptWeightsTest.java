package org.inpaintj.engine.diffusion.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.inpaintj.engine.diffusion.text.PromptWeights.Span;

class PromptWeightsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '!', value = { "test ! test*1.0000",
            "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))). ! a *1.0000|house*1.5730| *1.1000|on*1.0000| a *1.1000"
                    + "|hill*0.5500|, sun, *1.1000|sky*1.4641|.*1.1000",
            "(unbalanced ! unbalanced*1.1000", "\\(literal\\] ! (literal]*1.0000", "a\\(b ! a(b*1.0000",
            "(unnecessary)(parens) ! unnecessaryparens*1.1000", "(a:b) ! a:b*1.1000", "(a: 1.5 ) ! a*1.5000",
            "a:1.2) ! a:1.2)*1.0000", "(a:.5) ! a*0.5000", "(a:-1) ! a*-1.0000", "(a:+1.1) ! a*1.1000",
            "[a:1.2] ! a:1.2*0.9091", "[[a]] ! a*0.8264", "(a [b) c] ! a *1.1000|b*1.0000| c*0.9091",
            "\\\\ ! \\*1.0000", "a\\ ! a*1.0000", "(a\\:1.2) ! a*1.2000", "x :d y ! x :d y*1.0000",
            "(a:1.2:1.3) ! a:1.2*1.3000", "(a:1.2.3) ! a:1.2.3*1.1000", "house (((,, ! house *1.0000|,,*1.3310",
            "a (b:1.2) BREAK c ! a *1.0000|b*1.2000|BREAK|c*1.0000", "(a BREAK b:1.3) ! a*1.3000|BREAK|b*1.3000",
            "a BREAK ! a*1.0000|BREAK", "BREAK a ! BREAK|a*1.0000", "a BREAKb ! a BREAKb*1.0000" })
    void weights(final String prompt, final String spans) {
        assertEquals(spans, PromptWeights.parse(prompt).stream().map(PromptWeightsTest::text)
                .collect(Collectors.joining("|")));
    }

    @Test
    void nothingIsOneEmptySpan() {
        assertEquals(List.of(new Span("", 1)), PromptWeights.parse(""));
        assertEquals(List.of(new Span("", 1)), PromptWeights.parse("(:1.3)"));
    }

    private static String text(final Span span) {
        return span.isBreak() ? "BREAK" : span.text() + "*" + String.format(Locale.ROOT, "%.4f", span.weight());
    }
}
