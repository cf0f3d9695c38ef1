// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import dev.tenantbackup.plan.SharedRowPolicy;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How references to shared rows are resolved, as the command line calls it. */
enum SharedRows {
    MATCH("match", SharedRowPolicy.MATCH),
    CREATE("create", SharedRowPolicy.CREATE),
    BY_KEY("by-key", SharedRowPolicy.BY_KEY);

    private final String word;
    private final SharedRowPolicy policy;

    SharedRows(String word, SharedRowPolicy policy) {
        this.word = word;
        this.policy = policy;
    }

    /** The library's own word for it. */
    SharedRowPolicy asPolicy() {
        return policy;
    }

    @Override
    public String toString() {
        return word;
    }

    /** Reads one as it is written on the command line. */
    static final class Converter implements ITypeConverter<SharedRows> {

        @Override
        public SharedRows convert(String text) {
            return Stream.of(values())
                    .filter(value -> value.word.equalsIgnoreCase(text))
                    .findFirst()
                    .orElseThrow(
                            () -> new TypeConversionException("it is match, create or by-key, not '" + text + "'"));
        }
    }
}
