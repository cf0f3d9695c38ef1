// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A page that is complete in itself. */
public final class HtmlPage {

    private static final String STYLE = style();

    private HtmlPage() {}

    /**
     * The document.
     *
     * @param title as text: escaped here, shown as the heading too
     * @param body as HTML
     */
    public static String of(String title, String body) {
        String heading = escaped(title);
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>" + heading
                + "</title>\n<style>\n" + STYLE + "</style>\n</head>\n<body>\n<main>\n<h1>" + heading + "</h1>\n"
                + body + "</main>\n</body>\n</html>\n";
    }

    /** A text as HTML takes it, in an attribute too. */
    public static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    private static String style() {
        try (InputStream in = HtmlPage.class.getResourceAsStream("page.css")) {
            if (in == null) {
                throw new IllegalStateException("page.css is missing");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
