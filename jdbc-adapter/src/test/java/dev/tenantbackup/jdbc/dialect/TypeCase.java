// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import dev.tenantbackup.schema.ValueForm;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A column type with values of which no two may have the same canonical text.
 *
 * @param type as declared
 * @param form what it must be mapped to
 * @param texts the canonical text by the SQL that makes the value
 */
record TypeCase(String type, ValueForm form, Map<String, String> texts) {

    /** Values given as alternating SQL and text. */
    static TypeCase of(String type, ValueForm form, String... sqlAndText) {
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < sqlAndText.length; i += 2) {
            texts.put(sqlAndText[i], sqlAndText[i + 1]);
        }
        return new TypeCase(type, form, texts);
    }

    /** Values whose text is also how they are written, as a quoted literal. */
    static TypeCase literal(String type, ValueForm form, String... texts) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String text : texts) {
            values.put("'" + text.replace("'", "''") + "'", text);
        }
        return new TypeCase(type, form, values);
    }

    @Override
    public String toString() {
        return type;
    }

    static List<TypeCase> postgres() {
        return List.of(
                literal("smallint", ValueForm.NUMBER, "1", "-32768"),
                literal("integer", ValueForm.NUMBER, "1", "-2147483648"),
                literal("bigint", ValueForm.NUMBER, "1", "-9223372036854775808"),
                literal(
                        "numeric",
                        ValueForm.NUMBER,
                        "12.50",
                        "12.5",
                        "0.00",
                        "0",
                        "-1",
                        "1000",
                        "NaN",
                        "Infinity",
                        "-Infinity",
                        "123456789012345678901234567890.123456789"),
                literal("numeric(10,2)", ValueForm.NUMBER, "12.50", "-12.50", "0.00"),
                literal("real", ValueForm.NUMBER, "0.1", "-0", "0", "1e+20", "3.4028235e+38", "NaN", "-Infinity"),
                literal(
                        "double precision",
                        ValueForm.NUMBER,
                        "0.1",
                        "0.30000000000000004",
                        "-0",
                        "0",
                        "1e+100",
                        "5e-324",
                        "NaN",
                        "Infinity"),
                literal("boolean", ValueForm.BOOLEAN, "true", "false"),
                literal("uuid", ValueForm.UUID, "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                of("bytea", ValueForm.BINARY, "'\\x00ff0a5c'", "00ff0a5c", "''", "", "'\\x00'", "00"),
                literal(
                        "json",
                        ValueForm.JSON,
                        "{\"a\":1.50}",
                        "{\"a\":1.5}",
                        "{ \"a\":1.50}",
                        "null",
                        "{\"a\":1,\"a\":2}"),
                literal("jsonb", ValueForm.JSON, "{\"a\": 1.50}", "{\"a\": 1.5}", "null", "\"null\""),
                literal(
                        "text",
                        ValueForm.TEXT,
                        "Menu",
                        "menu",
                        "menu ",
                        " menu",
                        "café",
                        "cafe",
                        "",
                        "it's",
                        "a\nb",
                        "😀"),
                literal("character varying(30)", ValueForm.TEXT, "Menu", "menu", "menu ", ""),
                of("character(5)", ValueForm.TEXT, "'a'", "a    ", "'A'", "A    ", "''", "     "),
                literal("bpchar", ValueForm.TEXT, "a ", "a", "A"),
                literal("name", ValueForm.TEXT, "Menu", "menu"),
                literal("citext", ValueForm.TEXT, "Menu", "menu", "menu "),
                literal("date", ValueForm.TEXT, "2026-02-28", "0044-03-15 BC", "infinity"),
                literal("time without time zone", ValueForm.TEXT, "23:59:59.999999", "23:59:59", "24:00:00"),
                literal("time with time zone", ValueForm.TEXT, "12:00:00+00", "14:00:00+02", "12:00:00.000001-05:30"),
                literal(
                        "timestamp without time zone",
                        ValueForm.TEXT,
                        "2026-03-29 02:30:00",
                        "2026-03-29 02:30:00.000001",
                        "0044-03-15 00:00:00 BC",
                        "-infinity"),
                literal("timestamp(3) without time zone", ValueForm.TEXT, "2026-03-29 02:30:00.123"),
                of(
                        "timestamp with time zone",
                        ValueForm.TEXT,
                        "'2026-03-29 02:30:00.000001+02'",
                        "2026-03-29 00:30:00.000001+00",
                        "'2026-10-25 02:30:00+01'",
                        "2026-10-25 01:30:00+00",
                        "'infinity'",
                        "infinity"),
                literal(
                        "interval",
                        ValueForm.TEXT,
                        "1 mon",
                        "30 days",
                        "24:00:00",
                        "1 day",
                        "-1 years -2 mons +3 days -04:05:06.789"),
                literal("money", ValueForm.TEXT, "$12.50", "-$1,234.56"),
                literal("bit(4)", ValueForm.TEXT, "0101", "1010"),
                literal("bit varying(8)", ValueForm.TEXT, "0101", "00101", ""),
                of(
                        "xml",
                        ValueForm.TEXT,
                        "'<a>1</a>'",
                        "<a>1</a>",
                        "'<a> 1</a>'",
                        "<a> 1</a>",
                        "xmlparse(content 'text <b/> only')",
                        "text <b/> only"),
                literal("jsonpath", ValueForm.TEXT, "$.\"a\"[*]"),
                literal("hstore", ValueForm.TEXT, "\"a\"=>\"1\", \"b\"=>NULL", "\"a\"=>\"1 \""),
                literal("ltree", ValueForm.TEXT, "Top.Science", "top.Science"),
                literal("inet", ValueForm.TEXT, "192.168.1.5/32", "192.168.1.5/24", "::1/128"),
                literal("cidr", ValueForm.TEXT, "192.168.1.0/24", "192.168.0.0/16"),
                literal("macaddr", ValueForm.TEXT, "08:00:2b:01:02:03"),
                literal("macaddr8", ValueForm.TEXT, "08:00:2b:01:02:03:04:05"),
                literal("point", ValueForm.TEXT, "(0.1,-2)", "(0.1,2)"),
                literal("line", ValueForm.TEXT, "{1,-1,0}"),
                literal("lseg", ValueForm.TEXT, "[(0,0),(1,1)]"),
                literal("box", ValueForm.TEXT, "(1,1),(0,0)"),
                literal("path", ValueForm.TEXT, "[(0,0),(1,1)]", "((0,0),(1,1))"),
                literal("polygon", ValueForm.TEXT, "((0,0),(1,1),(2,0))"),
                literal("circle", ValueForm.TEXT, "<(0,0),1.5>"),
                literal("tsvector", ValueForm.TEXT, "'a':1A 'fat':2B,4C", "'a' 'fat'"),
                literal("tsquery", ValueForm.TEXT, "'fat' & ( 'rat' | 'cat' )"),
                literal("mood", ValueForm.TEXT, "happy", "Happy", "so so"),
                literal("email", ValueForm.TEXT, "A@b.c", "a@b.c"),
                literal("int4range", ValueForm.TEXT, "[1,5)", "empty", "(,5)"),
                literal("numrange", ValueForm.TEXT, "[1.50,5]", "[1.5,5]"),
                literal("tstzrange", ValueForm.TEXT, "[\"2026-03-29 00:30:00+00\",)"),
                literal("int4multirange", ValueForm.TEXT, "{[1,3),[5,7)}"),
                literal("integer[]", ValueForm.TEXT, "{1,NULL,3}", "{}", "{{1,2},{3,4}}", "[0:1]={1,2}"),
                literal("text[]", ValueForm.TEXT, "{a,A,\"a \",\"\",NULL,\"NULL\",\"x,\\\"y\\\\\"}", "{a}"),
                literal("numeric(10,2)[]", ValueForm.TEXT, "{1.50}", "{1.50,NULL}"),
                literal("bytea[]", ValueForm.TEXT, "{\"\\\\x00ff\"}"),
                literal("timestamp with time zone[]", ValueForm.TEXT, "{\"2026-03-29 00:30:00+00\"}"),
                literal("mood[]", ValueForm.TEXT, "{happy,\"so so\"}"));
    }

    static List<TypeCase> h2() {
        return List.of(
                of("TINYINT", ValueForm.NUMBER, "5", "5", "-128", "-128"),
                of("SMALLINT", ValueForm.NUMBER, "5", "5"),
                of("INTEGER", ValueForm.NUMBER, "5", "5"),
                of("BIGINT", ValueForm.NUMBER, "5", "5", "-9223372036854775808", "-9223372036854775808"),
                of("NUMERIC(10, 2)", ValueForm.NUMBER, "12.5", "12.50", "-12.5", "-12.50", "0", "0.00"),
                of(
                        "DECFLOAT(20)",
                        ValueForm.NUMBER,
                        "12.5",
                        "12.5",
                        "CAST('1E+30' AS DECFLOAT)",
                        "1E+30",
                        "CAST('NaN' AS DECFLOAT)",
                        "NaN"),
                of(
                        "REAL",
                        ValueForm.NUMBER,
                        "CAST('0.1' AS REAL)",
                        "0.1",
                        "CAST('NaN' AS REAL)",
                        "NaN",
                        "CAST('-Infinity' AS REAL)",
                        "-Infinity"),
                of(
                        "DOUBLE PRECISION",
                        ValueForm.NUMBER,
                        "CAST('0.1' AS DOUBLE PRECISION)",
                        "0.1",
                        "CAST('0.30000000000000004' AS DOUBLE PRECISION)",
                        "0.30000000000000004",
                        "CAST('1e100' AS DOUBLE PRECISION)",
                        "1.0E100"),
                of("BOOLEAN", ValueForm.BOOLEAN, "TRUE", "true", "FALSE", "false"),
                of(
                        "UUID",
                        ValueForm.UUID,
                        "UUID 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11'",
                        "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11"),
                of("BINARY(3)", ValueForm.BINARY, "X'00ff0a'", "00ff0a"),
                of("BINARY VARYING(9)", ValueForm.BINARY, "X'00ff'", "00ff", "X''", ""),
                of("BINARY LARGE OBJECT", ValueForm.BINARY, "X'00ff'", "00ff", "X''", ""),
                of(
                        "JSON",
                        ValueForm.JSON,
                        "JSON '{\"b\":1.50,\"a\":[1,2]}'",
                        "{\"b\":1.50,\"a\":[1,2]}",
                        "JSON 'null'",
                        "null",
                        "JSON '\"null\"'",
                        "\"null\"",
                        "JSON '1.5'",
                        "1.5",
                        "JSON '1.50'",
                        "1.50"),
                of("CHARACTER(5)", ValueForm.TEXT, "'a'", "a    ", "'A'", "A    "),
                literal(
                        "CHARACTER VARYING(30)",
                        ValueForm.TEXT,
                        "Menu",
                        "menu",
                        "menu ",
                        " menu",
                        "café",
                        "cafe",
                        "",
                        "😀"),
                literal("VARCHAR_IGNORECASE(30)", ValueForm.TEXT, "Menu", "menu", "menu "),
                literal("CHARACTER LARGE OBJECT", ValueForm.TEXT, "Menu", "menu", "menu ", ""),
                of("DATE", ValueForm.TEXT, "DATE '2026-02-28'", "2026-02-28", "DATE '-0044-03-15'", "-0044-03-15"),
                of(
                        "TIME(9)",
                        ValueForm.TEXT,
                        "TIME '23:59:59.123456789'",
                        "23:59:59.123456789",
                        "TIME '01:02:03'",
                        "01:02:03"),
                of(
                        "TIME WITH TIME ZONE",
                        ValueForm.TEXT,
                        "TIME WITH TIME ZONE '12:00:00+00'",
                        "12:00:00+00",
                        "TIME WITH TIME ZONE '14:00:00+02'",
                        "14:00:00+02"),
                of("TIMESTAMP", ValueForm.TEXT, "TIMESTAMP '2026-03-29 02:30:00.000001'", "2026-03-29 02:30:00.000001"),
                of(
                        "TIMESTAMP(9)",
                        ValueForm.TEXT,
                        "TIMESTAMP '2026-03-29 02:30:00.000000001'",
                        "2026-03-29 02:30:00.000000001"),
                of(
                        "TIMESTAMP(6) WITH TIME ZONE",
                        ValueForm.TEXT,
                        "TIMESTAMP WITH TIME ZONE '2026-03-29 02:30:00.5+02'",
                        "2026-03-29 02:30:00.5+02",
                        "TIMESTAMP WITH TIME ZONE '2026-03-29 00:30:00.5+00'",
                        "2026-03-29 00:30:00.5+00",
                        "TIMESTAMP WITH TIME ZONE '2026-03-29 00:30:00.5-05:30'",
                        "2026-03-29 00:30:00.5-05:30"),
                of("INTERVAL YEAR", ValueForm.TEXT, "INTERVAL '5' YEAR", "INTERVAL '5' YEAR"),
                of(
                        "INTERVAL YEAR TO MONTH",
                        ValueForm.TEXT,
                        "INTERVAL '-1-2' YEAR TO MONTH",
                        "INTERVAL '-1-2' YEAR TO MONTH"),
                of(
                        "INTERVAL DAY TO SECOND",
                        ValueForm.TEXT,
                        "INTERVAL '1 02:03:04.5' DAY TO SECOND",
                        "INTERVAL '1 02:03:04.5' DAY TO SECOND"),
                literal("ENUM('happy', 'so so', 'b''c')", ValueForm.TEXT, "happy", "so so", "b'c"),
                of("INTEGER ARRAY", ValueForm.TEXT, "ARRAY[1, NULL, 3]", "[\"1\",null,\"3\"]", "ARRAY[]", "[]"),
                of(
                        "CHARACTER VARYING(20) ARRAY",
                        ValueForm.TEXT,
                        "ARRAY['a', 'A']",
                        "[\"a\",\"A\"]",
                        "ARRAY['a', 'A', 'a ', '', NULL, 'null', 'x,\"y\\', U&'\\000a\\0001é']",
                        "[\"a\",\"A\",\"a \",\"\",null,\"null\",\"x,\\\"y\\\\\",\"\\n\\u0001é\"]"),
                of("NUMERIC(10, 2) ARRAY", ValueForm.TEXT, "ARRAY[1.5]", "[\"1.50\"]"),
                of("BOOLEAN ARRAY", ValueForm.TEXT, "ARRAY[TRUE, FALSE]", "[\"TRUE\",\"FALSE\"]"),
                of(
                        "UUID ARRAY",
                        ValueForm.TEXT,
                        "ARRAY[UUID 'A0EEBC99-9C0B-4EF8-BB6D-6BB9BD380A11']",
                        "[\"a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11\"]"),
                of(
                        "TIMESTAMP(3) WITH TIME ZONE ARRAY[5]",
                        ValueForm.TEXT,
                        "ARRAY[TIMESTAMP WITH TIME ZONE '2026-03-29 02:30:00.5+02']",
                        "[\"2026-03-29 02:30:00.5+02\"]"),
                of(
                        "INTEGER ARRAY ARRAY",
                        ValueForm.TEXT,
                        "ARRAY[ARRAY[1, 2], ARRAY[], NULL]",
                        "[[\"1\",\"2\"],[],null]"));
    }
}
