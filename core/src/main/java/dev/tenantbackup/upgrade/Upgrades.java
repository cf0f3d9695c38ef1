// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.upgrade;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Everything a host declares of its history.
 *
 * @param steps from the oldest release to the newest
 * @param rowUpgrades by the names that changes use
 */
public record Upgrades(List<UpgradeStep> steps, Map<String, RowUpgrade> rowUpgrades) {

    /** Nothing declared. */
    public static final Upgrades NONE = new Upgrades(List.of(), Map.of());

    public Upgrades {
        steps = List.copyOf(steps);
        rowUpgrades = Map.copyOf(rowUpgrades);
    }

    /** The row upgrade of that name, if the host gave one. */
    public Optional<RowUpgrade> rowUpgrade(String name) {
        return Optional.ofNullable(rowUpgrades.get(name));
    }

    /** The same, with one more step behind all others. */
    public Upgrades then(UpgradeStep step) {
        return new Upgrades(Stream.concat(steps.stream(), Stream.of(step)).toList(), rowUpgrades);
    }

    /** The same, with a row upgrade that changes can name. */
    public Upgrades with(String name, RowUpgrade upgrade) {
        Map<String, RowUpgrade> more = new TreeMap<>(rowUpgrades);
        more.put(name, upgrade);
        return new Upgrades(steps, more);
    }
}
