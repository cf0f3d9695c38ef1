// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.examples.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tenantbackup.s3.S3Connection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Backups in an object storage instead of a folder. Credentials come from where the SDK looks for them. */
class ObjectStorageTest {

    private static final String PLACE = "s3://command-line/nightly";

    private static S3Proxy server;

    @BeforeAll
    static void aServerCredentialsAndABucket() throws Exception {
        System.setProperty("aws.accessKeyId", "backups");
        System.setProperty("aws.secretAccessKey", "not-a-secret");
        server = S3Proxy.builder()
                .blobStore(BlobStores.create("transient-nio2", new Properties()))
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, "backups", "not-a-secret")
                .build();
        server.start();
        try (S3Client client = S3Connection.ofDefaults()
                .endpoint(URI.create(endpoint()))
                .pathStyle()
                .open()) {
            client.createBucket(request -> request.bucket("command-line"));
        }
    }

    private static String endpoint() {
        return "http://127.0.0.1:" + server.getPort();
    }

    @AfterAll
    static void noServerAndNoCredentials() throws Exception {
        server.stop();
        System.clearProperty("aws.accessKeyId");
        System.clearProperty("aws.secretAccessKey");
    }

    @Test
    void backupsAreMadeListedCheckedAndRestoredOutOfABucket(@TempDir Path folder) throws Exception {
        ShopDatabase shops = new ShopDatabase("jdbc:h2:" + folder.resolve("shops"), "sa", "").fill();
        CliRun.Builder cli = CliRun.with(
                "--storage",
                PLACE,
                "--s3-endpoint",
                endpoint(),
                "--url",
                shops.url(),
                "--user",
                "sa",
                "--tenant-table",
                "shops",
                "--accept-proposals");
        JsonNode made =
                cli.run("backup", "create", "1", "--output", "json").expect(0).json();
        String id = made.get("backupId").asText();

        assertThat(made.get("file").asText()).isEqualTo(PLACE + "/" + id + ".zip");
        assertThat(cli.run("backup", "list", "--output", "json").expect(0).json())
                .anyMatch(record -> record.get("backupId").asText().equals(id));
        assertThat(cli.run("backup", "validate", id, "--output", "json")
                        .expect(0)
                        .json()
                        .get("valid")
                        .asBoolean())
                .isTrue();
        cli.run("restore", id, "--into", "1", "--yes").expect(0);
        Path copy = folder.resolve("copy.zip");
        cli.run("backup", "get", id, "-o", copy.toString()).expect(0);
        assertThat(Files.size(copy)).isPositive();
    }

    @Test
    void aBucketIsProvedBeforeItIsTrusted() {
        JsonNode checked = CliRun.with("--storage", PLACE, "--s3-endpoint", endpoint())
                .run("storage", "check", "--output", "json")
                .expect(0)
                .json();

        assertThat(checked.get("storage").asText()).isEqualTo(PLACE + "/");
        assertThat(checked.get("sound").asBoolean()).isTrue();
        assertThat(checked.get("steps"))
                .hasSizeGreaterThan(6)
                .allMatch(step -> step.get("passed").asBoolean());
    }

    @Test
    void aBucketThatIsNotThereIsNamed() {
        CliRun run = CliRun.with("--storage", "s3://not-there", "--s3-endpoint", endpoint())
                .run("backup", "list", "--output", "json");

        assertThat(run.expect(1).error().get("hint").asText()).contains("not-there");
    }

    @Test
    void anAddressThatIsNoneIsWrongUse() {
        assertThat(CliRun.with("--storage", "s3://Bad_Bucket")
                        .run("backup", "list", "--output", "json")
                        .expect(2)
                        .error()
                        .get("message")
                        .asText())
                .contains("s3://Bad_Bucket");
        CliRun.with("--storage", PLACE, "--s3-endpoint", "localhost:9000")
                .run("backup", "list")
                .expect(2);
    }
}
