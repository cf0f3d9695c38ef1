// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.reach;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What of PostgreSQL's plans reads everybody's rows: a large table is read without a search by keys, or a fifth of it and more
 * is found.
 *
 * @param rows how many rows the large tables have
 */
record Plans(Map<String, Long> rows) {

    private static final int MOST_OF_A_TABLE = 5;

    List<Scan> scans(JsonNode plan, String statement) {
        List<Scan> scans = new ArrayList<>();
        for (JsonNode step : plan.findParents("Relation Name")) {
            String table = step.get("Relation Name").asText();
            String way = step.get("Node Type").asText();
            Long all = rows.get(table);
            if (all != null && !way.equals("ModifyTable")) {
                boolean searched = step.has("Index Cond") || way.startsWith("Bitmap") || way.startsWith("Tid");
                if (!searched || step.get("Plan Rows").asLong() > all / MOST_OF_A_TABLE) {
                    scans.add(new Scan(table, way, statement));
                }
            }
        }
        return scans;
    }
}
