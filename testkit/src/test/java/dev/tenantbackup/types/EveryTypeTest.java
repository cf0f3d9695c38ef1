// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.types;

import static dev.tenantbackup.types.HostDatabase.BYSTANDER;
import static dev.tenantbackup.types.HostDatabase.TENANT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.BackupInfo;
import dev.tenantbackup.CloneRequest;
import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.OperationContext;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.testkit.databases.Engine;
import dev.tenantbackup.types.TypeCase.TypeValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever type a column has and whatever it holds: it is archived as documented, compared exactly, and comes back. */
class EveryTypeTest {

    static Stream<Arguments> everywhere() {
        List<Layout> layouts = Tier.isThorough() ? List.of(Layout.values()) : List.of(Layout.DATA, Layout.KEY);
        return Stream.of(Engine.values())
                .flatMap(engine -> layouts.stream().map(layout -> Arguments.of(engine, layout)));
    }

    @ParameterizedTest
    @EnumSource
    void typesAreKnownByTheDatabasesOwnNames(Engine engine) {
        TypeTables tables = TypeTables.empty(engine, Layout.DATA);
        Map<String, String> expected = new LinkedHashMap<>();
        Map<String, String> found = new LinkedHashMap<>();
        for (TypeCase type : tables.cases()) {
            Column column = tables.column(type);
            expected.put(type.type(), type.carriedAs() + " as " + type.form());
            found.put(type.type(), column.type() + " as " + column.form());
        }

        assertSame(found, expected);
    }

    @ParameterizedTest
    @EnumSource
    void archiveHoldsExactlyTheDocumentedTexts(Engine engine) {
        TypeTables tables = TypeTables.filled(engine, Layout.DATA);

        BackupInfo backup = tables.service().exportTenant(TENANT);

        assertSame(tables.archived(backup.id()), expected(tables));
        assertThat(tables.service().validate(backup.id()).valid()).isTrue();
    }

    private static Map<String, String> expected(TypeTables tables) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (TypeCase type : tables.cases()) {
            List<String> rows = new ArrayList<>();
            for (TypeValue value : type.values()) {
                rows.add(tables.archivedRow(rows.size(), ArchiveForm.of(type.form(), value.text())));
            }
            rows.add(tables.archivedRow(rows.size(), "null"));
            entries.put(type.type(), "[\n" + String.join(",\n", rows) + "\n]\n");
        }
        return entries;
    }

    @ParameterizedTest
    @MethodSource("everywhere")
    void smallestDifferencesAreSeenAndPutRight(Engine engine, Layout layout) {
        TypeTables tables = TypeTables.filled(engine, layout);
        Map<String, List<String>> before = tables.witnessed(TENANT);
        Map<String, List<String>> bystander = tables.witnessed(BYSTANDER);
        BackupInfo backup = tables.service().exportTenant(TENANT);
        tables.damage(TENANT);
        Map<String, List<String>> damaged = tables.witnessed(TENANT);

        assertSame(changes(tables, tables.service().diff(backup.id()).tables()), changesExpected(tables));

        RestoreResult restored = tables.service().restore(backup.id(), RestoreRequest.into(TENANT));
        assertSame(tables.witnessed(TENANT), before);
        assertSame(tables.archived(tables.service().exportTenant(TENANT).id()), tables.archived(backup.id()));

        tables.service().undo(restored.id(), OperationContext.NONE);
        assertSame(tables.witnessed(TENANT), damaged);
        assertSame(tables.witnessed(BYSTANDER), bystander);
    }

    private static Map<String, String> changes(TypeTables tables, Map<TableName, TableChanges> changes) {
        Map<String, String> words = new LinkedHashMap<>();
        for (TypeCase type : tables.cases()) {
            TableChanges found = changes.getOrDefault(tables.table(type), TableChanges.NONE);
            words.put(
                    type.type(),
                    found.inserted() + " gone, " + found.updated() + " other, " + found.deleted() + " more");
        }
        return words;
    }

    private static Map<String, String> changesExpected(TypeTables tables) {
        Map<String, String> words = new LinkedHashMap<>();
        tables.cases().forEach(type -> words.put(type.type(), tables.layout().damageDone(type)));
        return words;
    }

    /** Values that are keys come back in place everywhere in every build, and elsewhere on H2: the rest is left to the thorough tier. */
    static Stream<Arguments> elsewhere() {
        return everywhere()
                .filter(place -> Tier.isThorough() || place.get()[0] == Engine.H2 || place.get()[1] == Layout.DATA);
    }

    @ParameterizedTest
    @MethodSource("elsewhere")
    void valuesArriveInAnEmptyDatabaseAndInAClone(Engine engine, Layout layout) {
        TypeTables tables = TypeTables.filled(engine, layout);
        TypeTables other = TypeTables.empty(engine, layout, tables.storage());
        Map<String, List<String>> before = tables.witnessed(TENANT);
        BackupInfo backup = tables.service().exportTenant(TENANT);
        Map<String, String> archived = tables.archived(backup.id());

        TenantId clone =
                tables.service().clone(TENANT, CloneRequest.named("Casa Nueva")).tenant();
        other.service().restore(backup.id(), RestoreRequest.into(TENANT));

        assertSame(tables.witnessed(clone), before);
        assertSame(tables.archived(tables.service().exportTenant(clone).id()), archived);
        assertSame(other.witnessed(TENANT), before);
        assertSame(other.archived(other.service().exportTenant(TENANT).id()), archived);
        assertSame(tables.witnessed(TENANT), before);
        assertSame(tables.witnessed(BYSTANDER), before);
    }

    /** Says which types differ, rather than all that there are. */
    private static <T> void assertSame(Map<String, T> found, Map<String, T> expected) {
        Map<String, T> wrong = new LinkedHashMap<>(found);
        Map<String, T> right = new LinkedHashMap<>(expected);
        wrong.entrySet().removeAll(expected.entrySet());
        right.entrySet().removeAll(found.entrySet());
        assertThat(wrong).isEqualTo(right);
    }
}
