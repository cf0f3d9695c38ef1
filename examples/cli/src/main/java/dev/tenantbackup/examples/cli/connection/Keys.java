// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli.connection;

import dev.tenantbackup.archive.seal.Identities;
import dev.tenantbackup.archive.seal.Passphrase;
import dev.tenantbackup.archive.seal.Recipients;
import dev.tenantbackup.examples.cli.run.Terminal;
import dev.tenantbackup.examples.cli.settings.KeySettings;
import dev.tenantbackup.examples.cli.settings.Secret;
import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.NotFoundException;
import dev.tenantbackup.model.Problem;
import dev.tenantbackup.repository.BackupRepository;
import java.io.Console;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The keys that the settings name, read from their files; a passphrase is asked for if it is needed and not given. */
final class Keys {

    private final Optional<Recipients> recipients;
    private final Identities identities;

    private Keys(Optional<Recipients> recipients, Identities identities) {
        this.recipients = recipients;
        this.identities = identities;
    }

    static Keys of(KeySettings settings) {
        Identities identities = Identities.NONE;
        for (Path file : settings.identities()) {
            identities = identities.and(Identities.read(file));
        }
        Optional<Passphrase> passphrase = passphrase(settings);
        if (passphrase.isPresent()) {
            identities = identities.and(Identities.passphrase(passphrase.get()));
        }
        return new Keys(
                settings.encryptsWithPassphrase() ? passphrase.map(Recipients::passphrase) : publicKeys(settings),
                identities);
    }

    /** For whom new backups are encrypted; empty if they are not. */
    Optional<Recipients> recipients() {
        return recipients;
    }

    BackupRepository givenTo(BackupRepository repository) {
        BackupRepository reading = repository.withIdentities(identities);
        return recipients.map(reading::withEncryption).orElse(reading);
    }

    private static Optional<Recipients> publicKeys(KeySettings settings) {
        List<String> keys = new ArrayList<>(settings.recipients());
        Path file = settings.recipientsFile();
        if (file != null) {
            keys.addAll(Recipients.read(file).publicKeys());
        }
        return keys.isEmpty() ? Optional.empty() : Optional.of(Recipients.of(keys));
    }

    private static Optional<Passphrase> passphrase(KeySettings settings) {
        Secret given = settings.passphrase();
        if (given != null) {
            return Optional.of(Passphrase.of(given.value()));
        }
        Path file = settings.passphraseFile();
        if (file != null) {
            return Optional.of(firstLine(file));
        }
        return settings.encryptsWithPassphrase() ? Optional.of(asked()) : Optional.empty();
    }

    private static Passphrase firstLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .filter(line -> !line.isEmpty())
                    .map(Passphrase::of)
                    .orElseThrow(() -> new InvalidRequestException(
                            Problem.of("File " + file + " has no passphrase in its first line.")));
        } catch (NoSuchFileException e) {
            throw new NotFoundException(Problem.of("There is no file " + file + " with a passphrase."), e);
        } catch (IOException e) {
            throw new InvalidRequestException(
                    Problem.of("File " + file + " can't be read as a passphrase in UTF-8."), e);
        }
    }

    /** Asks twice: what is encrypted with a slip of the finger is lost. */
    private static Passphrase asked() {
        Console console = Terminal.console().orElseThrow(Keys::noPassphrase);
        char[] first = console.readPassword("Passphrase: ");
        if (first == null || first.length == 0) {
            throw noPassphrase();
        }
        char[] second = console.readPassword("Once more: ");
        try {
            if (!Arrays.equals(first, second)) {
                throw new InvalidRequestException(Problem.of("The two passphrases differ."));
            }
            return Passphrase.of(new String(first));
        } finally {
            Arrays.fill(first, ' ');
            if (second != null) {
                Arrays.fill(second, ' ');
            }
        }
    }

    private static InvalidRequestException noPassphrase() {
        return new InvalidRequestException(Problem.of("--passphrase was given, and there is no passphrase.")
                .withHint("set TENANT_BACKUP_PASSPHRASE, name a --passphrase-file, or type it on a terminal."));
    }
}
