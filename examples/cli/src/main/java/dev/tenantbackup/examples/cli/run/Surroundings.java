// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Map;

/**
 * What a run touches outside itself; handed in, so that a test can look.
 *
 * @param out for results: text, or one JSON document
 * @param err for progress, questions and failures
 * @param in for answers
 * @param environment variables
 * @param terminal which streams belong to a person
 * @param clock the time
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        Map<String, String> environment,
        Terminal terminal,
        InstantSource clock) {

    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
