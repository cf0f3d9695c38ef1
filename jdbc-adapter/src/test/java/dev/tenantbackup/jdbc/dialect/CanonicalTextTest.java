// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.discover.SchemaReader;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.Field;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Values become the text that {@code docs/types.md} promises, and come back from it exactly. */
class CanonicalTextTest {

    @TestFactory
    Stream<DynamicTest> everyPostgresTypeKeepsItsValues() {
        TestDatabase database = Engine.POSTGRES
                .create()
                .run(
                        "create extension citext",
                        "create extension hstore",
                        "create extension ltree",
                        "create type mood as enum ('happy', 'Happy', 'so so')",
                        "create domain email as text check (value like '%@%')");
        // what a connection comes with must not matter
        for (String setting : List.of(
                "timezone = 'Europe/Berlin'",
                "datestyle = 'German'",
                "intervalstyle = 'iso_8601'",
                "bytea_output = 'escape'",
                "extra_float_digits = 0",
                "xmloption = 'document'")) {
            String name = database.query("select current_database()").get(0);
            database.run("alter database " + name + " set " + setting);
        }
        return cases(database, TypeCase.postgres());
    }

    @TestFactory
    Stream<DynamicTest> everyH2TypeKeepsItsValues() {
        return cases(Engine.H2.create(), TypeCase.h2());
    }

    private static Stream<DynamicTest> cases(TestDatabase database, List<TypeCase> cases) {
        List<DynamicTest> tests = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            TypeCase type = cases.get(i);
            String table = "t" + i;
            tests.add(
                    DynamicTest.dynamicTest(database.engine() + " " + type.type(), () -> check(database, type, table)));
        }
        return tests.stream();
    }

    private static void check(TestDatabase database, TypeCase type, String name) {
        database.run(
                "create table " + name + " (id int primary key, v " + type.type() + ")",
                "create table " + name + "_copy (id int primary key, v " + type.type() + ")");
        int id = 0;
        List<String> expected = new ArrayList<>();
        for (String sql : type.texts().keySet()) {
            database.run("insert into " + name + " values (" + ++id + ", " + sql + ")");
            expected.add(type.texts().get(sql));
        }
        database.run("insert into " + name + " values (" + ++id + ", null)");
        expected.add(null);

        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.WRITE)) {
            TableName table = TableName.of(database.engine().name(name));
            TableName copy = TableName.of(database.engine().name(name + "_copy"));
            TableSchema schema = new SchemaReader(session).read().table(table);
            Column column = schema.column(database.engine().name("v"));
            assertThat(column.form()).isEqualTo(type.form());
            assertThat(column.type()).isEqualTo(type.type());

            List<String> texts = texts(session, table, column);
            assertThat(texts).isEqualTo(expected).doesNotHaveDuplicates();

            load(session, copy, column, texts);
            assertThat(texts(session, copy, column)).isEqualTo(texts);
            staged(session, column);
        }
    }

    /** A column declared with the discovered type takes the same values. */
    private static void staged(JdbcSession session, Column column) {
        session.sql()
                .execute(
                        session.dialect() instanceof H2Dialect
                                ? "create local temporary table staged (v " + column.type() + ") transactional"
                                : "create temporary table staged (v " + column.type() + ") on commit drop");
        session.sql().execute("drop table staged");
    }

    private static List<String> texts(JdbcSession session, TableName table, Column column) {
        Table<?> as = session.tables().asItself(table);
        Field<String> text = session.dialect().textOf(column, SqlTables.column(as, column.name()));
        Field<Object> id = SqlTables.column(as, column.name().equals("v") ? "id" : "ID");
        return session.sql().select(text).from(as).orderBy(id).fetch(0, String.class);
    }

    private static void load(JdbcSession session, TableName table, Column column, List<String> texts) {
        Dialect dialect = session.dialect();
        for (int i = 0; i < texts.size(); i++) {
            String text = texts.get(i);
            Field<?> value = dialect.valueOf(column, DSL.val(text == null ? null : dialect.bindable(column, text)));
            session.sql()
                    .execute(
                            "insert into {0} values ({1}, {2})",
                            session.tables().of(table), DSL.inline(i), value);
        }
    }
}
