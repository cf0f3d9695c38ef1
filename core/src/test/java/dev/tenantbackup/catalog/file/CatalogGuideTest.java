// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the guide shows can be read. */
class CatalogGuideTest {

    private static final Pattern BLOCK = Pattern.compile("```(yaml|json)\\n(.*?)```", Pattern.DOTALL);

    @TestFactory
    Stream<DynamicTest> everyExampleIsACatalog() throws IOException {
        return blocks().stream()
                .map(block -> dynamicTest(
                        block.group(2).lines().findFirst().orElse(""),
                        () -> assertThat(CatalogFile.parse(
                                        block.group(2),
                                        block.group(1).equals("json") ? CatalogFormat.JSON : CatalogFormat.YAML))
                                .isNotNull()));
    }

    @Test
    void thereAreExamples() throws IOException {
        assertThat(blocks()).hasSizeGreaterThan(6);
    }

    private static List<MatchResult> blocks() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "catalog.md"));
        return BLOCK.matcher(guide).results().toList();
    }
}
