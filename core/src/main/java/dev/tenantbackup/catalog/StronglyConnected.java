// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.catalog;

import dev.tenantbackup.model.TableName;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The groups of tables of which each leads to every other: Tarjan's algorithm, in linear time and without recursion, so
 * that a chain of thousands of tables is no danger to the stack.
 */
final class StronglyConnected {

    private final Map<TableName, ? extends Collection<TableName>> edges;
    private final Map<TableName, Integer> order = new HashMap<>();
    private final Map<TableName, Integer> lowest = new HashMap<>();
    private final Deque<TableName> open = new ArrayDeque<>();
    private final Set<TableName> isOpen = new HashSet<>();
    private final Map<TableName, Integer> group = new HashMap<>();
    private final List<List<TableName>> groups = new ArrayList<>();

    private StronglyConnected(Map<TableName, ? extends Collection<TableName>> edges) {
        this.edges = edges;
    }

    static StronglyConnected of(Map<TableName, ? extends Collection<TableName>> edges) {
        StronglyConnected result = new StronglyConnected(edges);
        edges.keySet().stream()
                .sorted()
                .filter(table -> !result.order.containsKey(table))
                .forEach(result::visit);
        return result;
    }

    /** Whether each of the two leads to the other. */
    boolean together(TableName one, TableName other) {
        Integer first = group.get(one);
        return first != null && first.equals(group.get(other));
    }

    /** Groups of more than one table: each holds a cycle. */
    List<List<TableName>> cycles() {
        return groups.stream().filter(members -> members.size() > 1).toList();
    }

    private void visit(TableName start) {
        Deque<Visit> path = new ArrayDeque<>();
        path.push(enter(start));
        while (!path.isEmpty()) {
            Visit visit = path.peek();
            if (visit.next().hasNext()) {
                TableName target = visit.next().next();
                if (!order.containsKey(target)) {
                    path.push(enter(target));
                } else if (isOpen.contains(target)) {
                    lowest.merge(visit.table(), order.getOrDefault(target, 0), Math::min);
                }
            } else {
                path.pop();
                leave(visit.table());
                if (!path.isEmpty()) {
                    lowest.merge(path.peek().table(), lowest.getOrDefault(visit.table(), 0), Math::min);
                }
            }
        }
    }

    private Visit enter(TableName table) {
        order.put(table, order.size());
        lowest.put(table, order.size() - 1);
        open.push(table);
        isOpen.add(table);
        Collection<TableName> targets = edges.get(table);
        return new Visit(table, targets == null ? List.<TableName>of().iterator() : targets.iterator());
    }

    private void leave(TableName table) {
        if (Objects.equals(order.get(table), lowest.get(table))) {
            List<TableName> members = new ArrayList<>();
            TableName member;
            do {
                member = open.pop();
                isOpen.remove(member);
                group.put(member, groups.size());
                members.add(member);
            } while (!member.equals(table));
            groups.add(members.stream().sorted().toList());
        }
    }

    private record Visit(TableName table, Iterator<TableName> next) {}
}
