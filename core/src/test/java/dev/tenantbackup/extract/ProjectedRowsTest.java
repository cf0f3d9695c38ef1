// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.database.MemoryReader;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProjectedRowsTest {

    private static final TableName TABLE = TableName.of("t");

    private final MemoryReader reader = new MemoryReader(
            Map.of(TABLE, List.of(Row.of("1", "a", null), Row.of("2", "b", "x"))),
            Map.of(TABLE, List.of("id", "name", "note")));

    @AfterEach
    void theStreamBelowIsClosed() {
        assertThat(reader.openStreams()).isZero();
    }

    @Test
    void columnsAreChosenAndReordered() {
        try (RowStream rows = ProjectedRows.of(stream(), List.of("note", "id"))) {
            assertThat(rows.columns()).containsExactly("note", "id");
            assertThat(rows.next()).isEqualTo(Row.of(null, "1"));
            assertThat(rows.next()).isEqualTo(Row.of("x", "2"));
            assertThat(rows.next()).isNull();
            assertThat(rows.next()).isNull();
        }
    }

    @Test
    void noColumnsGiveEmptyRows() {
        try (RowStream rows = ProjectedRows.of(stream(), List.of())) {
            assertThat(rows.next()).isEqualTo(Row.of(List.of()));
        }
    }

    @Test
    void theSameColumnsNeedNoProjection() {
        try (RowStream rows = stream()) {
            assertThat(ProjectedRows.of(rows, List.of("id", "name", "note"))).isSameAs(rows);
        }
    }

    @Test
    void aMissingColumnIsRefusedAndTheStreamClosed() {
        assertThatThrownBy(() -> ProjectedRows.of(stream(), List.of("id", "gone")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("there is no column 'gone' in [id, name, note]");
    }

    private RowStream stream() {
        return reader.rows(TABLE, TenantId.of(1));
    }
}
