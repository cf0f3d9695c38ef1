// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.output;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Layout;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ScopeType;

/** How {@code --help} looks: a command's own options first, the common ones once, in the help of the main command. */
public final class HelpLayout {

    private static final int WIDTH = 110;

    private HelpLayout() {}

    /** Lays out the help of a command and of all under it. */
    public static void apply(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.width(WIDTH)
                .abbreviateSynopsis(true)
                .sortOptions(false)
                .descriptionHeading("%n")
                .parameterListHeading("%nArguments:%n")
                .commandListHeading("%nCommands:%n")
                .footerHeading("%nExamples:%n");
        boolean main = command.getParent() == null;
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST_HEADING, help -> "");
        usage.sectionMap().put(UsageMessageSpec.SECTION_KEY_OPTION_LIST, help -> options(help, main));
        command.getSubcommands().values().forEach(HelpLayout::apply);
    }

    private static String options(Help help, boolean main) {
        List<OptionSpec> all = help.commandSpec().options().stream()
                .filter(option -> !option.hidden())
                .toList();
        List<OptionSpec> own = all.stream().filter(option -> !isCommon(option)).collect(Collectors.toList());
        StringBuilder text = new StringBuilder();
        if (!own.isEmpty()) {
            text.append("\nOptions:\n").append(list(help, own));
        }
        if (main) {
            List<OptionSpec> common = all.stream().filter(HelpLayout::isCommon).collect(Collectors.toList());
            text.append("\nOptions of every command, before or after its name:\n")
                    .append(list(help, common));
        } else {
            text.append("\nOptions of every command: see tenant-backup --help\n");
        }
        return text.toString();
    }

    private static boolean isCommon(OptionSpec option) {
        return option.inherited() || option.scopeType() == ScopeType.INHERIT;
    }

    private static String list(Help help, List<OptionSpec> options) {
        Layout layout = help.createDefaultLayout(options, List.of(), help.colorScheme());
        layout.addOptions(options, help.createDefaultParamLabelRenderer());
        return layout.toString();
    }
}
