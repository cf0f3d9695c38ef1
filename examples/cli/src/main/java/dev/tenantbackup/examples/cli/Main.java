// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import dev.tenantbackup.examples.cli.run.Surroundings;
import dev.tenantbackup.examples.cli.run.Terminal;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;

/** Entry point of the command line. */
public final class Main {

    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Read when jOOQ is first used: its greeting has no place among results or logs.
        System.setProperty("org.jooq.no-logo", "true");
        System.setProperty("org.jooq.no-tips", "true");
        Surroundings surroundings = new Surroundings(
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                new BufferedReader(new InputStreamReader(System.in, Charset.defaultCharset())),
                System.getenv(),
                Terminal.detect(),
                InstantSource.system());
        System.exit(Cli.run(surroundings, args));
    }

    /** JSON is UTF-8 whatever the locale says. */
    private static PrintWriter utf8(FileDescriptor descriptor) {
        OutputStream stream = new FileOutputStream(descriptor);
        return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
    }
}
