// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.archive;

import static dev.tenantbackup.archive.ArchiveSamples.channel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenantbackup.archive.seal.Signature;
import dev.tenantbackup.archive.seal.SignaturePolicy;
import dev.tenantbackup.archive.seal.SigningKey;
import dev.tenantbackup.model.ArchiveException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Archives with a signature behind their manifest, and what becomes of them in other hands. */
class SignedArchiveTest {

    private static final String MANIFEST = "manifest.json";
    private static final String SIGNATURE = "manifest.sig";

    private final SigningKey ours = SigningKey.generate();
    private final SigningKey theirs = SigningKey.generate();
    private final SignaturePolicy policy = SignaturePolicy.requireFrom(List.of(ours.verifyingKey()));
    private final byte[] signed = SignedSamples.archive(ours);

    @Test
    void theSignatureStandsBehindTheManifestAndCoversItsBytes() throws IOException {
        List<String> names = ArchiveFormatTest.names(signed);
        assertThat(names.subList(names.size() - 2, names.size())).containsExactly(MANIFEST, SIGNATURE);

        Map<String, byte[]> entries = SignedSamples.entries(signed);
        Signature signature = Signature.ofDocument(entries.get(SIGNATURE));
        assertThat(signature.key()).isEqualTo(ours.verifyingKey());
        assertThat(signature.covers(entries.get(MANIFEST))).isTrue();
    }

    @Test
    void theManifestIsTheOneThatAnUnsignedArchiveHas() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        entries.remove(SIGNATURE);
        Map<String, byte[]> unsigned = SignedSamples.entries(ArchiveSamples.archive());
        assertThat(entries.keySet()).isEqualTo(unsigned.keySet());
        unsigned.forEach((name, bytes) -> assertThat(entries.get(name)).isEqualTo(bytes));
    }

    @Test
    void isReadWithAndWithoutAPolicyAndSaysWhoSigned() {
        for (SignaturePolicy either : List.of(policy, SignaturePolicy.OPTIONAL)) {
            try (ArchiveReader reader = open(signed, either)) {
                assertThat(reader.signedBy()).contains(ours.verifyingKey());
                assertThat(ArchiveSamples.readAll(reader.rows(ArchiveSamples.MENUS)))
                        .isEqualTo(ArchiveSamples.MENU_ROWS);
            }
            assertThat(verify(signed, either).problems()).isEmpty();
        }
        try (ArchiveReader reader = ArchiveSamples.open(ArchiveSamples.archive())) {
            assertThat(reader.signedBy()).isEmpty();
        }
    }

    @Test
    void aPolicyRefusesWhatNobodySigned() {
        assertRefused(
                ArchiveSamples.archive(),
                "Cannot read backup sample: it is not signed, and a signature by key " + ours.verifyingKey()
                        + " is required.",
                "Hint: either it was made without a signing key, or somebody removed the signature.");
    }

    @Test
    void aPolicyRefusesWhatAStrangerSigned() {
        assertRefused(
                SignedSamples.archive(theirs),
                "it is signed by key " + theirs.verifyingKey() + ", and a signature by key " + ours.verifyingKey()
                        + " is required.",
                "Hint: if key " + theirs.verifyingKey()
                        + " is yours, add its public half to the keys that are trusted");
    }

    @Test
    void aSignatureThatDoesNotFitIsDamageUnderAnyPolicy() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        entries.put(
                SIGNATURE, ours.sign("other".getBytes(StandardCharsets.UTF_8)).toDocument());
        byte[] archive = zip(entries);

        assertRefused(archive, "its signature by key " + ours.verifyingKey() + " does not fit its content");
        assertThatThrownBy(() -> open(archive, SignaturePolicy.OPTIONAL))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContaining("its signature by key " + ours.verifyingKey() + " does not fit its content");
        assertThat(verify(archive, SignaturePolicy.OPTIONAL).valid()).isFalse();
    }

    @Test
    void nothingOfAManifestIsParsedThatAPolicyRefuses() {
        byte[] archive = new RawZip()
                .entry(MANIFEST, "[".repeat(100_000))
                .entry(SIGNATURE, new String(theirs.sign(new byte[0]).toDocument(), StandardCharsets.US_ASCII))
                .bytes();
        assertRefused(archive, "it is signed by key " + theirs.verifyingKey());
        byte[] unsigned = new RawZip().entry(MANIFEST, "[".repeat(100_000)).bytes();
        assertRefused(unsigned, "it is not signed");
        assertThatThrownBy(() -> open(unsigned, SignaturePolicy.OPTIONAL)).hasMessageContaining("manifest.json: it ");
    }

    @Test
    void anAlteredManifestIsRefused() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        String manifest = new String(entries.get(MANIFEST), StandardCharsets.UTF_8);
        entries.put(
                MANIFEST,
                manifest.replace("\"tenant\": \"42\"", "\"tenant\": \"43\"").getBytes(StandardCharsets.UTF_8));
        assertRefused(zip(entries), "does not fit its content");
    }

    @Test
    void aManifestSwappedWithThatOfAnotherTenantIsRefused() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        Map<String, byte[]> others = SignedSamples.entries(SignedSamples.lookAlike(ours));
        entries.put(MANIFEST, others.get(MANIFEST));
        assertRefused(zip(entries), "does not fit its content");

        // With its own signature it is believed, and says that these rows are not the ones that it describes.
        entries.put(SIGNATURE, others.get(SIGNATURE));
        assertThat(verify(zip(entries), policy).problems()).isNotEmpty();
    }

    @Test
    void entriesSwappedInsideOneArchiveAndBetweenTenantsAreNoticed() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        Map<String, byte[]> others = SignedSamples.entries(SignedSamples.lookAlike(ours));
        String menus = "tables/menus.json";
        assertThat(others.get(menus)).hasSameSizeAs(entries.get(menus)).isNotEqualTo(entries.get(menus));

        Map<String, byte[]> between = new LinkedHashMap<>(entries);
        between.put(menus, others.get(menus));
        assertThat(verify(zip(between), policy).valid()).isFalse();

        Map<String, byte[]> inside = new LinkedHashMap<>(entries);
        inside.put(menus, entries.get("shared/countries.json"));
        inside.put("shared/countries.json", entries.get(menus));
        assertThat(verify(zip(inside), policy).valid()).isFalse();
    }

    @Test
    void aSignatureAnywhereElseIsRefused() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        Map<String, byte[]> first = new LinkedHashMap<>();
        first.put(SIGNATURE, entries.remove(SIGNATURE));
        first.putAll(entries);
        assertThatThrownBy(() -> open(zip(first), SignaturePolicy.OPTIONAL))
                .hasMessageContaining("entry 'manifest.sig' is not named in the manifest");

        byte[] alone = new RawZip().entry(SIGNATURE, "x").bytes();
        assertThatThrownBy(() -> open(alone, SignaturePolicy.OPTIONAL))
                .hasMessageContaining("its last entry is not manifest.json, nor manifest.sig behind it");
    }

    @Test
    void aSignatureOfNoKnownFormIsRefused() throws IOException {
        Map<String, byte[]> entries = SignedSamples.entries(signed);
        for (String other : List.of("", "x", "y".repeat(2000))) {
            entries.put(SIGNATURE, other.getBytes(StandardCharsets.UTF_8));
            byte[] archive = zip(entries);
            assertThatThrownBy(() -> open(archive, SignaturePolicy.OPTIONAL))
                    .isInstanceOf(ArchiveException.class)
                    .hasMessageContaining("manifest.sig: it ");
        }
    }

    private void assertRefused(byte[] archive, String... messages) {
        assertThatThrownBy(() -> open(archive, policy))
                .isInstanceOf(ArchiveException.class)
                .hasMessageContainingAll(messages);
        ValidationReport report = verify(archive, policy);
        assertThat(report.valid()).isFalse();
        assertThat(report.level()).isNull();
    }

    private static ArchiveReader open(byte[] archive, SignaturePolicy policy) {
        return ArchiveReader.open(channel(archive), "sample", ArchiveLimits.DEFAULTS, policy);
    }

    private static ValidationReport verify(byte[] archive, SignaturePolicy policy) {
        return ArchiveVerifier.verify(
                channel(archive), "sample", ValidationReport.Level.ROWS, ArchiveLimits.DEFAULTS, policy);
    }

    private static byte[] zip(Map<String, byte[]> entries) {
        RawZip zip = new RawZip();
        entries.forEach((name, content) -> zip.entry(name, name, content, 0));
        return zip.bytes();
    }
}
