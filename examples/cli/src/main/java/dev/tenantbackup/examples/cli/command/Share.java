// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.command;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A fraction of all backups: {@code 1/7}. */
record Share(int taken, int parts) {

    static final Share ALL = new Share(1, 1);

    /** Reads a fraction as it is written on the command line. */
    static final class Converter implements ITypeConverter<Share> {

        private static final Pattern FRACTION = Pattern.compile("([0-9]{1,4})/([0-9]{1,4})");

        @Override
        public Share convert(String text) {
            Matcher fraction = FRACTION.matcher(text);
            if (fraction.matches()) {
                Share share = new Share(Integer.parseInt(fraction.group(1)), Integer.parseInt(fraction.group(2)));
                if (share.taken >= 1 && share.taken <= share.parts) {
                    return share;
                }
            }
            throw new TypeConversionException("it is a fraction such as 1/7, and at most 1/1, not '" + text + "'");
        }
    }
}
