// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.remap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.archive.RandomRows;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.remap.ColumnRewrite.DocumentIds;
import dev.tenantbackup.remap.DocumentRewriter.Lookup;
import dev.tenantbackup.remap.KeyDomain.Allocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentRewriterTest {

    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 50_000 : 2_000;
    private static final KeyDomain ITEMS = new KeyDomain(TableName.of("items"), "id", Allocation.GENERATOR);
    private static final KeyDomain PAGES = new KeyDomain(TableName.of("pages"), "slug", Allocation.SUFFIX);
    private static final Map<String, String> NEW_ITEMS = Map.of("7", "1007", "42", "1042", "-1", "-1001");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"id\": 7}|{\"id\": 1007}",
                "{\"id\":\"7\"}|{\"id\":\"1007\"}",
                "{ \"id\" :\t7 , \"x\": 7 }|{ \"id\" :\t1007 , \"x\": 7 }",
                "{\"id\": -1}|{\"id\": -1001}",
                "{\"id\": 8}|{\"id\": 8}",
                "{\"id\": 7.0}|{\"id\": 7.0}",
                "{\"id\": 7e0}|{\"id\": 7e0}",
                "{\"id\": null}|{\"id\": null}",
                "{\"id\": [7]}|{\"id\": [7]}",
                "{\"id\": {\"id\": 7}}|{\"id\": {\"id\": 7}}",
                "{\"ID\": 7}|{\"ID\": 7}",
                "{\"id\": 7, \"id\": 42}|{\"id\": 1007, \"id\": 1042}",
                "{\"i\\u0064\": 7}|{\"i\\u0064\": 1007}",
                "{\"id\": \"\\u0037\"}|{\"id\": \"1007\"}",
                "{\"x\": \"\\\"id\\\": 7\", \"id\": 7}|{\"x\": \"\\\"id\\\": 7\", \"id\": 1007}",
                "[{\"id\": 7}]|[{\"id\": 7}]",
                "7|7"
            })
    void onlyTheIdAtThePathChanges(String document, String expected) {
        assertThat(rewrite(ITEMS, NEW_ITEMS, document, "$.id")).isEqualTo(expected);
    }

    @Test
    void everyElementOfNestedArraysIsReached() {
        assertThat(rewrite(
                        ITEMS,
                        NEW_ITEMS,
                        "[{\"options\": [{\"id\": 7}, {\"id\": 42}]}, {\"options\": []}, {\"options\": [{\"id\":42}]}]",
                        "$[*].options[*].id"))
                .isEqualTo(
                        "[{\"options\": [{\"id\": 1007}, {\"id\": 1042}]}, {\"options\": []}, {\"options\": [{\"id\":1042}]}]");
    }

    @Test
    void aListOfIdsAndABareIdArePlacesToo() {
        assertThat(rewrite(ITEMS, NEW_ITEMS, "[7, \"42\", 8 ,7]", "$[*]")).isEqualTo("[1007, \"1042\", 8 ,1007]");
        assertThat(rewrite(ITEMS, NEW_ITEMS, " 7\n", "$")).isEqualTo(" 1007\n");
    }

    @Test
    void textIdsAreFoundHoweverTheyAreEscapedAndWrittenSoThatTheyStayJson() throws IOException {
        Map<String, String> pages = Map.of("caf\u00E9", "caf\u00E9-2", "a/b", "a\"b\\c\n");

        String rewritten = rewrite(PAGES, pages, "[\"caf\\u00e9\", \"caf\u00E9\", \"a\\/b\"]", "$[*]");

        assertThat(rewritten).startsWith("[\"caf\u00E9-2\", \"caf\u00E9-2\", ");
        assertThat(new ObjectMapper().readTree(rewritten).get(2).asText()).isEqualTo("a\"b\\c\n");
    }

    @Test
    void aNumberThatBecomesATextIsQuoted() {
        assertThat(rewrite(PAGES, Map.of("7", "7-casa"), "[7, \"7\"]", "$[*]")).isEqualTo("[\"7-casa\", \"7-casa\"]");
    }

    @Test
    void idsOfSeveralKindsFollowTheirOwnMaps() {
        DocumentRewriter rewriter = new DocumentRewriter(
                new ColumnRewrite.Document(List.of(
                        new DocumentIds(JsonPath.parse("$.item"), ITEMS),
                        new DocumentIds(JsonPath.parse("$.page"), PAGES))),
                lookup(Map.of(ITEMS, NEW_ITEMS, PAGES, Map.of("7", "seven"))));

        assertThat(rewriter.rewrite(List.of("{\"page\":\"7\",\"item\":7}")))
                .containsExactly("{\"page\":\"seven\",\"item\":1007}");
    }

    @Test
    void unknownIdsStayAndAreCounted() {
        DocumentRewriter rewriter = rewriter(ITEMS, NEW_ITEMS, "$[*]");

        rewriter.rewrite(List.of("[7, 8]", "[9, \"x\", null]"));
        rewriter.rewrite(List.of("[10]"));

        assertThat(rewriter.unknownIds()).isEqualTo(4);
    }

    @Test
    void aBatchAsksForEachIdOnce() {
        List<String> asked = new ArrayList<>();
        DocumentRewriter rewriter = new DocumentRewriter(
                new ColumnRewrite.Document(List.of(new DocumentIds(JsonPath.parse("$[*]"), ITEMS))),
                (domain, values) -> {
                    asked.add(domain + " " + new TreeSet<>(values));
                    return NEW_ITEMS;
                });

        rewriter.rewrite(List.of("[7, 42]", "[42, 7, 8]", "[]"));

        assertThat(asked).containsExactly("items.id [42, 7, 8]");
    }

    @Nested
    class WhatIsNotJson {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    " ",
                    "{",
                    "[1,]",
                    "{\"a\"}",
                    "{\"a\":1,}",
                    "{a: 1}",
                    "[1 2]",
                    "\"open",
                    "\"\\",
                    "\"\\u12",
                    "\"\\u12g4\"",
                    "\"\\x\"",
                    "7 7",
                    "tru",
                    "NaN",
                    "+1",
                    "007",
                    ".5",
                    "1.",
                    "-",
                    "1e",
                    "{]",
                    "'a'"
                })
        void isRefusedWithItsPosition(String document) {
            assertThatThrownBy(() -> rewrite(ITEMS, NEW_ITEMS, document, "$.id"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageMatching("not JSON at position \\d+");
        }

        @Test
        void anArrayMayBeAsDeepAsTheLimitAndNoDeeper() {
            String deepest = "[".repeat(DocumentIdScanner.MAX_DEPTH) + "]".repeat(DocumentIdScanner.MAX_DEPTH);
            assertThat(rewrite(ITEMS, NEW_ITEMS, deepest, "$")).isEqualTo(deepest);

            assertThatThrownBy(() -> rewrite(ITEMS, NEW_ITEMS, "[".repeat(100_000), "$"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("nested deeper than 200");
        }
    }

    @Test
    void rewritingToTheSameIdsChangesNoByte() {
        for (long seed = 0; seed < SEEDS; seed++) {
            String document = new RandomRows(seed).document();
            for (String path : List.of("$", "$.id", "$[*]", "$.items[*].id", "$['caf\u00E9']")) {
                assertThat(new DocumentRewriter(document(path), (domain, values) -> identity(values))
                                .rewrite(List.of(document)))
                        .as("%s, seed %d", path, seed)
                        .containsExactly(document);
            }
        }
    }

    @Test
    void rewritingThereAndBackGivesADocumentOfTheSameMeaning() throws IOException {
        ObjectMapper json = new ObjectMapper();
        for (long seed = 0; seed < SEEDS; seed++) {
            String document = new RandomRows(seed).document();
            JsonNode before = json.readTree(document);
            for (String path : List.of("$", "$.id", "$[*]", "$.items[*].id")) {
                String there = new DocumentRewriter(document(path), (domain, values) -> shifted(values, "1"))
                        .rewrite(List.of(document))
                        .get(0);
                String back = new DocumentRewriter(document(path), (domain, values) -> unshifted(values))
                        .rewrite(List.of(there))
                        .get(0);
                assertThat(json.readTree(there).toString().length())
                        .as("%s, seed %d", path, seed)
                        .isGreaterThanOrEqualTo(before.toString().length());
                assertThat(json.readTree(back)).as("%s, seed %d", path, seed).isEqualTo(before);
            }
        }
    }

    private static Map<String, String> identity(Collection<String> values) {
        Map<String, String> same = new HashMap<>();
        values.forEach(value -> same.put(value, value));
        return same;
    }

    /** A digit more at the end, but for zero, which would become another number with a leading zero. */
    private static Map<String, String> shifted(Collection<String> values, String digit) {
        Map<String, String> shifted = new HashMap<>();
        values.stream()
                .filter(value -> !value.equals("0") && !value.equals("-0"))
                .forEach(value -> shifted.put(value, value + digit));
        return shifted;
    }

    private static Map<String, String> unshifted(Collection<String> values) {
        Map<String, String> unshifted = new HashMap<>();
        values.stream()
                .filter(value -> value.endsWith("1") && !value.equals("0") && !value.equals("-0"))
                .forEach(value -> unshifted.put(value, value.substring(0, value.length() - 1)));
        return unshifted;
    }

    private static String rewrite(KeyDomain domain, Map<String, String> ids, String document, String path) {
        return rewriter(domain, ids, path).rewrite(List.of(document)).get(0);
    }

    private static DocumentRewriter rewriter(KeyDomain domain, Map<String, String> ids, String path) {
        return new DocumentRewriter(
                new ColumnRewrite.Document(List.of(new DocumentIds(JsonPath.parse(path), domain))),
                lookup(Map.of(domain, ids)));
    }

    private static ColumnRewrite.Document document(String path) {
        return new ColumnRewrite.Document(List.of(new DocumentIds(JsonPath.parse(path), ITEMS)));
    }

    private static Lookup lookup(Map<KeyDomain, Map<String, String>> maps) {
        return (domain, values) -> maps.getOrDefault(domain, Map.of());
    }
}
