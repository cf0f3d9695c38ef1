// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.SchemaBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RememberedCatalogTest {

    private Instant now = Instant.parse("2026-03-01T02:00:00Z");
    private int asked;
    private final TableCatalog catalog = new RememberedCatalog(
            (schema, probe) -> {
                asked++;
                return HandMadeCatalog.of(schema).build();
            },
            () -> now);

    @Test
    void theSameSchemaIsClassifiedOnce() {
        Catalog first = resolve("id");
        now = now.plus(RememberedCatalog.MOST_AGE).minusSeconds(1);

        assertThat(resolve("id")).isSameAs(first);
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void anotherSchemaIsClassifiedAnew() {
        resolve("id");

        assertThat(resolve("number").schema()).isEqualTo(schema("number"));
        assertThat(resolve("id").schema()).isEqualTo(schema("id"));
    }

    @Test
    void whatWasSeenInValuesIsLookedAtAgain() {
        resolve("id");
        now = now.plus(RememberedCatalog.MOST_AGE);
        resolve("id");

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetBackMakesNothingYoung() {
        resolve("id");
        now = now.minus(Duration.ofDays(1));
        resolve("id");

        assertThat(asked).isEqualTo(2);
    }

    private Catalog resolve(String key) {
        return catalog.resolve(schema(key), SchemaProbe.blind());
    }

    private static DatabaseSchema schema(String key) {
        return SchemaBuilder.schema()
                .table("t", table -> table.number(key).key(key))
                .build();
    }
}
