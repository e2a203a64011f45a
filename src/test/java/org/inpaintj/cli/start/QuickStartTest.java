package org.inpaintj.cli.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuickStartTest {

    @ParameterizedTest
    @CsvSource({ "inpaint in.png --seed 1 --out out.png,true", "inpaint in.png --engine patch --out out.png,true",
        "inpaint --model,false", "inpaint in.png --model sd15 --out out.png,false", "inpaint in.png --model=sd15,false",
        "inpaint in.png --models sd15,true" })
    void whoNamesAModelDoesNotUseTheEmbeddedEngine(final String line, final boolean embedded) {
        assertEquals(embedded, QuickStart.embedded(List.of(line.split(" "))));
    }
}
