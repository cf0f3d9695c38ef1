// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import dev.tenantbackup.archive.BackupRecord;
import dev.tenantbackup.model.ArchiveException;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.StoredObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is known of backups beyond their records: validations, holds and tags, small documents beside them that may be
 * replaced, so that archive and record never have to be. Deleting a backup deletes its notes.
 *
 * <p>Of two who write the same note at the same time, the later one wins; a hold and a deletion exclude each other. Safe
 * for concurrent use as far as the storage is.
 */
public final class BackupNotes {

    private static final Logger LOG = LoggerFactory.getLogger(BackupNotes.class);
    private static final String HOLD = "hold";
    private static final String TAGS = "tags";

    private final BackupStorage storage;
    private final SmallObjects objects;
    private final Reservations reservations;
    private final InstantSource clock;

    BackupNotes(BackupStorage storage, InstantSource clock) {
        this.storage = storage;
        this.objects = new SmallObjects(storage);
        this.reservations = new Reservations(storage, clock);
        this.clock = clock;
    }

    /** The records of some backups, with what the notes beside them say; in the same order. */
    public List<AnnotatedBackup> of(Collection<BackupRecord> backups) {
        Set<NoteName> there = there();
        return backups.stream().map(backup -> annotated(backup, there)).toList();
    }

    /** A backup's record with what the notes beside it say. */
    public AnnotatedBackup of(BackupRecord backup) {
        BackupId id = backup.id();
        return annotated(backup, Set.of(NoteName.validation(id), NoteName.of(id, HOLD), NoteName.of(id, TAGS)));
    }

    private AnnotatedBackup annotated(BackupRecord backup, Set<NoteName> there) {
        BackupId id = backup.id();
        Optional<ValidationNote> validation =
                there.contains(NoteName.validation(id)) ? validation(id) : Optional.empty();
        Optional<Hold> hold = there.contains(NoteName.of(id, HOLD)) ? hold(id) : Optional.empty();
        Optional<Tags> tags = Optional.of(Tags.none(id));
        if (there.contains(NoteName.of(id, TAGS))) {
            tags = tags(id);
        }
        return new AnnotatedBackup(
                backup,
                validation.orElse(null),
                tags.isPresent() ? hold.orElse(null) : Hold.ofUnreadable(id),
                tags.map(Tags::words).orElse(Set.of()));
    }

    /** Remembers the result of a validation beside its backup, in place of an earlier one. */
    public void remember(ValidationNote validation) {
        save(NoteName.validation(validation.backup()), validation.toBytes());
    }

    /** What is remembered of a backup's last validation; empty if nothing is, or nothing that can be read. */
    public Optional<ValidationNote> validation(BackupId backup) {
        return objects.read(NoteName.validation(backup).key())
                .flatMap(bytes -> readable(backup, bytes, ValidationNote::parse, ValidationNote::backup));
    }

    /**
     * Keeps a backup from being deleted until it is released, in place of an earlier hold.
     *
     * @throws NotFoundException if there is no such backup
     * @throws ConflictException if it is being made or deleted
     */
    public Hold hold(BackupId backup, String reason, Actor actor) {
        return lay(new Hold(backup, reason, clock.instant(), actor.name(), null));
    }

    /** Keeps a backup from being deleted until a time; see {@link #hold(BackupId, String, Actor)}. */
    public Hold holdUntil(BackupId backup, Instant until, String reason, Actor actor) {
        return lay(new Hold(backup, reason, clock.instant(), actor.name(), Objects.requireNonNull(until, "until")));
    }

    private Hold lay(Hold hold) {
        return exclusively(hold.backup(), () -> {
            save(NoteName.of(hold.backup(), HOLD), hold.toBytes());
            return hold;
        });
    }

    /**
     * Lets a backup be deleted again.
     *
     * @return whether it was held
     * @throws NotFoundException if there is no such backup
     */
    public boolean release(BackupId backup) {
        NoteName note = NoteName.of(backup, HOLD);
        return exclusively(backup, () -> {
            boolean held = storage.find(note.key()).isPresent();
            storage.delete(note.key());
            return held;
        });
    }

    /** What keeps a backup from being deleted, or did once; a note that can't be read does. */
    public Optional<Hold> hold(BackupId backup) {
        return objects.read(NoteName.of(backup, HOLD).key())
                .map(bytes ->
                        readable(backup, bytes, Hold::parse, Hold::backup).orElseGet(() -> Hold.ofUnreadable(backup)));
    }

    /**
     * Adds tags to a backup.
     *
     * @return all of them
     * @throws NotFoundException if there is no such backup
     * @throws IllegalArgumentException if one can't be a tag
     */
    public Tags tag(BackupId backup, Collection<String> words) {
        words.forEach(Tags::requireWord);
        return changeTags(backup, tags -> tags.with(words));
    }

    /**
     * Takes tags off a backup.
     *
     * @return the others
     * @throws NotFoundException if there is no such backup
     */
    public Tags untag(BackupId backup, Collection<String> words) {
        return changeTags(backup, tags -> tags.without(words));
    }

    private Tags changeTags(BackupId backup, Function<Tags, Tags> change) {
        return exclusively(backup, () -> {
            Tags changed = change.apply(tags(backup).orElse(Tags.none(backup)));
            save(NoteName.of(backup, TAGS), changed.toBytes());
            return changed;
        });
    }

    /** A backup's tags, perhaps none; empty if they can't be read. */
    private Optional<Tags> tags(BackupId backup) {
        Optional<byte[]> note = objects.read(NoteName.of(backup, TAGS).key());
        return note.isEmpty()
                ? Optional.of(Tags.none(backup))
                : readable(backup, note.get(), Tags::parse, Tags::backup);
    }

    /**
     * Whose turn it is to be validated, if a turn was ever taken.
     *
     * @throws ArchiveException if that can't be read
     */
    public Optional<ShareCursor> shareCursor() {
        return objects.read(NoteName.validationShare().key()).map(ShareCursor::parse);
    }

    /** The names of the reports of all drills, newest first. */
    public List<NoteName> drills() {
        return storage.list(NoteName.drillPrefix()).stream()
                .map(object -> object.key().value())
                .filter(NoteName::isDrill)
                .sorted(Comparator.reverseOrder())
                .map(NoteName::new)
                .toList();
    }

    /** Remembers whose turn it is to be validated. */
    public void remember(ShareCursor cursor) {
        save(NoteName.validationShare(), cursor.toBytes());
    }

    /**
     * Returns if nothing keeps a backup from being deleted.
     *
     * @throws ConflictException if it is held
     */
    void requireNotHeld(BackupId backup) {
        hold(backup).filter(hold -> hold.isInForce(clock.instant())).ifPresent(hold -> {
            throw new ConflictException(
                    Problem.of("Cannot delete backup " + backup + ": it is " + hold.describe() + ".")
                            .withBackup(backup.value())
                            .withHint("release it first if it may go."));
        });
    }

    /** Nobody deletes the backup meanwhile. */
    private <T> T exclusively(BackupId backup, Supplier<T> work) {
        if (!BackupNames.isRegular(backup)
                || storage.find(BackupNames.backupRecord(backup)).isEmpty()) {
            throw new NotFoundException(
                    Problem.of("There is no backup " + backup + ".").withBackup(backup.value()));
        }
        Reservation reservation = reservations.require(backup);
        try {
            if (storage.find(BackupNames.backupRecord(backup)).isEmpty()) {
                throw new NotFoundException(Problem.of("Backup " + backup + " was deleted just now.")
                        .withBackup(backup.value()));
            }
            return work.get();
        } finally {
            reservation.giveUp();
        }
    }

    private void save(NoteName name, byte[] bytes) {
        storage.replace(name.key(), ContentWriter.of(bytes));
    }

    /** One listing spares look-ups for each backup that has no notes. */
    private Set<NoteName> there() {
        return storage.list(BackupNames.prefix()).stream()
                .map(StoredObject::key)
                .filter(key -> BackupNames.parse(key)
                        .filter(part -> part.kind() == BackupNames.PartKind.NOTE)
                        .isPresent())
                .map(key -> new NoteName(key.value()))
                .collect(Collectors.toSet());
    }

    /** A note that can't be read must not keep anybody from listing or pruning. */
    private static <T> Optional<T> readable(
            BackupId backup, byte[] bytes, Function<byte[], T> form, Function<T, BackupId> about) {
        try {
            return Optional.of(form.apply(bytes))
                    .filter(note -> about.apply(note).equals(backup));
        } catch (ArchiveException damaged) {
            LOG.warn("A note on backup {} can't be read", backup, damaged);
            return Optional.empty();
        }
    }

    /** The names of the records of all incidents, in the order of their ids. */
    public List<NoteName> incidents() {
        return storage.list(NoteName.incidentPrefix()).stream()
                .map(object -> object.key().value())
                .filter(NoteName::isIncident)
                .map(NoteName::new)
                .toList();
    }
}
