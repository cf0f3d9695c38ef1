// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.catalog.CatalogTable;
import dev.tenantbackup.catalog.Ownership;
import dev.tenantbackup.catalog.Reference;
import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.catalog.TableCatalog;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.UniqueKey;
import dev.tenantbackup.schema.ValueForm;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What every {@link TableCatalog} must keep, whatever it is made of: extended by a test that supplies the catalog and a
 * schema that it can describe.
 */
public abstract class TableCatalogContract {

    /** The catalog under test. */
    protected abstract TableCatalog catalog();

    /** A schema that it can describe. */
    protected abstract DatabaseSchema schema();

    /** Answers questions about the values behind the schema; nothing, unless a test knows better. */
    protected SchemaProbe probe() {
        return SchemaProbe.blind();
    }

    @Test
    void everyTableIsClassifiedOrListedAsUnclassifiedExactlyOnce() {
        Catalog catalog = resolve();

        List<TableName> named = new ArrayList<>(catalog.unclassified().keySet());
        catalog.tables().forEach(table -> named.add(table.name()));
        assertThat(named)
                .containsExactlyInAnyOrderElementsOf(
                        schema().tables().stream().map(TableSchema::name).toList());
    }

    @Test
    void atMostOneTableIsTheRootAndTheCatalogKnowsIt() {
        Catalog catalog = resolve();

        List<TableName> roots = catalog.tables().stream()
                .filter(table -> table.ownership() instanceof Ownership.Root)
                .map(CatalogTable::name)
                .toList();
        assertThat(roots)
                .isEqualTo(catalog.root().map(root -> List.of(root.table())).orElse(List.of()));
    }

    @Test
    void everyChainStartsAtItsTableAndLeadsToAnOwnedOne() {
        Catalog catalog = resolve();

        for (CatalogTable table : catalog.ownedTables()) {
            assertThat(table.ownership().chains())
                    .allSatisfy(chain -> {
                        assertThat(chain.table()).isEqualTo(table.name());
                        assertThat(catalog.table(chain.parent()).isOwned()).isTrue();
                    })
                    .isSubsetOf(table.references());
            if (table.ownership() instanceof Ownership.ReferredTo referredTo) {
                assertThat(referredTo.referrers()).allSatisfy(referrer -> {
                    assertThat(referrer.parent()).isEqualTo(table.name());
                    assertThat(catalog.table(referrer.table()).isOwned()).isTrue();
                });
            }
        }
    }

    @Test
    void ownershipNeverGoesInACircle() {
        Catalog catalog = resolve();

        Map<TableName, Set<TableName>> owners = new TreeMap<>();
        catalog.ownedTables().forEach(table -> owners.put(table.name(), owners(table.ownership())));
        while (!owners.isEmpty()) {
            List<TableName> ends = owners.entrySet().stream()
                    .filter(entry -> entry.getValue().isEmpty())
                    .map(Map.Entry::getKey)
                    .toList();
            assertThat(ends)
                    .as("tables among %s that depend on none of them", owners.keySet())
                    .isNotEmpty();
            ends.forEach(owners::remove);
            owners.values().forEach(left -> left.removeAll(ends));
        }
    }

    @Test
    void everythingThatIsNamedExists() {
        Catalog catalog = resolve();

        for (CatalogTable table : catalog.tables()) {
            Set<String> columns = new HashSet<>();
            table.schema().columns().forEach(column -> columns.add(column.name()));
            assertThat(columns)
                    .containsAll(table.columnRules().keySet())
                    .containsAll(table.uniqueRules().keySet())
                    .containsAll(table.triggerOwnedColumns());
            if (table.ownership() instanceof Ownership.ByColumn byColumn) {
                assertThat(columns).contains(byColumn.column());
            }
            table.jsonReferences().forEach(json -> {
                assertThat(columns).contains(json.column());
                assertThat(schema().table(json.parent()).find(json.parentColumn()))
                        .isPresent();
            });
            table.references().forEach(reference -> assertReferenceExists(reference, columns));
            assertThat(table.references()).extracting(Reference::name).doesNotHaveDuplicates();
        }
    }

    @Test
    void everyForeignKeyIsAReference() {
        Catalog catalog = resolve();

        for (CatalogTable table : catalog.tables()) {
            table.schema()
                    .foreignKeys()
                    .forEach(key -> assertThat(table.references()).anySatisfy(reference -> {
                        assertThat(reference.enforced()).isTrue();
                        assertThat(reference.columns()).isEqualTo(key.columns());
                        assertThat(reference.parent()).isEqualTo(key.parent());
                        assertThat(reference.parentColumns()).isEqualTo(key.parentColumns());
                    }));
        }
    }

    @Test
    void theSameSchemaGivesTheSameCatalogAlsoAtTheSameTime() {
        String once = described(resolve());

        assertThat(IntStream.range(0, 8)
                        .parallel()
                        .mapToObj(i -> described(resolve()))
                        .toList())
                .containsOnly(once);
    }

    @Test
    void aTableNobodyHeardOfIsListedAndNoReasonToRefuse() {
        TableName name = TableName.of("a_table_nobody_heard_of");
        TableSchema unheardOf = new TableSchema(
                name,
                List.of(Column.of("riddle", "varchar(20)", ValueForm.TEXT, false)),
                UniqueKey.of("riddle_key", "riddle"),
                List.of(),
                List.of(),
                List.of(List.of("riddle")),
                List.of());
        DatabaseSchema larger = new DatabaseSchema(
                schema().product(),
                schema().version(),
                Stream.concat(schema().tables().stream(), Stream.of(unheardOf)).toList());

        Catalog catalog = catalog().resolve(larger, probe());

        assertThat(catalog.isComplete()).isFalse();
        assertThat(catalog.unclassified()).containsKey(name);
    }

    private Catalog resolve() {
        return catalog().resolve(schema(), probe());
    }

    private void assertReferenceExists(Reference reference, Set<String> columns) {
        assertThat(columns).containsAll(reference.columns());
        reference.condition().ifPresent(when -> assertThat(columns).contains(when.column()));
        schema().find(reference.parent())
                .ifPresent(parent -> reference
                        .parentColumns()
                        .forEach(column -> assertThat(parent.find(column)).isPresent()));
    }

    private static Set<TableName> owners(Ownership ownership) {
        Set<TableName> owners = new HashSet<>();
        ownership.chains().forEach(chain -> owners.add(chain.parent()));
        if (ownership instanceof Ownership.ReferredTo referredTo) {
            referredTo.referrers().forEach(referrer -> owners.add(referrer.table()));
        }
        return owners;
    }

    private static String described(Catalog catalog) {
        return catalog.root() + "\n" + catalog.tables() + "\n" + catalog.unclassified() + "\n" + catalog.findings();
    }
}
