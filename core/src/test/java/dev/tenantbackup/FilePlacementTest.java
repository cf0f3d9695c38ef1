// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.files.FileExistsException;
import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.files.MemoryFiles;
import dev.tenantbackup.files.StoredFile;
import dev.tenantbackup.model.CancelledException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.operation.Cancellation;
import dev.tenantbackup.storage.ContentWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new file and one with other bytes, put where a bystander's file lies. */
class FilePlacementTest {

    private static final FileKey NEW = FileKey.of("menus/1/soup");
    private static final FileKey CHANGED = FileKey.of("menus/1/bread");
    private static final FileKey ASIDE = FileKey.of("menus/1/bread.before-1");
    private static final FileKey BYSTANDERS = FileKey.of("menus/2/bread");
    private static final Set<String> HELD = Set.of(NEW.value(), CHANGED.value());
    private static final List<FileTask> TASKS =
            List.of(new FileTask.Put(NEW, content("soup")), new FileTask.Replace(CHANGED, content("old bread"), ASIDE));

    private final MemoryFiles files = new MemoryFiles();

    @BeforeEach
    void fill() {
        files.create(CHANGED, writer("new bread"));
        files.create(BYSTANDERS, writer("new bread"));
    }

    @Test
    void whatIsCommittedStaysAndWhatWasSetAsideGoes() {
        try (FilePlacement placement = new FilePlacement(files)) {
            assertThat(placement.place(TASKS, HELD, Cancellation.NEVER)).isEqualTo(TASKS);
            assertThat(placement.committed()).isEmpty();
        }
        assertThat(contents()).isEqualTo(with(NEW, "soup", CHANGED, "old bread"));
    }

    @Test
    void whatIsNotCommittedIsTakenBack() {
        try (FilePlacement placement = new FilePlacement(files)) {
            placement.place(TASKS, HELD, Cancellation.NEVER);
        }
        assertThat(contents()).isEqualTo(with(CHANGED, "new bread"));
    }

    @Test
    void whereNobodyKnowsEveryFileStaysWhereItIs() {
        try (FilePlacement placement = new FilePlacement(files)) {
            placement.place(TASKS, HELD, Cancellation.NEVER);
            placement.leave();
        }
        assertThat(contents()).isEqualTo(with(NEW, "soup", CHANGED, "old bread", ASIDE, "new bread"));
    }

    @Test
    void whatNoRowPointsToIsNotPut() {
        try (FilePlacement placement = new FilePlacement(files)) {
            assertThat(placement.place(TASKS, Set.of(NEW.value()), Cancellation.NEVER))
                    .containsExactly(TASKS.get(0));
            placement.committed();
        }
        assertThat(contents()).isEqualTo(with(NEW, "soup", CHANGED, "new bread"));
    }

    @Test
    void aFileThatSomebodyElseCreatedMeanwhileStaysHisAlsoWithTheSameBytes() {
        FilePlacement placement = new FilePlacement(files);
        FileTask taken = new FileTask.Put(NEW, new FileSupply.Content(-1, null, () -> {
            files.replace(NEW, writer("soup"));
            return stream("soup");
        }));
        assertThatThrownBy(() -> placement.place(List.of(taken), HELD, Cancellation.NEVER))
                .isInstanceOf(FileExistsException.class);
        placement.close();
        assertThat(contents()).isEqualTo(with(NEW, "soup", CHANGED, "new bread"));
    }

    /** Whether the file is ours nobody said: its bytes tell. */
    @Test
    void afterALostAnswerAFileWithOtherBytesIsSomebodyElses() {
        MemoryFiles place = files;
        FilePlacement placement = new FilePlacement(new ReplacingOnce() {
            @Override
            public void create(FileKey key, ContentWriter content) {
                super.create(key, content);
                place.replace(key, writer("broth"));
                throw new StorageException(Problem.of("The answer was lost."));
            }
        });
        assertThatThrownBy(() -> placement.place(TASKS, HELD, Cancellation.NEVER))
                .hasMessageContaining("The answer was lost.");
        placement.close();
        assertThat(contents()).isEqualTo(with(NEW, "broth", CHANGED, "new bread"));
    }

    @Test
    void aCancellationIsHeededBetweenTwoFiles() {
        FilePlacement placement = new FilePlacement(files);
        Cancellation cancellation = () -> files.keys().contains(NEW);
        assertThatThrownBy(() -> placement.place(TASKS, HELD, cancellation)).isInstanceOf(CancelledException.class);
        assertThat(contents()).isEqualTo(with(NEW, "soup", CHANGED, "new bread"));
        placement.close();
        assertThat(contents()).isEqualTo(with(CHANGED, "new bread"));
    }

    /** The file that was set aside is the only copy of what was replaced: it is kept, and named. */
    @Test
    void whatCannotBePutBackIsNamedWithItsOnlyCopy() {
        FilePlacement placement = new FilePlacement(new ReplacingOnce());
        placement.place(TASKS, HELD, Cancellation.NEVER);
        assertThatThrownBy(placement::close)
                .isInstanceOf(StorageException.class)
                .hasMessageContaining("could not be taken back: '" + CHANGED + "', '" + ASIDE + "'.");
        assertThat(contents()).isEqualTo(with(CHANGED, "old bread", ASIDE, "new bread"));
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        for (FileKey key : files.keys()) {
            try (InputStream in = files.open(key)) {
                contents.put(key.value(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return contents;
    }

    /** These files, by key and content in turn, and the bystander's. */
    private static Map<String, String> with(Object... keysAndContents) {
        Map<String, String> contents = new TreeMap<>(Map.of(BYSTANDERS.value(), "new bread"));
        for (int i = 0; i < keysAndContents.length; i += 2) {
            contents.put(keysAndContents[i].toString(), keysAndContents[i + 1].toString());
        }
        return contents;
    }

    private static FileSupply.Content content(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new FileSupply.Content(bytes.length, Digest.of(bytes), () -> stream(text));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ContentWriter writer(String text) {
        return ContentWriter.of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same files, of which one can be replaced; then no more. */
    private class ReplacingOnce implements FileSink {

        private boolean replaced;

        @Override
        public Optional<StoredFile> find(FileKey key) {
            return files.find(key);
        }

        @Override
        public InputStream open(FileKey key) {
            return files.open(key);
        }

        @Override
        public void create(FileKey key, ContentWriter content) {
            files.create(key, content);
        }

        @Override
        public void replace(FileKey key, ContentWriter content) {
            if (replaced) {
                throw new StorageException(Problem.of("The disk is full."));
            }
            replaced = true;
            files.replace(key, content);
        }

        @Override
        public void delete(FileKey key) {
            files.delete(key);
        }
    }
}
