// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.jdbc.ownership.OwnershipPredicates;
import dev.tenantbackup.jdbc.ownership.References;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.schema.Column;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;

/**
 * Where the references of one table's rows lead. The tenant's rows are joined with the parents that exist and with those
 * that are the tenant's; joins rather than subqueries, because a planner can hash them whatever their size.
 */
final class DirtyReferences {

    private static final String OWN = "tb_own";

    private final JdbcSession session;
    private final OwnershipPredicates ownership;
    private final References references;
    private final CatalogTable table;
    private final TenantId tenant;

    DirtyReferences(JdbcSession session, OwnershipPredicates ownership, CatalogTable table, TenantId tenant) {
        this.session = session;
        this.ownership = ownership;
        this.references = ownership.references();
        this.table = table;
        this.tenant = tenant;
    }

    /**
     * What was counted of one reference.
     *
     * @param missing rows whose parent does not exist
     * @param foreign rows whose parent exists and is not the tenant's
     */
    record Count(Reference reference, long missing, long foreign) {}

    /** Counts all of them in one statement. */
    List<Count> count(List<Reference> toCheck) {
        if (toCheck.isEmpty()) {
            return List.of();
        }
        List<Way> ways = toCheck.stream().map(Way::new).toList();
        List<Field<?>> counts = new ArrayList<>();
        ways.forEach(way -> {
            counts.add(DSL.count(DSL.when(way.missing(), DSL.inline(1))));
            counts.add(DSL.count(DSL.when(way.foreign(), DSL.inline(1))));
        });
        Record found = session.sql().select(counts).from(joined(own(), ways)).fetchSingle();
        return IntStream.range(0, ways.size())
                .mapToObj(
                        i -> new Count(toCheck.get(i), found.get(2 * i, Long.class), found.get(2 * i + 1, Long.class)))
                .toList();
    }

    Finding orphaned(Count count) {
        Way way = new Way(count.reference());
        return new Finding(
                Finding.Kind.ORPHANED,
                table.name(),
                rows(count.missing()) + " refer to rows that do not exist, by " + count.reference(),
                "they are kept as they are; a copy under new keys needs a decision for them",
                count.missing(),
                samples(way, way.missing()));
    }

    Finding leaving(Count count) {
        Way way = new Way(count.reference());
        return new Finding(
                Finding.Kind.LEAVING,
                table.name(),
                rows(count.foreign()) + " refer to rows of another tenant or of nobody, by " + count.reference(),
                "correct them, or declare what the reference is; a copy under new keys needs a decision for them",
                count.foreign(),
                samples(way, way.foreign()));
    }

    static String rows(long count) {
        return count == 1 ? "1 row" : count + " rows";
    }

    private List<RowKey> samples(Way way, Condition condition) {
        return new KeySamples(session, table.schema()).of(own(), joined(own(), List.of(way)), condition);
    }

    /** The tenant's rows, by themselves: a host's condition must not see the joined tables. */
    private Table<?> own() {
        Table<?> as = session.tables().asItself(table.name());
        List<String> columns =
                table.schema().storedColumns().stream().map(Column::name).toList();
        return DSL.select(SqlTables.columns(as, columns))
                .from(as)
                .where(ownership.owned(table, as, tenant))
                .asTable(DSL.name(OWN));
    }

    private static Table<?> joined(Table<?> own, List<Way> ways) {
        Table<?> joined = own;
        for (Way way : ways) {
            if (!way.reference.enforced()) {
                joined = joined.leftJoin(way.existing()).on(way.matches("tb_existing_"));
            }
            joined = joined.leftJoin(way.owned()).on(way.matches("tb_owned_"));
        }
        return joined;
    }

    /** One reference's joins; named by its position among the table's references. */
    private final class Way {

        private final Reference reference;
        private final int position;

        Way(Reference reference) {
            this.reference = reference;
            this.position = table.references().indexOf(reference);
        }

        Table<?> existing() {
            Table<?> parent = references.asItself(reference.parent());
            return keys("tb_existing_", parent, DSL.noCondition());
        }

        Table<?> owned() {
            Table<?> parent = references.asItself(reference.parent());
            return keys("tb_owned_", parent, ownership.owned(references.table(reference.parent()), parent, tenant));
        }

        private Table<?> keys(String prefix, Table<?> parent, Condition condition) {
            List<Field<Object>> side = references.parentSide(reference, parent);
            List<Field<?>> named = new ArrayList<>();
            IntStream.range(0, side.size()).forEach(i -> named.add(side.get(i).as("k" + i)));
            Select<Record> keys = references.isToOne(reference)
                    ? DSL.select(named).from(parent).where(condition)
                    : DSL.selectDistinct(named).from(parent).where(condition);
            return keys.asTable(DSL.name(prefix + position));
        }

        private List<Field<Object>> joinedKeys(String prefix) {
            return IntStream.range(0, reference.columns().size())
                    .mapToObj(i -> DSL.field(DSL.name(prefix + position, "k" + i)))
                    .toList();
        }

        Condition matches(String prefix) {
            return References.equal(references.childSide(reference, ownAlias()), joinedKeys(prefix));
        }

        Condition missing() {
            return reference.enforced()
                    ? DSL.falseCondition()
                    : references
                            .isPresent(reference, ownAlias())
                            .and(joinedKeys("tb_existing_").get(0).isNull());
        }

        Condition foreign() {
            Condition foreign = references
                    .isPresent(reference, ownAlias())
                    .and(joinedKeys("tb_owned_").get(0).isNull());
            return reference.enforced()
                    ? foreign
                    : foreign.and(joinedKeys("tb_existing_").get(0).isNotNull());
        }

        private Table<?> ownAlias() {
            return DSL.table(DSL.name(OWN));
        }
    }
}
