// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import dev.tenantbackup.examples.benchmarks.baseline.Bulk;
import dev.tenantbackup.examples.benchmarks.baseline.EmptyDatabase;
import dev.tenantbackup.examples.benchmarks.data.Crowd;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Comparison;
import dev.tenantbackup.examples.benchmarks.work.ArchivedTenant;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The tenants that parts are tried on: the real ones, or smaller ones to warm up with. */
final class Scene {

    private static final int WARM_UP_TENANTS = 5;

    private final Setting setting;
    private final String name;
    private final Subject subject;
    private final Subject half;
    private final Crowd crowd;
    private @Nullable ArchivedTenant archived;

    private Scene(Setting setting, String name, Subject subject, Subject half, Crowd crowd) {
        this.setting = setting;
        this.name = name;
        this.subject = subject;
        this.half = half;
        this.crowd = crowd;
    }

    static Scene real(Setting setting, int smallTenants) throws SQLException, IOException {
        return new Scene(
                setting, "real", setting.big(), setting.half(), setting.crowd().first(smallTenants));
    }

    static Scene rehearsal(Setting setting) throws SQLException, IOException {
        return new Scene(
                setting,
                "rehearsal",
                setting.medium(),
                setting.medium(),
                setting.crowd().first(WARM_UP_TENANTS));
    }

    List<Comparison> comparisons(List<Part> parts) throws Exception {
        List<Comparison> comparisons = new ArrayList<>();
        for (Part part : parts) {
            comparisons.add(new Comparison(
                    part.id(), part.limit(subject.database().product()), part.baseline(this), part.ours(this)));
        }
        return comparisons;
    }

    Subject subject() {
        return subject;
    }

    /** A tenant of half the size. */
    Subject half() {
        return half;
    }

    Setting setting() {
        return setting;
    }

    Crowd crowd() {
        return crowd;
    }

    Bulk bulk() {
        return setting.bulk();
    }

    EmptyDatabase empty() throws SQLException, IOException {
        return setting.empty();
    }

    /** A folder of its own. */
    Path folder(String purpose) {
        return setting.folder(name + "-" + purpose);
    }

    /** Where plain backups are kept. */
    Path storage() {
        return folder("backups");
    }

    /** The tenant with a backup to restore; made when it is first asked for. */
    ArchivedTenant archived() throws IOException {
        if (archived == null) {
            archived = ArchivedTenant.of(subject, folder("archived"));
        }
        return archived;
    }
}
