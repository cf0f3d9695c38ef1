// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.DatabaseSchema;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A host may set its PostgreSQL connections as it likes: what is read and written is the same. */
class AdverseSettingsTest {

    private static final TableName THINGS = TableName.of("things");

    private final TestDatabase database = Engine.POSTGRES
            .create()
            .run(
                    "create type \"mood\" as enum ('a\\b', 'sad')",
                    "create table tenants (id text primary key)",
                    "create table things (id int primary key, tenant_id text references tenants, m mood, b bytea)",
                    "insert into tenants values ('back\\slash'), ('other')",
                    "insert into things values (1, 'back\\slash', 'a\\b', '\\x5c'), (2, 'other', 'sad', '\\x5c')",
                    // what an unqualified name finds where pg_catalog is searched last
                    "create function public.encode(bytea, text) returns text language sql as 'select ''wrong''::text'");

    private DatabaseSchema schema;
    private List<Row> rows;

    @BeforeEach
    void readWithoutAnySetting() {
        schema = database.tenantDatabase().schema();
        rows = rows();
        assertThat(rows).containsExactly(Row.of("1", "back\\slash", "a\\b", "5c"));
        database.connections().whenLending(connection -> {
            try (Statement statement = connection.createStatement()) {
                statement.execute("set standard_conforming_strings = off");
                statement.execute("set quote_all_identifiers = on");
                statement.execute("set search_path = public, pg_temp, pg_catalog");
                statement.execute("set session_replication_role = 'replica'");
                statement.execute("set transform_null_equals = on");
                statement.execute("set statement_timeout = '10min'");
                if (connection.getMetaData().getDatabaseMajorVersion() >= 17) {
                    statement.execute("set transaction_timeout = '20min'");
                }
            }
        });
    }

    private List<Row> rows() {
        Catalog catalog = database.catalog(
                CatalogDeclarations.builder().tenantTable("tenants").build());
        List<Row> read = new ArrayList<>();
        try (TenantReader reader = database.tenantDatabase().reader(catalog);
                RowStream stream = reader.rowsInBulk(THINGS, TenantId.of("back\\slash"))) {
            for (Row row = stream.next(); row != null; row = stream.next()) {
                read.add(row);
            }
        }
        return read;
    }

    @Test
    void schemaAndRowsReadTheSame() {
        assertThat(database.tenantDatabase().schema()).isEqualTo(schema);
        assertThat(rows()).isEqualTo(rows);
    }

    @Test
    void aLiteralMeansWhatItSays() {
        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.READ)) {
            assertThat(session.sql().select(DSL.inline("a\\b'c")).fetchSingle(0, String.class))
                    .isEqualTo("a\\b'c");
        }
    }

    @Test
    void noStatementIsTooLong() {
        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.READ)) {
            assertThat(session.sql()
                            .resultQuery("select setting from pg_settings"
                                    + " where name in ('statement_timeout', 'transaction_timeout')")
                            .fetch(0, String.class))
                    .isNotEmpty()
                    .containsOnly("0");
        }
    }

    @Test
    void foreignKeysAreEnforced() {
        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.WRITE)) {
            assertThatThrownBy(() -> session.sql().execute("insert into things values (3, 'nobody', null, null)"))
                    .hasMessageContaining("foreign key");
        }
    }

    /** Also where the host has a table of the same name, and has temporary tables searched after it. */
    @Test
    void aTemporaryTableIsFoundBeforeAnother() {
        try (JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.WRITE)) {
            session.sql().execute("create temporary table things (id int) on commit drop");

            assertThat(session.sql().fetchCount(DSL.table(DSL.name("things")))).isZero();
        }
    }
}
