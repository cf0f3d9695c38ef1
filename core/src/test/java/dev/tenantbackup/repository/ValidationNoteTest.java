// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.repository;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.archive.ValidationReport;
import dev.tenantbackup.archive.ValidationReport.Level;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ValidationNoteTest {

    private static final BackupId ID = BackupId.of("tenant_export_42_20260301020000");
    private static final Instant NOW = Instant.parse("2026-03-01T02:00:00Z");

    private static ValidationReport report(@Nullable Level level, int problems) {
        return new ValidationReport(
                level,
                IntStream.range(0, problems)
                        .mapToObj(i -> Problem.of("problem " + i))
                        .toList(),
                List.of());
    }

    private static ValidationNote note(
            Instant at, ValidationReport archive, ValidationReport all, @Nullable ValidationNote earlier) {
        ValidationNote note = ValidationNote.of(ID, at, archive, all, earlier);
        assertThat(ValidationNote.parse(note.toBytes())).isEqualTo(note);
        return note;
    }

    private static ValidationNote note(Instant at, ValidationReport archive, @Nullable ValidationNote earlier) {
        return note(at, archive, archive, earlier);
    }

    @Test
    void remembersHowManyProblemsThereWereAndTheFirst() {
        ValidationNote note = note(NOW, report(Level.ROWS, 7), null);
        assertThat(note.valid()).isFalse();
        assertThat(note.intact()).isFalse();
        assertThat(note.problems()).isEqualTo(7);
        assertThat(note.first()).containsExactly("problem 0", "problem 1", "problem 2", "problem 3", "problem 4");
        assertThat(note.intactDownTo()).isEmpty();
        assertThat(note(NOW, report(null, 1), null).intact()).isFalse();
    }

    @Test
    void anArchiveIsIntactThoughTheDatabaseWouldNotTakeIt() {
        ValidationNote note = note(NOW, report(Level.REFERENCES, 0), report(Level.RESTORABLE, 2), null);
        assertThat(note.valid()).isFalse();
        assertThat(note.intact()).isTrue();
        assertThat(note.intactDownTo()).contains(new ValidationNote.Depth(Level.REFERENCES, NOW));
    }

    @Test
    void aShallowLookDoesNotForgetHowDeepItWasIntact() {
        Instant later = NOW.plus(Duration.ofDays(1));
        ValidationNote deep = note(NOW, report(Level.REFERENCES, 0), null);
        ValidationNote shallow = note(later, report(Level.FILE, 0), deep);
        assertThat(shallow.at()).isEqualTo(later);
        assertThat(shallow.level()).isEqualTo(Level.FILE);
        assertThat(shallow.intactDownTo()).contains(new ValidationNote.Depth(Level.REFERENCES, NOW));
        assertThat(note(later, report(Level.REFERENCES, 0), shallow).intactDownTo())
                .contains(new ValidationNote.Depth(Level.REFERENCES, later));
        assertThat(note(later, report(Level.FILE, 1), shallow).intactDownTo()).isEmpty();
    }

    @Test
    void aShallowLookDoesNotForgiveWhatADeepOneFound() {
        ValidationNote bad = note(NOW, report(Level.ROWS, 1), null);
        ValidationNote after = note(NOW.plusSeconds(1), report(Level.FILE, 0), bad);
        assertThat(after).isEqualTo(bad);
        assertThat(note(NOW.plusSeconds(2), report(Level.ROWS, 0), after).intact())
                .isTrue();
        ValidationNote lost = note(NOW, report(null, 1), null);
        assertThat(note(NOW.plusSeconds(1), report(Level.FILE, 0), lost).intact())
                .isTrue();
    }

    @Test
    void isOfATurnOnlyIfMadeSinceItBeganAndAsDeepAsAsked() {
        ValidationNote note = note(NOW, report(Level.DIGESTS, 0), null);
        assertThat(note.isOf(Level.FILE, NOW)).isTrue();
        assertThat(note.isOf(Level.DIGESTS, NOW)).isTrue();
        assertThat(note.isOf(Level.ROWS, NOW)).isFalse();
        assertThat(note.isOf(Level.FILE, NOW.plusNanos(1))).isFalse();
    }
}
