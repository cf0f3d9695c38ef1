// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.drift;

import dev.tenantbackup.extract.RowSource;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Questions about single columns of a table, answered together by reading its rows once; not at all if there are none. */
final class RowQuestions {

    private static final int SAMPLES = 10;

    private final RowSource source;
    private final TableName table;
    private final List<String> columns;
    private final List<String> key;
    private final List<Answer> answers = new ArrayList<>();

    /** @param key the columns that name a row; a source that lacks one of them names none */
    RowQuestions(RowSource source, TableName table, List<String> key) {
        this.source = source;
        this.table = table;
        this.columns = source.columns(table);
        this.key = columns.containsAll(key) ? key : List.of();
    }

    /** How many rows have such a value in a column: known once {@link #read} has been called. */
    Answer count(String column, Predicate<@Nullable String> wanted) {
        Answer answer = new Answer(columns.indexOf(column), wanted);
        answers.add(answer);
        return answer;
    }

    void read() {
        if (answers.isEmpty()) {
            return;
        }
        try (RowStream rows = source.rows(table)) {
            for (Row row = rows.next(); row != null; row = rows.next()) {
                for (Answer answer : answers) {
                    if (answer.wanted.test(row.value(answer.position))) {
                        answer.add(row);
                    }
                }
            }
        }
    }

    /** The rows that a question is about. */
    final class Answer {

        private final int position;
        private final Predicate<@Nullable String> wanted;
        private final List<RowKey> samples = new ArrayList<>();
        private long rows;

        private Answer(int position, Predicate<@Nullable String> wanted) {
            this.position = position;
            this.wanted = wanted;
        }

        private void add(Row row) {
            rows++;
            if (!key.isEmpty() && samples.size() < SAMPLES) {
                List<@Nullable String> values = new ArrayList<>();
                key.forEach(name -> values.add(row.value(columns.indexOf(name))));
                samples.add(new RowKey(key, values));
            }
        }

        long rows() {
            return rows;
        }

        List<RowKey> samples() {
            return samples;
        }
    }
}
