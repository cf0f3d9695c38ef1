// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

/** Colours for terminals that want them, plain text for everything else. */
public enum Style {
    PLAIN,
    COLOURED;

    public String bold(String text) {
        return paint("1", text);
    }

    public String dim(String text) {
        return paint("2", text);
    }

    public String good(String text) {
        return paint("32", text);
    }

    public String warning(String text) {
        return paint("33", text);
    }

    public String bad(String text) {
        return paint("31", text);
    }

    private String paint(String code, String text) {
        return this == PLAIN || text.isEmpty() ? text : "\u001b[" + code + "m" + text + "\u001b[0m";
    }
}
