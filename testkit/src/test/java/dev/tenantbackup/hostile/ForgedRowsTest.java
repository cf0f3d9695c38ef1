// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.RestoreRequest;
import dev.tenantbackup.RestoreResult;
import dev.tenantbackup.catalog.DirtyRule;
import dev.tenantbackup.crash.Tier;
import dev.tenantbackup.model.BackupId;
import dev.tenantbackup.model.ConflictException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.repository.BackupRepository;
import dev.tenantbackup.storage.MemoryStorage;
import dev.tenantbackup.testkit.databases.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives that are consistent in themselves and were never exported: whatever their rows and manifest say, they are
 * refused before the first row outside temporary tables is written, or mean no harm. No bystander's row ever moves.
 */
class ForgedRowsTest {

    private static final Map<Engine, byte[]> GENUINE = new EnumMap<>(Engine.class);
    private static final Map<Engine, Map<Destination, Stalls>> STALLS = new EnumMap<>(Engine.class);

    @TempDir
    private Path directory;

    /** What is refused is refused by the same code for each product, so one is asked in every build. */
    static Stream<Engine> engines() {
        return Tier.isThorough() ? Stream.of(Engine.values()) : Stream.of(Engine.H2);
    }

    static Stream<Arguments> forgeries() {
        return engines().flatMap(engine -> Stream.of(Forgery.values()).map(forgery -> Arguments.of(engine, forgery)));
    }

    @AfterAll
    static void forget() {
        GENUINE.clear();
        STALLS.clear();
    }

    @ParameterizedTest
    @MethodSource("engines")
    void whatWasNotForgedIsRestoredEverywhere(Engine engine) throws IOException {
        Path archive = file(genuine(engine));
        for (Destination destination : Destination.values()) {
            restored(engine, destination, archive);
        }
    }

    @ParameterizedTest
    @MethodSource("forgeries")
    void isRefusedBeforeTheFirstWriteOrMeansNoHarm(Engine engine, Forgery forgery) throws IOException {
        Path archive = file(forgery.of(genuine(engine)));
        for (Destination destination : Destination.values()) {
            if (forgery.isHarmlessIn(destination)) {
                restored(engine, destination, archive);
            } else {
                refused(engine, destination, archive, forgery);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("engines")
    void aReferenceToABystandersRowIsNamedAndRefusedOnRequest(Engine engine) throws IOException {
        Path archive = file(Forgery.A_REFERENCE_TO_A_BYSTANDERS_CUSTOMER.of(genuine(engine)));
        Stalls stalls = Stalls.three(engine);
        Map<String, List<String>> before = stalls.content();
        assertThatThrownBy(() -> stalls.service(BackupRepository.of(new MemoryStorage()))
                        .restore(archive, RestoreRequest.into(Stalls.STALL).withDirtyReferences(DirtyRule.REFUSE)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("are not the tenant's, but of tenant '1'");
        assertThat(stalls.content()).isEqualTo(before);
        assertThat(stalls.writes()).isEmpty();
        RestoreResult restored = restored(engine, Destination.IN_PLACE, archive);
        assertThat(restored.rules())
                .as("the result says that it is kept")
                .anySatisfy(rule -> assertThat(rule.table().name()).isEqualToIgnoringCase("orders"));
    }

    private void refused(Engine engine, Destination destination, Path archive, Forgery forgery) {
        Stalls stalls = stalls(engine, destination);
        Map<String, List<String>> before = stalls.content();
        assertThatThrownBy(() -> stalls.service(BackupRepository.of(new MemoryStorage()))
                        .restore(archive, destination.request()))
                .as("%s %s", forgery, destination)
                .isInstanceOfSatisfying(
                        TenantBackupException.class,
                        failure -> assertThat(failure.problem().table()).isPresent())
                .hasMessageFindingMatch("(?is)" + forgery.refusal());
        assertThat(stalls.writes())
                .as("%s %s writes nothing", forgery, destination)
                .isEmpty();
        assertThat(stalls.content()).as("%s %s", forgery, destination).isEqualTo(before);
    }

    /** Restored somewhere where nothing else is tried afterwards; the bystander is as before. */
    private RestoreResult restored(Engine engine, Destination destination, Path archive) {
        Stalls stalls = STALLS.getOrDefault(engine, Map.of()).containsKey(destination)
                ? STALLS.get(engine).remove(destination)
                : prepared(engine, destination);
        Map<String, List<String>> bystander = stalls.of(Stalls.BYSTANDER);
        RestoreResult result =
                stalls.service(BackupRepository.of(new MemoryStorage())).restore(archive, destination.request());
        assertThat(stalls.of(Stalls.BYSTANDER)).as(destination.name()).isEqualTo(bystander);
        assertThat(stalls.writes()).as("a restore that writes is seen to write").isNotEmpty();
        return result;
    }

    /** What nothing was restored to so far. */
    private static Stalls stalls(Engine engine, Destination destination) {
        return STALLS.computeIfAbsent(engine, any -> new EnumMap<>(Destination.class))
                .computeIfAbsent(destination, any -> prepared(engine, destination));
    }

    /** Something for a restore to do, whatever its mode. */
    private static Stalls prepared(Engine engine, Destination destination) {
        Stalls stalls = destination.stalls(engine);
        stalls.execute(
                "update orders set note = 'changed' where stall_id = 2", "delete from order_lines where id = 222");
        return stalls;
    }

    private byte[] genuine(Engine engine) throws IOException {
        if (!GENUINE.containsKey(engine)) {
            BackupRepository repository = BackupRepository.of(new MemoryStorage());
            BackupId backup = Stalls.three(engine)
                    .service(repository)
                    .exportTenant(Stalls.STALL)
                    .id();
            Path file = directory.resolve("genuine-" + engine + ".zip");
            repository.copyTo(backup, file);
            GENUINE.put(engine, Files.readAllBytes(file));
        }
        return GENUINE.get(engine);
    }

    private Path file(byte[] archive) throws IOException {
        return Files.write(directory.resolve("forged.zip"), archive);
    }
}
