// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.model.Finding;
import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.operation.Cancellation;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads tenants' rows from one consistent view. For one thread at a time; holds one connection until it is closed.
 */
public interface TenantReader extends AutoCloseable {

    Snapshot snapshot();

    /**
     * Every tenant, in key order.
     *
     * @throws dev.tenantbackup.model.InvalidRequestException if the catalog knows no root table to list them from
     */
    List<TenantInfo> tenants();

    /**
     * The tenants for which the catalog's active predicate holds, in key order.
     *
     * @throws dev.tenantbackup.model.InvalidRequestException if the catalog declares no such predicate
     */
    List<TenantInfo> activeTenants();

    /** The tenant, if its root row exists; where the catalog knows no root table, any id is taken as existing. */
    Optional<TenantInfo> find(TenantId tenant);

    /**
     * The tenant's rows of an owned table, all stored columns, in key order: numbers by value, everything else by the
     * bytes of its text; in a table without a key by all columns' texts, NULL first.
     */
    RowStream rows(TableName table, TenantId tenant);

    /**
     * The same rows, by the fastest way that the database has. Until the stream is closed nothing else may be asked of the
     * reader; closed before its end, it reads the rest, and throws it away.
     */
    default RowStream rowsInBulk(TableName table, TenantId tenant) {
        return rows(table, tenant);
    }

    /** How many rows of an owned table are the tenant's. */
    long count(TableName table, TenantId tenant);

    /**
     * How many rows of an owned table are the tenant's, if all of them are as a transaction saw or wrote them that others
     * may have followed; empty if one may not be, or where the database can't tell.
     *
     * @param moment of that transaction, as {@link TenantWriter#moment} gave it
     */
    default OptionalLong countUntouched(TableName table, TenantId tenant, String moment) {
        return OptionalLong.empty();
    }

    /**
     * The rows of a shared table that rows of the tenant refer to, at once or through rows of other shared tables: all
     * stored columns, in key order, each once.
     */
    RowStream sharedRows(TableName table, TenantId tenant);

    /**
     * Rows of a shared table by the values of some of its columns, all stored columns, in no particular order. Where the
     * database takes other texts for the same, a row may be among them whose texts were not asked for.
     *
     * @param values texts in the order of the columns; a text that is no value of its column finds nothing
     */
    List<Row> sharedRows(TableName table, List<String> columns, Collection<Row> values);

    /** The greatest number in a column of a shared table; empty if it has none. */
    Optional<String> greatestShared(TableName table, String column);

    /**
     * Looks for dirty rows of the tenant: references that leave it or lead nowhere, rows that another tenant can claim
     * too.
     *
     * @param cancellation asked between one table and the next
     * @throws dev.tenantbackup.model.CancelledException if it wants that
     */
    List<Finding> findings(TenantId tenant, Cancellation cancellation);

    /**
     * Looks for references of the tenant's rows that leave it or lead nowhere: a part of what {@link #findings} looks for.
     * Rows that another tenant can claim too may be told as rows whose references leave this one.
     */
    default List<Finding> strayReferences(TenantId tenant, Cancellation cancellation) {
        return findings(tenant, cancellation).stream()
                .filter(finding -> finding.kind().isDirt())
                .toList();
    }

    /**
     * Looks for rows of owned tables that no tenant can claim. Reads the rows of all tenants.
     *
     * @param cancellation asked between one table and the next
     * @throws dev.tenantbackup.model.CancelledException if it wants that
     */
    List<Finding> nobodysRows(Cancellation cancellation);

    /**
     * Further readers of the same view, at most so many, so that tables can be read in parallel. Fewer, or none, where
     * the database can't share a view or no connection is free at once. The caller closes them before this one.
     */
    List<TenantReader> share(int readers);

    @Override
    void close();
}
