// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive.seal;

import dev.tenantbackup.model.Problem;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whose signatures a reader asks for. A signature that is there must fit its bytes under every policy; whether there
 * must be one, and by whom, is what policies differ in.
 *
 * @param trusted the public keys, one of which must have signed; empty if nobody need have
 */
public record SignaturePolicy(Set<VerifyingKey> trusted) {

    /** Signatures may be there or not. */
    public static final SignaturePolicy OPTIONAL = new SignaturePolicy(Set.of());

    public SignaturePolicy {
        trusted = Set.copyOf(trusted);
    }

    /**
     * Only what one of these keys has signed is read.
     *
     * @throws IllegalArgumentException if no key is given
     */
    public static SignaturePolicy requireFrom(Collection<VerifyingKey> keys) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("requiring signatures takes at least one key to trust");
        }
        return new SignaturePolicy(new LinkedHashSet<>(keys));
    }

    /** Whether what is unsigned is refused. */
    public boolean isRequired() {
        return !trusted.isEmpty();
    }

    /** Whether what this key signs is read. */
    public boolean accepts(VerifyingKey key) {
        return !isRequired() || trusted.contains(key);
    }

    /**
     * What is wrong with bytes and their signature, as a clause and with a hint; empty if nothing is.
     *
     * @param signature null if there is none
     * @param content the bytes that it should cover
     */
    public Optional<Problem> fault(@Nullable Signature signature, byte[] content) {
        if (signature == null) {
            return isRequired() ? Optional.of(unsigned()) : Optional.empty();
        }
        if (!accepts(signature.key())) {
            return Optional.of(foreign(signature.key()));
        }
        return signature.covers(content) ? Optional.empty() : Optional.of(unfit(signature.key()));
    }

    private Problem unsigned() {
        return Problem.of("it is not signed, and a signature by " + names() + " is required")
                .withHint(
                        "either it was made without a signing key, or somebody removed the signature. Use a backup that is"
                                + " signed; only if you know where this one comes from, read it without requiring signatures.");
    }

    private Problem foreign(VerifyingKey key) {
        return Problem.of("it is signed by key " + key.id() + ", and a signature by " + names() + " is required")
                .withHint("if key " + key.id()
                        + " is yours, add its public half to the keys that are trusted; else somebody else made this.");
    }

    private static Problem unfit(VerifyingKey key) {
        return Problem.of("its signature by key " + key.id() + " does not fit its content")
                .withHint("it was altered after it was signed, or is damaged; use another backup.");
    }

    /** The trusted keys, for messages. */
    private String names() {
        return trusted.stream().map(VerifyingKey::id).sorted().collect(Collectors.joining(" or ", "key ", ""));
    }
}
