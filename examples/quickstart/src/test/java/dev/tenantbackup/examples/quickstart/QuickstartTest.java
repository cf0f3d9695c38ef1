// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @Test
    void tellsItsStoryAndShowsWhereTheBackupLies(@TempDir Path storage) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Quickstart.run(storage, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        String told = bytes.toString(StandardCharsets.UTF_8);
        assertThat(told)
                .contains(
                        "Create",
                        "Export",
                        "Damage",
                        "Diff",
                        "Restore",
                        "Compare",
                        "Clone",
                        "'Casa Nueva' is restaurant");
        Matcher file = Pattern.compile("The backup lies in (\\S+\\.zip)").matcher(told);
        assertThat(file.find()).isTrue();
        assertThat(Path.of(file.group(1))).isRegularFile().hasParent(storage.toAbsolutePath());
    }
}
