// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import dev.tenantbackup.FilePointers.Pointer;
import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.TableName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What there is to say of rows and their files: one finding per column and fault, with some of the rows. */
final class FileFindings {

    private static final int SAMPLES = 10;

    private final Map<Fault, List<RowKey>> samples = new LinkedHashMap<>();
    private final Map<Fault, Long> counts = new LinkedHashMap<>();

    /** The file is not there. */
    void missing(List<Pointer> pointers) {
        add(
                pointers,
                Finding.Kind.FILE_MISSING,
                "to files that are not there",
                "put the files back, or correct the rows.");
    }

    /** No file can have the key. */
    void unusable(List<Pointer> pointers) {
        add(
                pointers,
                Finding.Kind.FILE_MISSING,
                "to what can't be a file's key",
                "see whether the column holds keys of files at all; correct the rows.");
    }

    /** The row says something else of the file than it finds there. */
    void differs(Pointer pointer) {
        add(
                List.of(pointer),
                Finding.Kind.FILE_DIFFERS,
                "to files of another size or digest than the rows say",
                "see whether files were changed under their keys; they were archived as they are.");
    }

    /** Nobody looked for the file. */
    void leftOut(List<Pointer> pointers) {
        add(
                pointers,
                Finding.Kind.FILES_LEFT_OUT,
                "to files, none of which is in this backup: nothing says where they are",
                "say where the application keeps its files, and export again.");
    }

    private void add(List<Pointer> pointers, Finding.Kind kind, String what, String hint) {
        for (Pointer pointer : pointers) {
            Fault fault = new Fault(kind, pointer.table(), pointer.column(), what, hint);
            counts.merge(fault, 1L, Long::sum);
            List<RowKey> rows = samples.computeIfAbsent(fault, first -> new ArrayList<>());
            if (rows.size() < SAMPLES) {
                rows.add(pointer.row());
            }
        }
    }

    List<Finding> findings() {
        return counts.entrySet().stream()
                .map(entry -> entry.getKey().finding(entry.getValue(), samples.getOrDefault(entry.getKey(), List.of())))
                .toList();
    }

    /** A kind of fault in one column. */
    private record Fault(Finding.Kind kind, TableName table, String column, String what, String hint) {

        Finding finding(long rows, List<RowKey> samples) {
            String sentence = rows == 1
                    ? "One row of table '" + table + "' points in '" + column + "' " + what + "."
                    : rows + " rows of table '" + table + "' point in '" + column + "' " + what + ".";
            return new Finding(kind, table, sentence, hint, rows, samples);
        }
    }
}
