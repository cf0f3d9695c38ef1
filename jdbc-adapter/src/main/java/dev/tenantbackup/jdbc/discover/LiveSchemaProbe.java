// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import dev.tenantbackup.catalog.SchemaProbe;
import dev.tenantbackup.jdbc.dialect.Dialect;
import dev.tenantbackup.jdbc.dialect.Dialect.Access;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.jdbc.session.Sessions;
import dev.tenantbackup.jdbc.session.SqlTables;
import dev.tenantbackup.model.DatabaseException;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at a live database's values. Borrows a connection for each question. Safe for any thread.
 *
 * <p>A table that the user may not read shows no values: it may be none that matters, and whoever reads rows finds out
 * which rights are missing, all of them at once.
 */
public final class LiveSchemaProbe implements SchemaProbe {

    /** How many rows are looked at for each distinct value asked for: a table of millions is not read to its end. */
    private static final int ROWS_PER_VALUE = 100;

    /** Characters of the longest value that a sample holds: a whole sample has to fit in memory. */
    private static final int LONGEST_SAMPLE = 100_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveSchemaProbe.class);

    private final Sessions sessions;
    private final KnownSchema known;
    private volatile @Nullable DatabaseSchema schema;
    private volatile @Nullable Map<TableName, Long> estimates;

    public LiveSchemaProbe(Sessions sessions, KnownSchema known) {
        this.sessions = sessions;
        this.known = known;
    }

    @Override
    public Overlap overlap(TableName table, String column, TableName parent, String parentColumn, int sample) {
        return asking(table, new Overlap(0, 0), session -> {
            DatabaseSchema schema = schema(session);
            Column child = schema.table(table).column(column);
            Column key = schema.table(parent).column(parentColumn);
            Dialect dialect = session.dialect();
            boolean comparable = dialect.areComparable(child, key);
            Table<Record1<Object>> values =
                    sampled(session, table, child, !comparable, sample).asTable("sampled", "v");
            Table<?> parents = session.tables().as(parent, "parents");
            Field<Object> keys = SqlTables.column(parents, parentColumn);
            Field<Object> known = comparable ? keys : dialect.textOf(key, keys).coerce(Object.class);
            Field<Object> value = DSL.field(DSL.name("sampled", "v"));
            Field<Integer> found = DSL.when(value.in(session.sql().select(known).from(parents)), DSL.inline(1))
                    .otherwise(DSL.inline(0));
            Record2<Integer, Integer> counts = session.sql()
                    .select(DSL.coalesce(DSL.sum(found), DSL.inline(0)).cast(SQLDataType.INTEGER), DSL.count())
                    .from(values)
                    .fetchSingle();
            return new Overlap(counts.value1(), counts.value2() - counts.value1());
        });
    }

    @Override
    public List<String> distinctValues(TableName table, String column, int limit) {
        return asking(table, List.<String>of(), session -> {
            Column of = schema(session).table(table).column(column);
            Select<Record1<Object>> sample = sampled(session, table, of, true, limit);
            Field<String> value = DSL.field(DSL.name("sampled", "v"), SQLDataType.CLOB);
            return session.sql()
                    .select(value)
                    .from(sample.asTable("sampled", "v"))
                    .orderBy(session.dialect().bytesOf(value))
                    .fetch(0, String.class);
        });
    }

    @Override
    public List<String> sample(TableName table, String column, int limit) {
        return asking(table, List.<String>of(), session -> {
            Column of = schema(session).table(table).column(column);
            Table<?> from = session.tables().as(table, "looked_at");
            Field<Object> raw = SqlTables.column(from, column);
            Field<String> text = session.dialect().textOf(of, raw);
            Field<String> notTooLong = DSL.when(DSL.length(text).le(LONGEST_SAMPLE), text);
            return session
                    .sql()
                    .select(notTooLong)
                    .from(from)
                    .where(raw.isNotNull())
                    .limit(limit)
                    .fetch(notTooLong)
                    .stream()
                    .filter(Objects::nonNull)
                    .toList();
        });
    }

    @Override
    public int countFound(TableName parent, String parentColumn, Collection<String> values) {
        return asking(parent, 0, session -> {
            Column key = schema(session).table(parent).column(parentColumn);
            List<Field<Object>> wanted = new ArrayList<>();
            for (String value : values) {
                session.dialect().comparand(key, value).ifPresent(field -> wanted.add(field.coerce(Object.class)));
            }
            Table<?> from = session.tables().as(parent, "parents");
            return wanted.isEmpty()
                    ? 0
                    : session.sql()
                            .fetchCount(
                                    from, SqlTables.column(from, parentColumn).in(wanted));
        });
    }

    @Override
    public OptionalLong rows(TableName table) {
        Map<TableName, Long> all = estimates;
        if (all == null) {
            all = asking(table, Map.<TableName, Long>of(), LiveSchemaProbe::estimates);
            estimates = all;
        }
        Long rows = all.get(table);
        return rows == null ? OptionalLong.empty() : OptionalLong.of(rows);
    }

    /** Of all tables by one query. */
    private static Map<TableName, Long> estimates(JdbcSession session) {
        Map<TableName, Long> estimates = new HashMap<>();
        String usual = session.tables().defaultSchema();
        session.dialect()
                .rowEstimates(session.sql(), session.schemas())
                .forEach((place, rows) -> estimates.put(
                        TableName.of(usual.equals(place.get(0)) ? null : place.get(0), place.get(1)), rows));
        return estimates;
    }

    /** At most so many distinct values, from the first rows that the database comes across. */
    private static Select<Record1<Object>> sampled(
            JdbcSession session, TableName table, Column column, boolean asText, int limit) {
        Table<?> from = session.tables().as(table, "looked_at");
        Field<Object> raw = SqlTables.column(from, column.name());
        Field<Object> value = asText ? session.dialect().textOf(column, raw).coerce(Object.class) : raw;
        Table<?> rows = session.sql()
                .select(value)
                .from(from)
                .where(raw.isNotNull())
                .limit((long) limit * ROWS_PER_VALUE)
                .asTable("rows_seen", "v");
        return session.sql()
                .selectDistinct(DSL.field(DSL.name("rows_seen", "v"), Object.class))
                .from(rows)
                .limit(limit);
    }

    /** Read once; two threads that ask at the same time may both read it. */
    private DatabaseSchema schema(JdbcSession session) {
        DatabaseSchema asked = schema;
        if (asked == null) {
            asked = known.of(session);
            schema = asked;
        }
        return asked;
    }

    private <T> T asking(TableName table, T unseen, Function<JdbcSession, T> question) {
        try (JdbcSession session = sessions.open(Access.READ)) {
            return Failures.of(table).during("look at the values", () -> question.apply(session));
        } catch (DatabaseException failure) {
            if (!Failures.isMissingRight(failure)) {
                throw failure;
            }
            LOG.warn("Table '{}' may not be read: what its values would suggest is not known", table);
            return unseen;
        }
    }
}
