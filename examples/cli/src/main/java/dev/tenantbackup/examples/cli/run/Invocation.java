// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenantbackup.examples.cli.connection.OpenService;
import dev.tenantbackup.examples.cli.output.JsonWriter;
import dev.tenantbackup.examples.cli.output.Passwords;
import dev.tenantbackup.examples.cli.output.ProgressDisplay;
import dev.tenantbackup.examples.cli.output.Style;
import dev.tenantbackup.examples.cli.settings.CommonOptions;
import dev.tenantbackup.examples.cli.settings.OutputFormat;
import dev.tenantbackup.examples.cli.settings.Secret;
import dev.tenantbackup.examples.cli.settings.Settings;
import dev.tenantbackup.operation.Actor;
import dev.tenantbackup.operation.OperationContext;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One run: what every command has at hand. For one thread and one command line. */
public final class Invocation {

    private static final int LONGEST_ACTOR = 200;

    private final Surroundings surroundings;
    private final CommonOptions options = new CommonOptions();
    private @Nullable Settings settings;

    public Invocation(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Filled by the parser, before any command runs. */
    public CommonOptions options() {
        return options;
    }

    /** The merged settings; read once, when the first command asks. */
    public Settings settings() {
        if (settings == null) {
            settings = Settings.of(options, surroundings.environment());
        }
        return settings;
    }

    /** The service as the settings describe it; the caller closes it. It connects when first asked for rows. */
    public OpenService open() {
        return OpenService.of(settings());
    }

    /** Runs long work with its progress on standard error, in the name of the system's user. */
    public <T> T withProgress(Function<OperationContext, T> work) {
        return withProgress(Optional.empty(), work);
    }

    /** Runs long work with its progress on standard error, in somebody's name. */
    public <T> T withProgress(Optional<String> actor, Function<OperationContext, T> work) {
        try (ProgressDisplay display =
                new ProgressDisplay(surroundings.err(), surroundings.terminal().error(), surroundings.clock())) {
            return work.apply(OperationContext.of(Actor.of(actor.orElseGet(Invocation::systemUser)))
                    .withListener(display));
        }
    }

    /** The system's user, as who asks for what leaves a trace. */
    public Actor actor() {
        return Actor.of(systemUser());
    }

    private static String systemUser() {
        String user = System.getProperty("user.name", "");
        if (user.isBlank()) {
            return Actor.UNKNOWN.name();
        }
        return user.length() <= LONGEST_ACTOR ? user : user.substring(0, LONGEST_ACTOR);
    }

    /** Prints the result: one of both forms is asked for, once. */
    public void print(Supplier<? extends JsonNode> json, Function<Style, String> text) {
        PrintWriter out = surroundings.out();
        if (settings().output() == OutputFormat.JSON) {
            out.println(JsonWriter.write(json.get()));
        } else {
            out.print(text.apply(style(surroundings.terminal().output())));
        }
        out.flush();
    }

    /** Prints a remark for people beside the result. */
    public void remark(String text) {
        surroundings.err().println(text);
        surroundings.err().flush();
    }

    public Confirmation confirmation() {
        return new Confirmation(surroundings, settings().confirmed());
    }

    /** Colours only where somebody looks, and doesn't mind (NO_COLOR). */
    private Style style(boolean terminal) {
        boolean wanted = surroundings.environment().getOrDefault("NO_COLOR", "").isEmpty();
        return terminal && wanted ? Style.COLOURED : Style.PLAIN;
    }

    /** The style of what is shown to people beside the result. */
    public Style errorStyle() {
        return style(surroundings.terminal().error());
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** Takes this run's password out of what is shown. */
    public Passwords passwords() {
        if (settings == null) {
            return Passwords.unknown();
        }
        Secret password = settings.password();
        return Passwords.of(settings.url(), settings.user(), password == null ? null : password.value());
    }
}
