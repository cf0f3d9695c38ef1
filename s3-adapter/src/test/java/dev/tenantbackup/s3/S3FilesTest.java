// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenantbackup.files.FileKey;
import dev.tenantbackup.files.FileSink;
import dev.tenantbackup.storage.ContentWriter;
import dev.tenantbackup.testkit.FileSinkContract;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

class S3FilesTest extends FileSinkContract {

    private final S3Client client = ObjectStore.running().connection().open();
    private final S3Location place = ObjectStore.running().newPlace();

    @AfterEach
    void noUploadIsLeftUnfinished() {
        try (client) {
            assertThat(client.listMultipartUploads(request -> request.bucket(place.bucket()))
                            .uploads())
                    .isEmpty();
        }
    }

    @Override
    protected FileSink noFiles() {
        return S3Files.of(client, place);
    }

    @Test
    void aKeyFollowsThePrefix() {
        S3Files files = S3Files.of(client, place);
        FileKey key = FileKey.of("menus/soup.jpg");
        files.create(key, ContentWriter.of(new byte[] {1, 2}));

        assertThat(files.location(key)).isEqualTo("s3://" + place.bucket() + "/nightly/menus/soup.jpg");
        assertThat(client.headObject(request -> request.bucket(place.bucket()).key("nightly/menus/soup.jpg"))
                        .contentLength())
                .isEqualTo(2);
    }
}
