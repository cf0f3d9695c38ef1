// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.jdbc.discover;

import dev.tenantbackup.jdbc.dialect.LiveCatalog;
import dev.tenantbackup.jdbc.dialect.LiveCatalog.ColumnFact;
import dev.tenantbackup.jdbc.dialect.LiveCatalog.ForeignKeyFact;
import dev.tenantbackup.jdbc.dialect.LiveCatalog.IndexFact;
import dev.tenantbackup.jdbc.dialect.LiveCatalog.Place;
import dev.tenantbackup.jdbc.dialect.LiveCatalog.TriggerFact;
import dev.tenantbackup.jdbc.session.Failures;
import dev.tenantbackup.jdbc.session.JdbcSession;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.model.TableName;
import dev.tenantbackup.schema.Column;
import dev.tenantbackup.schema.DatabaseSchema;
import dev.tenantbackup.schema.ForeignKey;
import dev.tenantbackup.schema.TableSchema;
import dev.tenantbackup.schema.Trigger;
import dev.tenantbackup.schema.UniqueKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Puts the facts of a database's own catalog together into a schema. A few queries, however many tables there are. */
public final class SchemaReader {

    private final JdbcSession session;

    public SchemaReader(JdbcSession session) {
        this.session = session;
    }

    /**
     * Reads the schemas in scope.
     *
     * @throws InvalidRequestException if they hold no table at all, which is a misspelled name rather than a database
     */
    public DatabaseSchema read() {
        return Failures.GENERAL.during("read the database's schema", this::facts);
    }

    private DatabaseSchema facts() {
        List<String> schemas = session.schemas();
        LiveCatalog live = session.dialect().catalog(session.sql(), schemas);
        List<Place> places = live.tables();
        if (places.isEmpty()) {
            throw new InvalidRequestException(
                    Problem.of("There is no table in schema " + String.join(", ", schemas) + " that this user can see.")
                            .withHint("name the right schema; its name is spelled as the database spells it"));
        }
        List<Place> neighbours = live.neighbours();
        Set<Place> known = new HashSet<>(places);
        known.addAll(neighbours);
        return new DatabaseSchema(
                session.dialect().product(),
                live.version(),
                tables(live, places, known),
                neighbours.isEmpty() ? List.of() : tables(around(neighbours), neighbours, known));
    }

    private LiveCatalog around(List<Place> neighbours) {
        List<String> schemas =
                neighbours.stream().map(Place::schema).distinct().sorted().toList();
        return session.dialect().catalog(session.sql(), schemas);
    }

    /** The tables at some places, with their foreign keys to tables that are known. */
    private List<TableSchema> tables(LiveCatalog live, List<Place> places, Set<Place> known) {
        Map<Place, List<Column>> columns = group(live.columns(), ColumnFact::place, ColumnFact::column);
        Map<Place, List<IndexFact>> indexes = group(live.indexes(), IndexFact::place, Function.identity());
        Map<Place, List<ForeignKeyFact>> foreignKeys = group(
                live.foreignKeys().stream()
                        .filter(key -> known.contains(key.parent()))
                        .toList(),
                ForeignKeyFact::place,
                Function.identity());
        Map<Place, List<TriggerFact>> triggers = group(live.triggers(), TriggerFact::place, Function.identity());
        List<TableSchema> tables = new ArrayList<>();
        for (Place place : places) {
            List<IndexFact> ofTable = indexes.getOrDefault(place, List.of());
            tables.add(new TableSchema(
                    name(place),
                    columns.getOrDefault(place, List.of()),
                    primaryKey(ofTable),
                    uniqueKeys(ofTable),
                    foreignKeys(foreignKeys.getOrDefault(place, List.of())),
                    indexColumns(ofTable),
                    triggers(triggers.getOrDefault(place, List.of()))));
        }
        return tables;
    }

    private TableName name(Place place) {
        return place.schema().equals(session.tables().defaultSchema())
                ? TableName.of(place.table())
                : TableName.of(place.schema(), place.table());
    }

    private static @Nullable UniqueKey primaryKey(List<IndexFact> indexes) {
        return indexes.stream()
                .filter(index -> index.kind() == IndexFact.Kind.PRIMARY)
                .map(SchemaReader::uniqueKey)
                .findFirst()
                .orElse(null);
    }

    private static List<UniqueKey> uniqueKeys(List<IndexFact> indexes) {
        return indexes.stream()
                .filter(index -> index.kind() == IndexFact.Kind.UNIQUE || index.kind() == IndexFact.Kind.EXCLUSION)
                .map(SchemaReader::uniqueKey)
                .toList();
    }

    private static UniqueKey uniqueKey(IndexFact index) {
        boolean overExpression = index.columns().stream().anyMatch(Objects::isNull);
        return new UniqueKey(
                index.name(),
                overExpression ? List.of() : leadingColumns(index),
                index.nullsDistinct(),
                overExpression || index.rowsOrOperator());
    }

    private static List<List<String>> indexColumns(List<IndexFact> indexes) {
        return indexes.stream()
                .filter(index -> !index.rowsOrOperator())
                .map(SchemaReader::leadingColumns)
                .filter(columns -> !columns.isEmpty())
                .toList();
    }

    /** The columns before the first expression: what a search by columns can use. */
    private static List<String> leadingColumns(IndexFact index) {
        List<String> columns = new ArrayList<>();
        for (@Nullable String column : index.columns()) {
            if (column == null) {
                break;
            }
            columns.add(column);
        }
        return columns;
    }

    private List<ForeignKey> foreignKeys(List<ForeignKeyFact> facts) {
        Map<String, List<ForeignKeyFact>> byName = group(facts, ForeignKeyFact::name, Function.identity());
        return byName.values().stream()
                .map(columns -> new ForeignKey(
                        columns.get(0).name(),
                        columns.stream().map(ForeignKeyFact::column).toList(),
                        name(columns.get(0).parent()),
                        columns.stream().map(ForeignKeyFact::parentColumn).toList(),
                        columns.get(0).onDelete(),
                        columns.get(0).deferrable()))
                .toList();
    }

    private static List<Trigger> triggers(List<TriggerFact> facts) {
        Map<String, Set<Trigger.Event>> events = new TreeMap<>();
        facts.forEach(fact -> events.computeIfAbsent(fact.name(), name -> EnumSet.noneOf(Trigger.Event.class))
                .add(fact.event()));
        return events.entrySet().stream()
                .map(trigger -> new Trigger(trigger.getKey(), trigger.getValue()))
                .toList();
    }

    private static <F, K, V> Map<K, List<V>> group(List<F> facts, Function<F, K> key, Function<F, V> value) {
        return Collections.unmodifiableMap(facts.stream()
                .collect(Collectors.groupingBy(
                        key, LinkedHashMap::new, Collectors.mapping(value, Collectors.toList()))));
    }
}
