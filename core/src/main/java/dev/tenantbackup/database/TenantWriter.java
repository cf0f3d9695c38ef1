// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.database;

import dev.tenantbackup.model.Row;
import dev.tenantbackup.model.RowKey;
import dev.tenantbackup.model.RowStream;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.plan.Conflict;
import dev.tenantbackup.plan.FiredRule;
import dev.tenantbackup.plan.LoadStep;
import dev.tenantbackup.plan.TableChanges;
import dev.tenantbackup.plan.TableKeys;
import dev.tenantbackup.remap.KeyDomain;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One transaction that applies a change set to one tenant. Until {@link #commit}, nothing is visible to anybody else, and
 * {@link #close} without a commit leaves nothing behind; a gap in a sequence of numbers may remain.
 *
 * <p>The order of calls is fixed: stage rows of every table, {@link #seal}, for new keys {@link #allocate}, {@link
 * #tenant} and {@link #rewrite}, then {@link #treatDirtyReferences}, {@link #conflicts}, {@link #execute} for each step,
 * {@link #settle}, compare by {@link #reader} or {@link #rowsAsArchived}, {@link #commit}. For one thread at a time.
 */
public interface TenantWriter extends AutoCloseable {

    /** Reads inside this transaction: what it shows before the first step is the snapshot that everything relies on. */
    TenantReader reader();

    /**
     * A reader with a connection of its own that sees what this transaction saw when it began, so that rows are read in
     * bulk while others are staged; empty where the view can't be shared or no connection is free. To be asked for before
     * the first step; closed at the latest by this writer.
     */
    default Optional<TenantReader> beside() {
        return Optional.empty();
    }

    /**
     * A reader with a connection and a view of its own, which is one snapshot but not this transaction's, for rows that are
     * no part of what is written; empty where reading through {@link #reader} is as good, or no connection is free. Closed
     * at the latest by this writer.
     */
    default Optional<TenantReader> apart() {
        return Optional.empty();
    }

    /**
     * Rows of a table into staging. The sink must be closed before that of another table is opened, and rows may be read
     * through {@link #reader} meanwhile.
     */
    StagingSink stage(TableName table);

    /**
     * Whether rows can be inserted without being staged, faster than that. Then a table's rows may be {@linkplain #expect
     * announced} in place of being staged, and {@linkplain #insertDirectly inserted} in place of being {@linkplain #execute
     * executed}, at the same turn; conflicts of such rows are not looked for, and show as a constraint that does not hold
     * or by comparison.
     */
    default boolean insertsDirectly() {
        return false;
    }

    /** Announces rows to be inserted directly; nothing is staged for this table. */
    default void expect(TableName table, TableChanges changes) {
        throw new IllegalStateException("rows are not inserted directly here");
    }

    /**
     * Inserts all rows of a table. Nothing else may be asked of this writer meanwhile, and nothing but {@link #close} if it
     * fails.
     *
     * @param rows with the table plan's columns, in any order
     * @return how many the database says it has inserted
     * @throws dev.tenantbackup.model.ConflictException if a constraint does not hold
     */
    default long insertDirectly(TableName table, RowStream rows) {
        throw new IllegalStateException("rows are not inserted directly here");
    }

    /** Ends the staging of rows: from now on staged rows can be joined quickly. */
    void seal();

    /**
     * Makes a new value for every staged value of a domain, in the database.
     *
     * @param domain one with allocation GENERATOR, NEXT_NUMBER or UUID
     */
    void allocate(KeyDomain domain);

    /**
     * Records a new value, made by the caller, for every staged value of a domain, a batch at a time.
     *
     * @param domain one with allocation SUFFIX or MINT
     * @param newValues from a batch of old values to the new ones
     */
    void allocate(KeyDomain domain, TextRewriter newValues);

    /** Records what becomes of one old value: the key of the row that stands for it in the target. */
    void preset(KeyDomain domain, String oldValue, String newValue);

    /**
     * Looks, among the rows of a table staged for insertion, for those that the tenant has already: a live row of its own
     * has the same value in a unique key that holds within the tenant, new keys of other tables counted in. Such rows are
     * not inserted any more, and their old keys become those of the live rows. New values of the tables referred to must
     * be known.
     */
    Pairs pair(TableName table);

    /** All new values of a domain by the old ones: as much memory as there are. */
    Map<String, String> newValues(KeyDomain domain);

    /** The new values of those old ones that have one. */
    Map<String, String> newValues(KeyDomain domain, Set<String> oldValues);

    /**
     * Says what a column shall hold instead of the staged values: for all rows staged for insertion, a batch at a time.
     * The staged values stay known, to compare with.
     *
     * @param newTexts from a batch of staged texts to the new ones
     */
    void rewrite(TableName table, String column, TextRewriter newTexts);

    /** The tenant that is written: known from the start if it exists, else once its key is allocated. */
    TenantId tenant();

    /**
     * Looks for references of staged rows that lead to no row that the tenant will have, and treats them as the plan's
     * policy says: from now on these columns are NULL, or keep the value that they have in the backup. What the policy
     * can't do, {@link #conflicts} reports.
     *
     * @return what was decided, per table and column, with how many rows it concerns
     */
    List<FiredRule> treatDirtyReferences();

    /**
     * The staged rows of which references were set to NULL by {@link #treatDirtyReferences}, in the backup's order: the
     * columns of the key, and each column that may become NULL, with a text in it where it did and else NULL.
     */
    RowStream clearedReferences(TableName table);

    /** Everything that stands in the way of the staged change set. Writes nothing outside temporary tables. */
    List<Conflict> conflicts();

    /**
     * Carries out one step.
     *
     * @return how many rows it wrote
     */
    long execute(LoadStep step);

    /**
     * Has every deferred constraint checked now.
     *
     * @throws dev.tenantbackup.model.ConflictException if one does not hold
     */
    void settle();

    /**
     * The written tenant's rows of a table in the terms of the backup: planned columns, with new keys and references
     * turned back to the old ones, in the backup's order. A value that can't be turned back is given as it is, marked so
     * that it equals none of the backup.
     */
    RowStream rowsAsArchived(TableName table);

    /**
     * The same rows by the fastest way that there is. Nothing else may be asked of this writer or of its reader until the
     * stream is closed.
     */
    default RowStream rowsAsArchivedInBulk(TableName table) {
        return rowsAsArchived(table);
    }

    /**
     * Rows that this transaction changed, by table, as the database itself counts them, cascades and triggers included;
     * empty where the database does not count.
     */
    Map<TableName, Long> countedByDatabase();

    /**
     * The keys of a table's rows that were written, as the database holds them: the new ones of rows that got new ones. To
     * be asked before {@link #commit}.
     *
     * @param most how many of each kind of change
     */
    TableKeys changedKeys(TableName table, int most);

    /**
     * What tells rows that this transaction saw or wrote from those that others have written since it began, for {@link
     * TenantReader#countUntouched}; empty where the database has no such thing. To be asked before {@link #commit}.
     */
    default Optional<String> moment() {
        return Optional.empty();
    }

    /**
     * Commits. If that fails, the outcome should be looked up: returns if the change is there.
     *
     * @throws dev.tenantbackup.model.DatabaseException if the change was not made
     * @throws dev.tenantbackup.model.OutcomeUnknownException if nobody can tell
     */
    void commit();

    /**
     * Rolls back whatever was not committed, drops the staging, gives the connection back as it came. After {@link #commit}
     * it must not throw: who hears of a failure would take the change for undone.
     */
    @Override
    void close();

    /**
     * Staged rows that the tenant has already.
     *
     * @param rows how many were found
     * @param stillInserted keys of some rows that remain to be inserted, at most 10, in key order
     */
    record Pairs(long rows, List<RowKey> stillInserted) {
        public Pairs {
            stillInserted = List.copyOf(stillInserted);
        }
    }

    /** Takes rows into staging, in the order of the table plan's columns. */
    interface StagingSink extends AutoCloseable {

        void insert(Row row);

        /** The row as it shall be; its key names the live row. */
        void update(Row row);

        /** The live row; its key names it. */
        void delete(Row row);

        @Override
        void close();
    }

    /** Makes new texts out of staged ones. */
    @FunctionalInterface
    interface TextRewriter {

        /** The new texts, in the same order. */
        List<@Nullable String> rewrite(List<@Nullable String> texts);
    }
}
