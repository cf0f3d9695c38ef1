// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.discover.SchemaReader;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.KeyOrder;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.TableSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Table;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rows come in the order in which Java compares their keys, whatever the column's type and collation. */
class KeyOrderTest {

    private static final Comparator<@Nullable String> BY_BYTES = Comparator.nullsFirst((left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8)));
    private static final Comparator<@Nullable String> BY_VALUE = Comparator.nullsFirst(KeyOrder::compareNumbers);

    private static final List<String> ODD_TEXTS = List.of(
            "a", "A", "b", "B", "Z", "z", "_", "-", "-a", "_a", "a-b", "a_b", "ab", "a b", " a", "a ", "", "é", "e",
            "É", "café", "cafe", "0", "10", "9", "ß", "ss", "ﬀ", "\uFFFD", "😀", "a😀", "a\u00a0", "~", "!", "a!", "ä",
            "İ", "ı");

    static Stream<Arguments> keys() {
        List<String> numbers = List.of("-2", "-10", "0", "9", "10", "100", "2");
        List<String> uuids = List.of(
                "00000000-0000-0000-0000-000000000001",
                "7fffffff-ffff-ffff-ffff-ffffffffffff",
                "80000000-0000-0000-0000-000000000000",
                "ffffffff-0000-0000-0000-000000000000",
                "a0eebc99-9c0b-4ef8-bb6d-6bb9bd380a11",
                "a0eebc99-9c0b-4ef8-0b6d-6bb9bd380a11",
                "a0eebc99-9c0b-1ef8-bb6d-6bb9bd380a11");
        return Stream.of(Engine.values())
                .flatMap(engine -> Stream.of(
                        Arguments.of(engine, "varchar(50)", ODD_TEXTS, BY_BYTES),
                        Arguments.of(
                                engine, engine.pick("varchar_ignorecase", "text"), List.of("b", "A", "c"), BY_BYTES),
                        Arguments.of(engine, "char(3)", List.of("b", "A", "a", "_", "-", "é"), BY_BYTES),
                        Arguments.of(engine, "uuid", uuids, BY_BYTES),
                        Arguments.of(engine, "bigint", numbers, BY_VALUE),
                        Arguments.of(engine, "smallint", numbers, BY_VALUE),
                        Arguments.of(
                                engine,
                                engine.pick("numeric(10,3)", "numeric"),
                                List.of("-2.5", "-10", "0", "9", "10", "0.050", "100.125", "2"),
                                BY_VALUE),
                        Arguments.of(
                                engine,
                                "double precision",
                                List.of("-2.5", "1e30", "-1e30", "0", "-Infinity", "Infinity", "NaN", "1e-30"),
                                BY_VALUE),
                        Arguments.of(engine, "date", List.of("2026-01-01", "1999-12-31", "0800-01-01"), BY_BYTES),
                        Arguments.of(
                                engine,
                                "timestamp with time zone",
                                List.of("2026-03-29 02:30:00+02", "2026-03-29 01:00:00+00", "2025-01-01 00:00:00.5+00"),
                                BY_BYTES),
                        Arguments.of(engine, "boolean", List.of("true", "false"), BY_BYTES)));
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("keys")
    void rowsOfATableWithAKey(
            Engine engine, String type, List<String> values, Comparator<@Nullable String> comparator) {
        TestDatabase database = engine.create().run("create table t (k " + type + " primary key)");
        insert(database, values);

        List<@Nullable String> inDatabase = firstColumn(database);

        List<@Nullable String> inJava = shuffled(inDatabase);
        inJava.sort(comparator);
        assertThat(inDatabase).hasSize(values.size()).isEqualTo(inJava);
    }

    @ParameterizedTest
    @EnumSource
    void nullsComeFirst(Engine engine) {
        TestDatabase database = engine.create().run("create table t (k varchar(50))");
        insert(database, ODD_TEXTS);
        database.run("insert into t values (null)", "insert into t values ('a')", "insert into t values (null)");

        List<@Nullable String> inDatabase = firstColumn(database);

        List<@Nullable String> inJava = shuffled(inDatabase);
        inJava.sort(BY_BYTES);
        assertThat(inDatabase).hasSize(ODD_TEXTS.size() + 3).isEqualTo(inJava);
    }

    @ParameterizedTest
    @EnumSource
    void withoutAKeyNumbersAreOrderedByTheirTextToo(Engine engine) {
        TestDatabase database = engine.create().run("create table t (k numeric(10,1))");
        insert(database, List.of("9", "10", "-1", "2.5", "100"));

        assertThat(firstColumn(database)).containsExactly("-1.0", "10.0", "100.0", "2.5", "9.0");
    }

    private static void insert(TestDatabase database, List<String> values) {
        database.run(values.stream()
                .map(value -> "insert into t values (cast('" + value + "' as " + type(database) + "))")
                .toArray(String[]::new));
    }

    private static String type(TestDatabase database) {
        return database.tenantDatabase()
                .schema()
                .tables()
                .get(0)
                .columns()
                .get(0)
                .type();
    }

    private static List<@Nullable String> shuffled(List<@Nullable String> values) {
        List<@Nullable String> copy = new ArrayList<>(values);
        Collections.reverse(copy);
        return copy;
    }

    private static List<@Nullable String> firstColumn(TestDatabase database) {
        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.READ)) {
            TableSchema schema = new SchemaReader(session).read().tables().get(0);
            TableName name = schema.name();
            Table<?> as = session.tables().asItself(name);
            TableRows rows = new TableRows(session.dialect(), schema, as);
            return session.sql()
                    .select(rows.texts())
                    .from(as)
                    .orderBy(rows.order())
                    .fetch(0, String.class);
        }
    }
}
