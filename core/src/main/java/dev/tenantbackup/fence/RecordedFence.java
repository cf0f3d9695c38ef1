// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.fence;

import dev.tenantbackup.archive.Digest;
import dev.tenantbackup.archive.SafeName;
import dev.tenantbackup.fence.FenceSwitch.Effect;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.OutcomeUnknownException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.StorageException;
import dev.tenantbackup.model.TenantBackupException;
import dev.tenantbackup.model.TenantId;
import dev.tenantbackup.storage.BackupStorage;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.storage.ObjectExistsException;
import dev.tenantbackup.storage.ObjectKey;
import dev.tenantbackup.storage.ObjectNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A fence that an application keeps, told by a {@link FenceSwitch}; a document beside the backups remembers which are up.
 * The document is there before the application is told to stop, and until it was told to go on: whenever a process dies,
 * the fence is found and can be raised again or lifted. Safe for concurrent use as far as the storage and the switch are.
 */
public final class RecordedFence implements TenantFence {

    /** What the keys of the documents begin with. */
    public static final String PREFIX = "fence_";

    private static final String SUFFIX = ".json";
    private static final int LONGEST_NAME = 160;

    private final BackupStorage storage;
    private final FenceSwitch application;
    private final InstantSource clock;

    private RecordedFence(BackupStorage storage, FenceSwitch application, InstantSource clock) {
        this.storage = Objects.requireNonNull(storage, "storage");
        this.application = Objects.requireNonNull(application, "application");
        this.clock = Objects.requireNonNull(clock, "clock");
    }

    /**
     * A fence of this application.
     *
     * @param storage where the documents lie: that of the backups
     */
    public static RecordedFence of(BackupStorage storage, FenceSwitch application) {
        return new RecordedFence(storage, application, InstantSource.system());
    }

    public RecordedFence withClock(InstantSource value) {
        return new RecordedFence(storage, application, value);
    }

    @Override
    public RaisedFence raise(FenceRequest request) {
        if (!application.levels().contains(request.level())) {
            throw new InvalidRequestException(
                    Problem.of("This fence has no level '" + request.level().word() + "'.")
                            .withTenant(request.tenant())
                            .withHint("declare what stops it, or use a level that is there"));
        }
        Optional<RaisedFence> before = find(request.tenant());
        RaisedFence up = noted(request, before);
        try {
            return up.isEffective() ? up : stopped(up, request.patience());
        } catch (InvalidRequestException | NotFoundException refused) {
            if (before.isEmpty()) {
                storage.delete(key(request.tenant()));
            }
            throw refused;
        }
    }

    private RaisedFence noted(FenceRequest request, Optional<RaisedFence> up) {
        RaisedFence wanted = new RaisedFence(
                request.tenant(), request.level(), request.actor(), request.reason(), clock.instant(), null);
        if (up.isEmpty()) {
            try {
                storage.create(key(request.tenant()), ContentWriter.of(FenceNote.toBytes(wanted)));
                return wanted;
            } catch (ObjectExistsException somebodyElses) {
                return find(request.tenant()).orElseThrow(() -> somebodyElses);
            }
        }
        if (up.get().level() == request.level()) {
            return up.get();
        }
        replace(wanted);
        return wanted;
    }

    private RaisedFence stopped(RaisedFence up, Duration patience) {
        if (ask(up.tenant(), "stop", () -> application.stop(up, patience)) == Effect.ANNOUNCED) {
            return up;
        }
        RaisedFence effective =
                new RaisedFence(up.tenant(), up.level(), up.actor(), up.reason(), up.raisedAt(), clock.instant());
        replace(effective);
        return effective;
    }

    @Override
    public Optional<RaisedFence> lift(TenantId tenant) {
        Optional<RaisedFence> up = find(tenant);
        up.ifPresent(fence -> {
            ask(tenant, "go on", () -> {
                application.resume(tenant);
                return Effect.ANNOUNCED;
            });
            storage.delete(key(tenant));
        });
        return up;
    }

    private static Effect ask(TenantId tenant, String what, Asking asking) {
        try {
            return asking.ask();
        } catch (TenantBackupException failure) {
            throw failure;
        } catch (RuntimeException failure) {
            throw new OutcomeUnknownException(
                    Problem.of("Outcome unknown: the application was told to " + what + " for tenant '" + tenant
                                    + "', and failed: " + failure + ".")
                            .withTenant(tenant)
                            .withHint("the fence counts as up; raise it or lift it again."),
                    failure);
        }
    }

    @Override
    public Optional<RaisedFence> find(TenantId tenant) {
        return read(key(tenant));
    }

    @Override
    public List<RaisedFence> raised() {
        List<RaisedFence> raised = new ArrayList<>();
        storage.list(PREFIX).stream()
                .filter(object -> object.key().value().endsWith(SUFFIX))
                .forEach(object -> read(object.key()).ifPresent(raised::add));
        raised.sort(Comparator.comparing(fence -> fence.tenant().value()));
        return raised;
    }

    private void replace(RaisedFence fence) {
        storage.replace(key(fence.tenant()), ContentWriter.of(FenceNote.toBytes(fence)));
    }

    private Optional<RaisedFence> read(ObjectKey key) {
        try (InputStream in = storage.open(key)) {
            return Optional.of(FenceNote.parse(key, in.readNBytes(FenceNote.MOST_BYTES)));
        } catch (ObjectNotFoundException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StorageException(
                    Problem.of("Cannot read '" + key + "': " + e.getMessage() + ".")
                            .thatMayPass(),
                    e);
        }
    }

    private static ObjectKey key(TenantId tenant) {
        String name = SafeName.encode(tenant.value());
        return ObjectKey.of(PREFIX
                + (name.length() <= LONGEST_NAME
                        ? name
                        : Digest.of(tenant.value()).hex())
                + SUFFIX);
    }

    @FunctionalInterface
    private interface Asking {
        Effect ask();
    }
}
