// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.examine;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.database.TenantExaminer;
import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.extract.HeldDefinitions;
import dev.tenantbackup.jdbc.extract.JdbcTenantReader;
import dev.tenantbackup.jdbc.extract.KeySamples;
import dev.tenantbackup.jdbc.extract.Streaming;
import dev.tenantbackup.jdbc.extract.TableRows;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.rights.Needs;
import dev.tenantbackup.jdbc.rights.RightsCheck;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;

/** Examines a tenant through one session's transaction. */
public final class JdbcTenantExaminer implements TenantExaminer {

    /** Aliases that no table of a statement has by itself. */
    private static final String ROW = "tb_row";

    private static final String OTHER = "tb_other";

    private final JdbcSession session;
    private final Catalog catalog;
    private final TenantId tenant;
    private final TenantReader reader;
    private final References references;
    private final Notebook notebook;
    private boolean closed;

    JdbcTenantExaminer(JdbcSession session, Catalog catalog, TenantId tenant, TenantReader reader) {
        this.session = session;
        this.catalog = catalog;
        this.tenant = tenant;
        this.reader = reader;
        this.references = new References(catalog, session.dialect(), session.tables());
        this.notebook = new Notebook(session, catalog.schema());
    }

    /**
     * Opens a session for it, and takes a view.
     *
     * @param definitions the catalog's
     */
    public static JdbcTenantExaminer open(
            Sessions sessions, Catalog catalog, TenantId tenant, HeldDefinitions definitions) {
        JdbcSession session = sessions.open(Access.WRITE);
        try {
            RightsCheck.require(session, Needs.toExamine(catalog));
            Failures.of(tenant).doing("take a snapshot", () -> definitions.hold(session));
            TenantReader reader = JdbcTenantReader.within(session, catalog);
            definitions.refuseChange(session);
            return new JdbcTenantExaminer(session, catalog, tenant, reader);
        } catch (RuntimeException | Error failure) {
            try (session) {
                throw failure;
            }
        }
    }

    @Override
    public TenantReader reader() {
        return reader;
    }

    @Override
    public long note(TableName table) {
        try (RowStream rows = reader.rows(table, tenant)) {
            return notebook.note(table, rows, Failures.of(tenant, table));
        }
    }

    @Override
    public long naming(TableName table, String column) {
        Table<?> row = row(table);
        return count(table, row, names(table, row, column));
    }

    @Override
    public Found namingUnnoted(TableName table, String column) {
        Table<?> row = row(table);
        return found(
                table,
                row,
                names(table, row, column).and(notebook.isNoted(table, row).not()));
    }

    @Override
    public Found notedNamingAnother(TableName table, String column) {
        Table<?> row = row(table);
        Condition another = SqlTables.column(row, column)
                .isNotNull()
                .and(names(table, row, column).not());
        return found(table, row, another.and(notebook.isNoted(table, row)));
    }

    private Condition names(TableName table, Table<?> row, String column) {
        return has(table, row, column, tenant.value());
    }

    private Condition has(TableName table, Table<?> row, String column, String text) {
        Column found = schema(table).column(column);
        Field<Object> value = SqlTables.column(row, column);
        return session.dialect()
                .comparand(found, text)
                .map(wanted -> value.eq(wanted.coerce(Object.class)))
                .orElse(DSL.falseCondition());
    }

    @Override
    public Found leaving(Reference reference, RowFilter filter) {
        Table<?> child = row(reference.table());
        Table<?> parent = other(reference.parent());
        Condition leaving = referring(reference, child)
                .and(filtered(filter, child))
                .andExists(parents(reference, child, DSL.noCondition()))
                .andNotExists(parents(reference, child, notebook.isNoted(reference.parent(), parent)));
        return found(reference.table(), child, leaving);
    }

    @Override
    public Found dangling(Reference reference) {
        Table<?> child = row(reference.table());
        return found(
                reference.table(),
                child,
                referring(reference, child).andNotExists(parents(reference, child, DSL.noCondition())));
    }

    /** Noted rows that have the reference. */
    private Condition referring(Reference reference, Table<?> child) {
        return notebook.isNoted(reference.table(), child).and(references.isPresent(reference, child));
    }

    @Override
    public Found entering(Reference reference, RowFilter filter) {
        Table<?> child = row(reference.table());
        Condition entering = notebook.isNoted(reference.table(), child)
                .not()
                .and(filtered(filter, child))
                .and(leadsToNoted(reference, child));
        return found(reference.table(), child, entering);
    }

    private Condition leadsToNoted(Reference reference, Table<?> child) {
        Condition noted = notebook.isNoted(reference.parent(), other(reference.parent()));
        return references.isPresent(reference, child).andExists(parents(reference, child, noted));
    }

    @Override
    public Found leadingNowhere(TableName table, List<Reference> chains, RowFilter filter) {
        Table<?> child = row(table);
        Condition nowhere = notebook.isNoted(table, child).and(filtered(filter, child));
        for (Reference chain : chains) {
            nowhere = nowhere.andNot(leadsToNoted(chain, child));
        }
        return found(table, child, nowhere);
    }

    @Override
    public Found unreferred(TableName table, List<Reference> referrers) {
        Table<?> parent = row(table);
        Condition unreferred = notebook.isNoted(table, parent);
        for (Reference referrer : referrers) {
            Table<?> child = other(referrer.table());
            unreferred = unreferred.andNotExists(DSL.selectOne()
                    .from(child)
                    .where(same(referrer, child, parent))
                    .and(referring(referrer, child)));
        }
        return found(table, parent, unreferred);
    }

    /** The rows that a reference leads to, out of those that a condition holds for. */
    private Select<?> parents(Reference reference, Table<?> child, Condition condition) {
        Table<?> parent = other(reference.parent());
        return DSL.selectOne()
                .from(parent)
                .where(same(reference, child, parent))
                .and(condition);
    }

    private Condition same(Reference reference, Table<?> child, Table<?> parent) {
        return References.equal(references.parentSide(reference, parent), references.childSide(reference, child));
    }

    private static Condition filtered(RowFilter filter, Table<?> row) {
        if (filter.column() == null) {
            return DSL.noCondition();
        }
        Field<Object> column = SqlTables.column(row, filter.column());
        return filter.isNull() ? column.isNull() : column.isNotNull();
    }

    @Override
    public RowStream texts(TableName table, List<String> columns, Side side) {
        Table<?> row = row(table);
        TableRows rows = rows(table, row);
        List<String> names = new ArrayList<>();
        rows.keyColumns().forEach(column -> names.add(column.name()));
        names.addAll(columns);
        List<Field<String>> fields = new ArrayList<>(rows.keyTexts());
        columns.forEach(column -> fields.add(text(table, row, column)));
        Condition noted = notebook.isNoted(table, row);
        Condition wanted = (side == Side.NOTED ? noted : noted.not())
                .and(DSL.or(columns.stream()
                        .map(column -> SqlTables.column(row, column).isNotNull())
                        .toList()));
        Select<Record> query =
                session.sql().select(fields).from(row).where(wanted).orderBy(rows.order());
        return Streaming.AMONG_OTHERS.rows(session, names, query, Failures.of(table));
    }

    @Override
    public Map<String, Standing> standing(TableName table, String column, Set<String> texts) {
        Table<?> row = row(table);
        boolean owned = catalog.table(table).isOwned();
        Condition noted = owned ? notebook.isNoted(table, row) : DSL.falseCondition();
        return new Standings(session, schema(table).column(column), row, noted).of(texts, Failures.of(table));
    }

    @Override
    public Optional<String> text(TableName table, RowKey key, String column) {
        Table<?> row = row(table);
        return Failures.of(table)
                .during(
                        "look at a row",
                        () -> session
                                .sql()
                                .select(text(table, row, column))
                                .from(row)
                                .where(notebook.identity(table).is(row, key))
                                .limit(1)
                                .fetch(0, String.class)
                                .stream()
                                .filter(found -> found != null)
                                .findFirst());
    }

    @Override
    public List<RowKey> parents(Reference reference, RowKey key) {
        Table<?> child = row(reference.table());
        Table<?> parent = other(reference.parent());
        Condition referring = same(reference, child, parent)
                .and(references.isPresent(reference, child))
                .and(notebook.identity(reference.table()).is(child, key));
        return keys(
                reference.parent(),
                parent,
                DSL.exists(DSL.selectOne().from(child).where(referring)));
    }

    @Override
    public List<RowKey> children(Reference reference, RowKey key) {
        Table<?> child = row(reference.table());
        Table<?> parent = other(reference.parent());
        Condition referred = same(reference, child, parent)
                .and(notebook.identity(reference.parent()).is(parent, key));
        return keys(
                reference.table(),
                child,
                references
                        .isPresent(reference, child)
                        .andExists(DSL.selectOne().from(parent).where(referred)));
    }

    @Override
    public List<RowKey> find(TableName table, String column, String text) {
        Table<?> row = row(table);
        return keys(table, row, has(table, row, column, text));
    }

    private Found found(TableName table, Table<?> row, Condition condition) {
        long rows = count(table, row, condition);
        return rows == 0 ? Found.NOTHING : new Found(rows, keys(table, row, condition));
    }

    private long count(TableName table, Table<?> row, Condition condition) {
        return Failures.of(tenant, table)
                .during(
                        "examine the rows",
                        () -> session.sql()
                                .select(DSL.field("count(*)", SQLDataType.BIGINT))
                                .from(row)
                                .where(condition)
                                .fetchSingle()
                                .value1());
    }

    private List<RowKey> keys(TableName table, Table<?> row, Condition condition) {
        return Failures.of(tenant, table)
                .during("name the rows", () -> new KeySamples(session, schema(table)).of(row, condition));
    }

    private Field<String> text(TableName table, Table<?> row, String column) {
        return session.dialect().textOf(schema(table).column(column), SqlTables.column(row, column));
    }

    private TableRows rows(TableName table, Table<?> row) {
        return new TableRows(session.dialect(), schema(table), row);
    }

    private TableSchema schema(TableName table) {
        return catalog.schema().table(table);
    }

    /** The table that a question is about. */
    private Table<?> row(TableName table) {
        return session.tables().as(table, ROW);
    }

    /** The table at the other end of a reference. */
    private Table<?> other(TableName table) {
        return session.tables().as(table, OTHER);
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (session) {
            Failures.GENERAL.doing("roll back", session::rollbackLast);
            Failures.GENERAL.doing("drop temporary tables", notebook::drop);
        }
    }
}
