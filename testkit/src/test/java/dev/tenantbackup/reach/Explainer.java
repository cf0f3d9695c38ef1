// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.reach;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tenantbackup.crash.WatchedDataSource.Call;
import dev.tenantbackup.crash.WatchedDataSource.Kind;
import dev.tenantbackup.crash.WatchedDataSource.Watcher;
import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Has each statement explained just before it runs, with its values, in its own transaction. */
final class Explainer implements Watcher {

    private static final Set<String> EXPLAINABLE = Set.of("select", "with", "insert", "update", "delete");
    private static final Pattern COPY_OUT = Pattern.compile("copy \\((.*)\\) to stdout.*", Pattern.DOTALL);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Plans plans;
    private final List<Scan> scans = new ArrayList<>();
    private boolean listening;
    private int explained;

    Explainer(Plans plans) {
        this.plans = plans;
    }

    /** Forgets what it heard before. */
    synchronized void listen() {
        scans.clear();
        explained = 0;
        listening = true;
    }

    /** What was found since it began to listen, each once. */
    synchronized List<Scan> scans() {
        return scans.stream().distinct().toList();
    }

    synchronized int explained() {
        return explained;
    }

    @Override
    public synchronized void before(Call call) throws SQLException {
        Optional<String> query = listening ? query(call) : Optional.empty();
        if (query.isPresent()) {
            explained++;
            scans.addAll(plans.scans(explain(call, query.get()), query.get()));
        }
    }

    @Override
    public void after(Call call) {
        // what it came to was explained before
    }

    private static Optional<String> query(Call call) {
        if (call.kind() != Kind.STATEMENT) {
            return Optional.empty();
        }
        Matcher copied = COPY_OUT.matcher(call.sql());
        if (copied.matches()) {
            return Optional.of(copied.group(1));
        }
        return EXPLAINABLE.contains(call.word()) ? Optional.of(call.sql()) : Optional.empty();
    }

    private JsonNode explain(Call call, String query) throws SQLException {
        try (PreparedStatement statement = call.connection().prepareStatement("explain (format json) " + query)) {
            call.values().bindTo(statement);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return JSON.readTree(row.getString(1));
            }
        } catch (IOException | ReflectiveOperationException e) {
            throw new IllegalStateException("no plan of " + query, e);
        }
    }
}
