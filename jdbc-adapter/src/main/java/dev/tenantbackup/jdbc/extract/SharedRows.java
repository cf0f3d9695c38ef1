// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Questions about the rows of shared tables. */
final class SharedRows {

    private static final int BATCH = 500;

    private final JdbcSession session;
    private final Catalog catalog;
    private final OwnershipPredicates ownership;

    SharedRows(JdbcSession session, Catalog catalog, OwnershipPredicates ownership) {
        this.session = session;
        this.catalog = catalog;
        this.ownership = ownership;
    }

    /**
     * Rows that rows of the tenant refer to, at once or through rows of other shared tables. Circles of shared tables are
     * followed once around; a reference from a shared table to itself isn't followed.
     *
     * @return empty if nothing can refer to the table
     */
    Optional<Condition> referredToBy(TenantId tenant, CatalogTable table, Table<?> as) {
        return referredToBy(tenant, table, as, new TreeSet<>(List.of(table.name())));
    }

    private Optional<Condition> referredToBy(
            TenantId tenant, CatalogTable table, Table<?> as, Set<TableName> underWay) {
        References references = ownership.references();
        List<Reference> owned = new ArrayList<>();
        Condition found = DSL.noCondition();
        boolean isReferredTo = false;
        for (Reference reference : catalog.referencesTo(table.name())) {
            Optional<CatalogTable> child = catalog.find(reference.table());
            if (child.isPresent() && child.get().isOwned()) {
                owned.add(reference);
            } else if (child.isPresent()
                    && child.get().ownership() instanceof Ownership.Shared
                    && !underWay.contains(reference.table())) {
                Set<TableName> further = new TreeSet<>(underWay);
                further.add(reference.table());
                Table<?> row = session.tables().as(reference.table(), "shared" + further.size());
                Optional<Condition> needed = referredToBy(tenant, child.get(), row, further);
                if (needed.isPresent()) {
                    isReferredTo = true;
                    found = found.or(DSL.exists(DSL.selectOne()
                            .from(row)
                            .where(References.equal(
                                    references.childSide(reference, row), references.parentSide(reference, as)))
                            .and(references.isPresent(reference, row))
                            .and(needed.get())));
                }
            }
        }
        if (!owned.isEmpty()) {
            isReferredTo = true;
            found = found.or(ownership.referredToBy(owned, table, as, tenant));
        }
        return isReferredTo ? Optional.of(found) : Optional.empty();
    }

    /** Rows whose columns hold any of these values. */
    List<Row> with(CatalogTable table, List<String> columns, Collection<Row> values) {
        Table<?> as = session.tables().asItself(table.name());
        List<Field<String>> texts = new TableRows(dialect(), table.schema(), as).texts();
        List<Condition> conditions = new ArrayList<>();
        values.forEach(row -> holds(table, as, columns, row).ifPresent(conditions::add));
        List<Row> found = new ArrayList<>();
        for (int from = 0; from < conditions.size(); from += BATCH) {
            List<Condition> some = conditions.subList(from, Math.min(conditions.size(), from + BATCH));
            session.sql().select(texts).from(as).where(DSL.or(some)).forEach(row -> found.add(row(row)));
        }
        return found;
    }

    private static Row row(Record found) {
        @Nullable String[] values = new @Nullable String[found.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = found.get(i, String.class);
        }
        return Row.of(values);
    }

    /**
     * Empty if no row can: a text that is no value of its column. Where only the database could tell (dates, enumerations),
     * texts are compared: it would refuse the whole question.
     */
    private Optional<Condition> holds(CatalogTable table, Table<?> as, List<String> columns, Row values) {
        Condition holds = DSL.noCondition();
        for (int i = 0; i < columns.size(); i++) {
            Column column = table.schema().column(columns.get(i));
            Field<Object> field = SqlTables.column(as, column.name());
            String text = values.value(i);
            if (text == null) {
                holds = holds.and(field.isNull());
                continue;
            }
            if (column.form() == ValueForm.TEXT && !dialect().isCharacter(column)) {
                holds = holds.and(dialect().textOf(column, field).eq(text));
                continue;
            }
            Optional<Field<?>> comparand = dialect().comparand(column, text);
            if (comparand.isEmpty()) {
                return Optional.empty();
            }
            holds = holds.and(field.eq(comparand.get().coerce(Object.class)));
        }
        return Optional.of(holds);
    }

    /** The greatest number in a column. */
    Optional<String> greatest(CatalogTable table, String name) {
        Table<?> as = session.tables().asItself(table.name());
        Column column = table.schema().column(name);
        return session.sql()
                .select(dialect().textOf(column, DSL.max(SqlTables.column(as, name))))
                .from(as)
                .fetchOptional(0, String.class);
    }

    private Dialect dialect() {
        return session.dialect();
    }
}
