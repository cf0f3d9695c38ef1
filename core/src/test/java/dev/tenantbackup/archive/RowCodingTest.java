// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.SourceDataException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowCodingTest {

    private static final TableName TABLE = TableName.of("t");
    private static final int SEEDS = Boolean.getBoolean("tenantbackup.thorough") ? 20_000 : 1_000;

    @Test
    void whateverIsEncodedIsDecodedAsItWas() {
        for (long seed = 0; seed < SEEDS; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            RowEncoder encoder = new RowEncoder(TABLE, columns, List.of());
            RowDecoder decoder = new RowDecoder(TABLE, columns);
            for (Row row : random.rows(columns, 10)) {
                byte[] bytes = encoder.encode(row);
                assertThat(decoder.decode(bytes)).as("seed %d", seed).isEqualTo(row);
                assertThat(bytes).as("seed %d", seed).doesNotContain('\n');
            }
        }
    }

    @Test
    void differentRowsHaveDifferentBytes() {
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            RowEncoder encoder = new RowEncoder(TABLE, columns, List.of());
            Map<String, Row> seen = new HashMap<>();
            for (Row row : random.rows(columns, 50)) {
                String bytes = HexFormat.of().formatHex(encoder.encode(row));
                Row before = seen.putIfAbsent(bytes, row);
                assertThat(before == null || before.equals(row))
                        .as("seed %d", seed)
                        .isTrue();
            }
        }
    }

    @Test
    void anyJsonParserReadsTheSameTexts() throws Exception {
        ObjectMapper jackson = new ObjectMapper();
        for (long seed = 0; seed < SEEDS / 10; seed++) {
            RandomRows random = new RandomRows(seed);
            List<Column> columns = random.columns();
            RowEncoder encoder = new RowEncoder(TABLE, columns, List.of());
            for (Row row : random.rows(columns, 10)) {
                JsonNode json = jackson.readTree(encoder.encode(row));
                assertThat(json.size()).isEqualTo(columns.size());
                for (int i = 0; i < columns.size(); i++) {
                    JsonNode value = json.get(columns.get(i).name());
                    if (row.value(i) == null) {
                        assertThat(value.isNull()).as("seed %d", seed).isTrue();
                    } else if (value.isTextual() && columns.get(i).form() != ValueForm.BINARY) {
                        assertThat(value.textValue()).as("seed %d", seed).isEqualTo(row.value(i));
                    }
                }
            }
        }
    }

    @Nested
    class Numbers {

        @ParameterizedTest
        @ValueSource(strings = {"0", "-0", "12.50", "1E+3", "1e-7", "-0.0", "9223372036854775808", "1E400", "0.10"})
        void keepEveryCharacter(String number) {
            assertThat(encoded(ValueForm.NUMBER, number)).isEqualTo("{\"v\":" + number + "}");
            assertThat(decoded(ValueForm.NUMBER, "{\"v\":" + number + "}")).isEqualTo(number);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "NaN",
                    "Infinity",
                    "-Infinity",
                    "007",
                    "-01",
                    "+1",
                    ".5",
                    "1.",
                    "1.e3",
                    "1e",
                    "0x1",
                    "",
                    "-",
                    "١"
                })
        void areStringsWhereJsonHasNoSuchNumber(String number) {
            assertThat(encoded(ValueForm.NUMBER, number)).isEqualTo("{\"v\":\"" + number + "\"}");
            assertThat(decoded(ValueForm.NUMBER, "{\"v\":\"" + number + "\"}")).isEqualTo(number);
        }

        @Test
        void keepMoreDigitsThanAnyParserWouldTake() {
            String number = "1" + "0".repeat(100_000) + ".5";
            assertThat(decoded(ValueForm.NUMBER, encoded(ValueForm.NUMBER, number)))
                    .isEqualTo(number);
        }
    }

    @Nested
    class Values {

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '\u0001',
                value = {
                    "TEXT|null|{\"v\":\"null\"}",
                    "JSON|null|{\"v\":\"null\"}",
                    "JSON|{\"a\": 12.50}|{\"v\":\"{\\\"a\\\": 12.50}\"}",
                    "BOOLEAN|true|{\"v\":true}",
                    "BINARY|00ff10|{\"v\":\"AP8Q\"}",
                    "BINARY|00|{\"v\":\"AA==\"}",
                    "UUID|0f8fad5b-d9cb-469f-a165-70867728950e|{\"v\":\"0f8fad5b-d9cb-469f-a165-70867728950e\"}",
                })
        void haveTheDocumentedForm(ValueForm form, String text, String json) {
            assertThat(encoded(form, text)).isEqualTo(json);
            assertThat(decoded(form, json)).isEqualTo(text);
        }

        @ParameterizedTest
        @EnumSource(names = "UNSUPPORTED", mode = EnumSource.Mode.EXCLUDE)
        void tellNullFromEverythingElse(ValueForm form) {
            assertThat(encoded(form, null)).isEqualTo("{\"v\":null}");
            assertThat(decoded(form, "{\"v\":null}")).isNull();
        }

        @Test
        void escapeWhatMustBeEscapedAndNothingElse() {
            assertThat(encoded(ValueForm.TEXT, "\"\\/\b\f\n\r\t\u0000\u001F\u007F\u2028é😀"))
                    .isEqualTo("{\"v\":\"\\\"\\\\/\\b\\f\\n\\r\\t\\u0000\\u001F\u007F\u2028é😀\"}");
        }
    }

    @Nested
    class Refusals {

        @ParameterizedTest
        @ValueSource(strings = {"\uD800", "a\uDC00b", "\uD83D", "\uDE00\uD83D", "\uD83D\uD83D\uDE00"})
        void ofUnpairedSurrogatesNameTableColumnAndKey(String text) {
            List<Column> columns = List.of(column("id", ValueForm.NUMBER), column("name", ValueForm.TEXT));
            RowEncoder encoder = new RowEncoder(TableName.of("menus"), columns, List.of("id"));

            assertThatThrownBy(() -> encoder.encode(Row.of("4711", text)))
                    .isInstanceOfSatisfying(SourceDataException.class, e -> {
                        assertThat(e.problem().table()).contains(TableName.of("menus"));
                        assertThat(e.problem().key()).contains(RowKey.of("id", "4711"));
                    })
                    .hasMessageContaining("table 'menus'")
                    .hasMessageContaining("column 'name'")
                    .hasMessageContaining("(id=4711)")
                    .hasMessageContaining("unpaired surrogate");
        }

        @ParameterizedTest
        @CsvSource({
            "BOOLEAN,t",
            "BOOLEAN,TRUE",
            "BOOLEAN,1",
            "BINARY,0",
            "BINARY,FF",
            "BINARY,0g",
            "BINARY,\\x00",
            "UUID,0F8FAD5B-D9CB-469F-A165-70867728950E",
            "UUID,0f8fad5bd9cb469fa16570867728950e",
            "UUID,x"
        })
        void ofTextsThatAreNotCanonical(ValueForm form, String text) {
            assertThatThrownBy(() -> encoded(form, text))
                    .isInstanceOf(SourceDataException.class)
                    .hasMessageContaining("the value of column 'v' is not a canonical");
        }

        @Test
        void ofTypesThatCantBeCarried() {
            assertThatThrownBy(() -> new RowEncoder(
                            TABLE, List.of(Column.of("p", "point", ValueForm.UNSUPPORTED, true)), List.of()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'p'")
                    .hasMessageContaining("point");
        }

        @Test
        void ofRowsOfAnotherLength() {
            RowEncoder encoder = new RowEncoder(TABLE, List.of(column("a", ValueForm.TEXT)), List.of());
            assertThatThrownBy(() -> encoder.encode(Row.of("1", "2"))).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Nested
    class Decoding {

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "",
                    "{",
                    "}",
                    "{}",
                    "{\"v\":1",
                    "{\"v\":1}}",
                    " {\"v\":1}",
                    "{ \"v\":1}",
                    "{\"v\": 1}",
                    "{\"v\":1 }",
                    "{\"V\":1}",
                    "{\"v\":1,\"v\":1}",
                    "{\"v\":1,\"w\":1}",
                    "{\"\\u0076\":1}",
                    "[1]",
                    "{\"v\":}",
                    "{\"v\":+1}",
                    "{\"v\":01}",
                    "{\"v\":NaN}",
                    "{\"v\":true}",
                    "{\"v\":\"1\"}",
                    "{\"v\":nul}",
                    "{\"v\":NULL}",
                    "{\"v\":{}}",
                    "{\"v\":[]}",
                    "{\"v\":1},",
                    "{\"v\":\"NaN}"
                })
        void takesOneSpellingOnlyOfANumber(String json) {
            assertRefused(ValueForm.NUMBER, json);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "{\"v\":x}",
                    "{\"v\":\"x}",
                    "{\"v\":\"\\/\"}",
                    "{\"v\":\"\\u0041\"}",
                    "{\"v\":\"\\u000a\"}",
                    "{\"v\":\"\\u000A\"}",
                    "{\"v\":\"\\u001f\"}",
                    "{\"v\":\"\\u001\"}",
                    "{\"v\":\"\\x\"}",
                    "{\"v\":\"\\",
                    "{\"v\":\"\\\"}",
                    "{\"v\":\"\t\"}",
                    "{\"v\":\"a\\n\t\"}",
                    "{\"v\":\"\\ud83d\\ude00\"}",
                    "{\"v\":\"\"x}",
                    "{\"v\":1}",
                    "{\"v\":\"\\u"
                })
        void takesOneSpellingOnlyOfAText(String json) {
            assertRefused(ValueForm.TEXT, json);
        }

        @ParameterizedTest
        @ValueSource(strings = {"80", "C0AF", "EDA080", "F4908080", "E28", "C3", "61C3", "FF"})
        void refusesBytesThatAreNotUtf8(String hex) {
            byte[] middle = HexFormat.of().parseHex(hex.length() % 2 == 0 ? hex : hex + "0");
            for (String before : List.of("", "\\n")) {
                byte[] start = ("{\"v\":\"" + before).getBytes(StandardCharsets.US_ASCII);
                byte[] bytes = new byte[start.length + middle.length + 2];
                System.arraycopy(start, 0, bytes, 0, start.length);
                System.arraycopy(middle, 0, bytes, start.length, middle.length);
                bytes[bytes.length - 2] = '"';
                bytes[bytes.length - 1] = '}';
                RowDecoder decoder = new RowDecoder(TABLE, List.of(column("v", ValueForm.TEXT)));
                assertThatThrownBy(() -> decoder.decode(bytes)).isInstanceOf(ArchiveException.class);
            }
        }

        @ParameterizedTest
        @ValueSource(strings = {"AA", "AA=", "AB==", "A", "A A=", "AA==\\n", "-_8=", "AAA=AAA="})
        void takesOneSpellingOnlyOfBinary(String base64) {
            assertRefused(ValueForm.BINARY, "{\"v\":\"" + base64 + "\"}");
        }

        @ParameterizedTest
        @ValueSource(strings = {"{\"v\":True}", "{\"v\":\"true\"}", "{\"v\":1}", "{\"v\":truefalse}"})
        void takesOneSpellingOnlyOfBooleans(String json) {
            assertRefused(ValueForm.BOOLEAN, json);
        }

        @Test
        void saysWhichColumnIsWrongAndNotWhatItHolds() {
            assertThatThrownBy(() -> decoded(ValueForm.NUMBER, "{\"v\":secret}"))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("column 'v' is not a number")
                    .hasMessageNotContaining("secret");
        }

        @Test
        void ofRandomlyChangedBytesGivesTheirRowOrRefuses() {
            for (long seed = 0; seed < SEEDS; seed++) {
                RandomRows random = new RandomRows(seed);
                List<Column> columns = random.columns();
                RowEncoder encoder = new RowEncoder(TABLE, columns, List.of());
                RowDecoder decoder = new RowDecoder(TABLE, columns);
                byte[] bytes = encoder.encode(random.row(columns));
                java.util.Random positions = new java.util.Random(seed);
                for (int i = 0; i < 20; i++) {
                    byte[] changed = bytes.clone();
                    changed[positions.nextInt(changed.length)] ^= (byte) (1 << positions.nextInt(8));
                    Row row;
                    try {
                        row = decoder.decode(changed);
                    } catch (ArchiveException e) {
                        continue;
                    }
                    assertThat(encoder.encode(row)).as("seed %d", seed).isEqualTo(changed);
                }
            }
        }

        private void assertRefused(ValueForm form, String json) {
            assertThatThrownBy(() -> decoded(form, json)).isInstanceOf(ArchiveException.class);
        }
    }

    private static Column column(String name, ValueForm form) {
        return Column.of(name, "type", form, true);
    }

    private static String encoded(ValueForm form, String value) {
        return new String(
                new RowEncoder(TABLE, List.of(column("v", form)), List.of()).encode(Row.of(value)),
                StandardCharsets.UTF_8);
    }

    private static String decoded(ValueForm form, String json) {
        return new RowDecoder(TABLE, List.of(column("v", form)))
                .decode(json.getBytes(StandardCharsets.UTF_8))
                .value(0);
    }
}
