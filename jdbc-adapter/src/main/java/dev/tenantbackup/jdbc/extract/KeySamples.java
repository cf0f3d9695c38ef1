// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.extract;

import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.TableSchema;
import java.util.Arrays;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Table;

/** The first few keys, in key order, of rows that something was found of. */
public final class KeySamples {

    private static final int MOST = 10;

    private final JdbcSession session;
    private final TableSchema schema;

    public KeySamples(JdbcSession session, TableSchema schema) {
        this.session = session;
        this.schema = schema;
    }

    /**
     * Keys of some rows.
     *
     * @param as the table as the condition names it
     */
    public List<RowKey> of(Table<?> as, Condition condition) {
        TableRows rows = new TableRows(session.dialect(), schema, as);
        List<String> names = rows.keyColumns().stream().map(Column::name).toList();
        return session.sql()
                .select(rows.keyTexts())
                .from(as)
                .where(condition)
                .orderBy(rows.order())
                .limit(MOST)
                .fetch(row -> new RowKey(names, Arrays.asList(row.into(String[].class))));
    }
}
