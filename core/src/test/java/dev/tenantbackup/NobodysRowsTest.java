// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.catalog.Catalog;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.DatabaseSchema;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** One backup of a night looks for all of them, but not for those of another hour or another catalog. */
class NobodysRowsTest {

    private static final Finding LOST =
            Finding.of(Finding.Kind.UNOWNED, TableName.of("blobs"), "3 rows can be claimed by no tenant", null);

    private Instant now = Instant.parse("2026-03-01T02:00:00Z");
    private int looks;
    private final NobodysRows nobodys = new NobodysRows(() -> now);
    private final Catalog catalog = catalog();

    @Test
    void areLookedForOnceInTenMinutes() {
        assertThat(look(catalog)).containsExactly(LOST);
        now = now.plus(NobodysRows.MOST_AGE).minusMillis(1);
        look(catalog);
        assertThat(looks).isEqualTo(1);

        now = now.plusMillis(1);

        assertThat(look(catalog)).containsExactly(LOST);
        assertThat(looks).isEqualTo(2);
    }

    @Test
    void ofAnEarlierLookSayWhenThatWas() {
        look(catalog);
        now = now.plusSeconds(60);

        assertThat(look(catalog)).singleElement().satisfies(finding -> {
            assertThat(finding.message())
                    .isEqualTo("3 rows can be claimed by no tenant (looked for at 2026-03-01T02:00:00Z)");
            assertThat(finding.kind()).isEqualTo(Finding.Kind.UNOWNED);
        });
    }

    @Test
    void areLookedForAgainInAnotherCatalog() {
        look(catalog);
        look(catalog());

        assertThat(looks).isEqualTo(2);
    }

    @Test
    void areLookedForAgainWhereTheClockWasSetBack() {
        look(catalog);
        now = now.minus(Duration.ofHours(1));
        look(catalog);

        assertThat(looks).isEqualTo(2);
    }

    private List<Finding> look(Catalog of) {
        return nobodys.of(of, () -> {
            looks++;
            return List.of(LOST);
        });
    }

    private static Catalog catalog() {
        return new Catalog(new DatabaseSchema("H2", "2", List.of()), null, List.of(), Map.of(), List.of());
    }
}
