// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Resolving must not become slow where a schema is large, nor deep. */
class LargeSchemaTest {

    private static final int TABLES = 5_000;
    // Some hundred milliseconds on a machine of its own, half a minute on a crowded one; what is quadratic takes
    // minutes.
    private static final Duration MOMENT = Duration.ofMinutes(1);

    @Test
    void fiveThousandTablesInChainsResolveInAMoment() {
        SchemaBuilder builder = SchemaBuilder.schema().table("tenants", table -> table.id());
        for (int i = 0; i < TABLES; i++) {
            String parent = i % 10 == 0 ? "tenants" : "t" + (i - 1);
            int number = i;
            builder.table("t" + i, table -> {
                table.id().refers("parent_of_it", parent);
                for (int c = 0; c < 20; c++) {
                    table.text("column_" + c).number("other" + c + "_id");
                }
                if (number > 100) {
                    table.mayRefer("neighbour_of_it", "t" + (number * 7 % number));
                }
            });
        }

        Catalog catalog = resolveQuickly(builder.build());

        assertThat(catalog.isComplete()).isTrue();
        assertThat(catalog.referencesTo(TableName.of("tenants"))).hasSize(TABLES / 10);
    }

    @Test
    void aChainOfFiveThousandTablesIsNoDangerToTheStack() {
        SchemaBuilder builder = SchemaBuilder.schema().table("tenants", table -> table.id());
        for (int i = 0; i < TABLES; i++) {
            String parent = i == 0 ? "tenants" : "t" + (i - 1);
            builder.table("t" + i, table -> table.id().refers("parent_of_it", parent));
        }

        assertThat(resolveQuickly(builder.build()).isComplete()).isTrue();
    }

    @Test
    void aChainOfProposalsResolvesToo() {
        SchemaBuilder builder = SchemaBuilder.schema().table("tenants", table -> table.id());
        for (int i = 0; i < 1_000; i++) {
            String parent = i == 0 ? "tenants" : "t" + (i - 1);
            builder.table("t" + i, table -> table.id().mayRefer("parent_of_it", parent));
        }

        Catalog catalog = resolveQuickly(builder.build());

        assertThat(catalog.unclassified()).hasSize(1_000);
        assertThat(catalog.unclassified().values()).allMatch(proposal -> proposal.isPresent());
    }

    private static Catalog resolveQuickly(DatabaseSchema schema) {
        DeclaredCatalog declared = DeclaredCatalog.of(
                CatalogDeclarations.builder().tenantTable("tenants").build());
        Duration best = Duration.ofDays(1);
        Catalog catalog = declared.resolve(schema, SchemaProbe.blind());
        for (int i = 0; i < 3 && best.compareTo(MOMENT) > 0; i++) {
            long start = System.nanoTime();
            catalog = declared.resolve(schema, SchemaProbe.blind());
            best = Duration.ofNanos(System.nanoTime() - start);
        }
        assertThat(best).isLessThan(MOMENT);
        return catalog;
    }
}
