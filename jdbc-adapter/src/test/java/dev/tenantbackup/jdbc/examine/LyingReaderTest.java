// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.examine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogDeclarations;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.engine.Engine;
import dev.tenantbackup.jdbc.engine.TestDatabase;
import dev.tenantbackup.jdbc.extract.JdbcTenantReader;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.verify.OwnershipVerifier;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * If the rows that are read were the wrong ones, every check that reads them the same way would agree. This one doesn't:
 * a reader that leaves a row out, or gives one too many, is found out in tables of every ownership.
 */
class LyingReaderTest {

    private static final TenantId ONE = TenantId.of(1);
    private static final TenantId TWO = TenantId.of(2);

    private static final String[] TABLES = {
        "create table shops (id bigint primary key, name varchar(20))",
        "create table files (id bigint primary key, name varchar(20))",
        "create table items (id bigint primary key, shop_id bigint not null references shops, file_id bigint references files)",
        "create table parts (id bigint primary key, item_id bigint not null references items)",
        "create table marks (item_id bigint not null references items, mark varchar(20))",
        "create table memos (id bigint primary key, shop_id bigint, item_id bigint references items)",
        "insert into shops values (1, 'shop'), (2, 'shop')",
        "insert into files values (11, 'f'), (21, 'f')",
        "insert into items values (11, 1, 11), (12, 1, null), (21, 2, 21), (22, 2, null)",
        "insert into parts values (11, 11), (12, 12), (21, 21), (22, 22)",
        "insert into marks values (11, null), (12, 'm'), (12, 'm'), (21, null), (22, 'm')",
        "insert into memos values (11, 1, null), (12, null, 12), (21, 2, null), (22, null, 22)"
    };

    private static final CatalogDeclarations DECLARATIONS = CatalogDeclarations.builder()
            .tenantTable("shops")
            .table("files", files -> files.ownedByReferrers())
            .table("memos", memos -> memos.ownedByColumn("shop_id", "item_id"))
            .build();

    @ParameterizedTest
    @EnumSource
    void truthIsSound(Engine engine) {
        assertThat(problems(engine, "", "", "")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsLeftOutIsMissed(Engine engine) {
        assertThat(problems(engine, "parts", "12", "")).containsExactly("MISSED 1 parts 12");
        assertThat(problems(engine, "memos", "11", "")).containsExactly("MISSED 1 memos 11");
        assertThat(problems(engine, "memos", "12", "")).containsExactly("MISSED 1 memos 12");
        assertThat(problems(engine, "marks", "12", "")).containsExactly("MISSED 2 marks 12");
        assertThat(problems(engine, "files", "11", "")).containsExactly("MISSED 1 items 11");
        assertThat(problems(engine, "items", "12", ""))
                .containsExactlyInAnyOrder(
                        "MISSED 1 items 12",
                        "UNFOUNDED 1 parts 12",
                        "AMBIGUOUS 1 parts 12",
                        "UNFOUNDED 2 marks 12",
                        "AMBIGUOUS 2 marks 12",
                        "UNFOUNDED 1 memos 12",
                        "AMBIGUOUS 1 memos 12");
    }

    @ParameterizedTest
    @EnumSource
    void rowThatIsOneTooManyIsUnfounded(Engine engine) {
        assertThat(problems(engine, "parts", "", "21"))
                .containsExactlyInAnyOrder("UNFOUNDED 1 parts 21", "AMBIGUOUS 1 parts 21");
        assertThat(problems(engine, "memos", "", "21")).containsExactly("UNFOUNDED 1 memos 21");
        assertThat(problems(engine, "memos", "", "22"))
                .containsExactlyInAnyOrder("UNFOUNDED 1 memos 22", "AMBIGUOUS 1 memos 22");
        assertThat(problems(engine, "marks", "", "22"))
                .containsExactlyInAnyOrder("UNFOUNDED 1 marks 22", "AMBIGUOUS 1 marks 22");
        assertThat(problems(engine, "files", "", "21"))
                .containsExactlyInAnyOrder("UNFOUNDED 1 files 21", "AMBIGUOUS 1 items 21");
    }

    /**
     * What is said of a reader that lies about one table.
     *
     * @param without the first value of rows that it leaves out
     * @param with the first value of the other tenant's rows that it adds
     */
    private static List<String> problems(Engine engine, String table, String without, String with) {
        TestDatabase database = engine.create();
        database.run(TABLES);
        Catalog catalog = database.catalog(DECLARATIONS);
        catalog.requireComplete();
        JdbcSession session = new Sessions(database.connections(), List.of()).open(Access.WRITE);
        TenantReader truthful = JdbcTenantReader.within(session, catalog);
        TenantReader lying = (TenantReader) Proxy.newProxyInstance(
                LyingReaderTest.class.getClassLoader(),
                new Class<?>[] {TenantReader.class},
                (proxy, method, arguments) -> {
                    if (method.getName().equals("rows") && isCalled((TableName) arguments[0], table)) {
                        return lies(truthful, (TableName) arguments[0], without, with);
                    }
                    try {
                        return method.invoke(truthful, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (JdbcTenantExaminer examiner = new JdbcTenantExaminer(session, catalog, ONE, lying)) {
            return new OwnershipVerifier(catalog, examiner, ONE, OperationContext.NONE)
                    .verify(InstantSource.system()).problems().stream()
                            .map(problem -> problem.kind() + " " + problem.rows() + " "
                                    + problem.table().name().toLowerCase(Locale.ROOT) + " "
                                    + problem.samples().get(0).key().values().get(0))
                            .toList();
        }
    }

    private static boolean isCalled(TableName table, String name) {
        return table.name().equalsIgnoreCase(name);
    }

    private static RowStream lies(TenantReader truthful, TableName table, String without, String with) {
        List<Row> rows = new ArrayList<>();
        List<String> columns;
        try (RowStream own = truthful.rows(table, ONE)) {
            columns = own.columns();
            for (Row row = own.next(); row != null; row = own.next()) {
                if (!Objects.equals(row.value(0), without)) {
                    rows.add(row);
                }
            }
        }
        try (RowStream others = truthful.rows(table, TWO)) {
            for (Row row = others.next(); row != null; row = others.next()) {
                if (Objects.equals(row.value(0), with)) {
                    rows.add(row);
                }
            }
        }
        return RowStream.of(columns, rows);
    }
}
