// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.benchmarks;

import static dev.tenantbackup.examples.benchmarks.baseline.CopyOut.Sink.DEFLATE_1;
import static dev.tenantbackup.examples.benchmarks.baseline.CopyOut.Sink.NOTHING;

import dev.tenantbackup.examples.benchmarks.baseline.CopyIn;
import dev.tenantbackup.examples.benchmarks.baseline.CopyOut;
import dev.tenantbackup.examples.benchmarks.baseline.KeyMapClone;
import dev.tenantbackup.examples.benchmarks.baseline.SmallQueries;
import dev.tenantbackup.examples.benchmarks.data.Harm;
import dev.tenantbackup.examples.benchmarks.data.Subject;
import dev.tenantbackup.examples.benchmarks.measure.Work;
import dev.tenantbackup.examples.benchmarks.work.BackupOfMany;
import dev.tenantbackup.examples.benchmarks.work.Copies;
import dev.tenantbackup.examples.benchmarks.work.Diff;
import dev.tenantbackup.examples.benchmarks.work.Export;
import dev.tenantbackup.examples.benchmarks.work.RestoreInPlace;
import dev.tenantbackup.examples.benchmarks.work.RestoreIntoEmpty;
import dev.tenantbackup.examples.benchmarks.work.Validate;
import dev.tenantbackup.examples.platform.Product;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be measured: each a work of ours, the baseline it is held against, and how many times its time is allowed. */
enum Part {
    EXPORT(1.7, 1.6) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), DEFLATE_1);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return Export.checked(scene.subject(), scene.storage());
        }
    },
    EXPORT_UNCHECKED(1.45, 1.6) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), DEFLATE_1);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return Export.withoutReferenceCheck(scene.subject(), scene.storage());
        }
    },
    EXPORT_SEALED(1.2, 1.2) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return Export.checked(scene.subject(), scene.storage());
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return Export.sealed(scene.subject(), scene.folder("sealed"));
        }
    },
    DIFF(1.6, 1.6) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), NOTHING);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new Diff(scene.archived());
        }
    },
    RESTORE_UNDAMAGED(1.6, 1.6) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), NOTHING);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new RestoreInPlace(scene.archived(), Harm.NONE, scene.bulk());
        }
    },
    RESTORE_ONE_PLACE(3, 3) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), NOTHING);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new RestoreInPlace(scene.archived(), Harm.IN_ONE_PLACE, scene.bulk());
        }
    },
    RESTORE_SPREAD(6, 6) {
        @Override
        Work baseline(Scene scene) {
            return new CopyOut(scene.subject(), scene.bulk(), NOTHING);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new RestoreInPlace(scene.archived(), Harm.SPREAD, scene.bulk());
        }
    },
    RESTORE_EMPTY(1.3, 1.5) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return CopyIn.into(scene.empty(), scene.subject().withoutQueue(), scene.bulk(), scene.folder("rows"));
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new RestoreIntoEmpty(scene.archived(), scene.empty());
        }
    },
    RESTORE_NEW(1.6, 1.5) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return CopyIn.besides(scene.subject().withoutQueue(), scene.bulk(), scene.folder("copied-rows"));
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return Copies.restored(scene.archived(), scene.bulk());
        }
    },
    CLONE(1.4, 1.4) {
        @Override
        Work baseline(Scene scene) {
            return new KeyMapClone(scene.subject().withoutQueue(), scene.bulk());
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return Copies.cloned(scene.archived(), scene.bulk());
        }
    },
    VALIDATE(1.0, 1.0) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return Export.checked(scene.subject(), scene.storage());
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new Validate(scene.archived());
        }
    },
    MANY(1.5, 1.5) {
        @Override
        Work baseline(Scene scene) {
            return new SmallQueries(scene.crowd(), scene.bulk());
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return new BackupOfMany(scene.crowd(), scene.folder("many"));
        }
    },
    ROWS_DOUBLED(2.1, 2.1) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return exportOf(scene.half(), scene);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return exportOf(scene.subject(), scene);
        }

        private Export exportOf(Subject subject, Scene scene) throws Exception {
            return Export.checked(subject, scene.storage())
                    .named(String.format(Locale.ROOT, "export of %,d rows", subject.rows()));
        }
    },
    BYSTANDERS_DOUBLED(1.1, 1.1) {
        @Override
        Work baseline(Scene scene) throws Exception {
            return exportAmong(scene.setting(), scene);
        }

        @Override
        Work ours(Scene scene) throws Exception {
            return exportAmong(scene.setting().crowded(), scene);
        }

        private Export exportAmong(Setting setting, Scene scene) throws Exception {
            return Export.checked(setting.medium(), scene.storage())
                    .named(String.format(
                            Locale.ROOT,
                            "export among %,d small tenants",
                            setting.crowd().tenants().size()));
        }
    };

    private final double limitOnPostgres;
    private final double limitOnMariaDb;

    Part(double limitOnPostgres, double limitOnMariaDb) {
        this.limitOnPostgres = limitOnPostgres;
        this.limitOnMariaDb = limitOnMariaDb;
    }

    abstract Work baseline(Scene scene) throws Exception;

    abstract Work ours(Scene scene) throws Exception;

    /** The name to select it by. */
    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double limit(Product product) {
        return product == Product.POSTGRESQL ? limitOnPostgres : limitOnMariaDb;
    }

    /**
     * The part of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static Part of(String id) {
        return Arrays.stream(values())
                .filter(part -> part.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no part '" + id + "'. There are " + ids()));
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Part::id).toList();
    }
}
