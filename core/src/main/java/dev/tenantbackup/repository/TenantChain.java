// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.Tombstone;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TenantId;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A tenant's records and tombstones as they lie in the storage, each read once, oldest first. Another tenant's, whose
 * names only look like this one's, are left out.
 */
final class TenantChain {

    private final NavigableMap<BackupId, Member> records = new TreeMap<>(Records.OLDEST_FIRST);
    private final NavigableMap<BackupId, Tombstone> tombstones = new TreeMap<>(Records.OLDEST_FIRST);
    private final NavigableMap<BackupId, Problem> unreadable = new TreeMap<>(Records.OLDEST_FIRST);

    private TenantChain() {}

    static TenantChain read(Records records, Tombstones tombstones, TenantId tenant) {
        TenantChain chain = new TenantChain();
        // In this order: a backup that is deleted meanwhile is seen as one or as both, and never as neither.
        for (BackupId id : records.ids(tenant, BackupNames.PartKind.RECORD)) {
            chain.addRecord(records, id, tenant);
        }
        for (BackupId id : records.ids(tenant, BackupNames.PartKind.TOMBSTONE)) {
            chain.addTombstone(tombstones, id, tenant);
        }
        return chain;
    }

    NavigableMap<BackupId, Member> records() {
        return records;
    }

    NavigableMap<BackupId, Tombstone> tombstones() {
        return tombstones;
    }

    /** What is wrong with records and tombstones that can't be believed. */
    Map<BackupId, Problem> unreadable() {
        return unreadable;
    }

    /** The backups that a record or a tombstone names as the one before it. */
    Set<BackupId> named() {
        Set<BackupId> named = new HashSet<>();
        Stream.concat(
                        records.values().stream().map(member -> member.backup().previous()),
                        tombstones.values().stream().map(Tombstone::previous))
                .filter(Objects::nonNull)
                .forEach(link -> named.add(link.id()));
        return named;
    }

    /** Whether anything is known that is newer than a backup. */
    boolean hasNewerThan(BackupId backup) {
        return records.higherKey(backup) != null || tombstones.higherKey(backup) != null;
    }

    private void addRecord(Records source, BackupId id, TenantId tenant) {
        try {
            source.bytes(id).ifPresent(bytes -> {
                BackupRecord backup = source.parse(id, bytes);
                if (backup.tenant().equals(tenant)) {
                    records.put(id, new Member(backup, BackupRecord.contentSha256(bytes)));
                }
            });
        } catch (ArchiveException e) {
            unreadable.put(id, e.problem());
        }
    }

    private void addTombstone(Tombstones source, BackupId id, TenantId tenant) {
        try {
            source.find(id)
                    .filter(tombstone -> tombstone.tenant() == null || tenant.equals(tombstone.tenant()))
                    .ifPresent(tombstone -> tombstones.put(id, tombstone));
        } catch (ArchiveException e) {
            unreadable.put(id, e.problem());
        }
    }

    /**
     * A backup of the chain.
     *
     * @param backup its record
     * @param contentSha256 the digest of its content
     */
    record Member(BackupRecord backup, Digest contentSha256) {}
}
