// SPDX-License-Identifier: Apache-2.0
/** Keeps backups in S3-compatible object storage. */
@SuppressWarnings({"module", "requires-automatic", "requires-transitive-automatic"})
module dev.tenantbackup.s3 {
    requires static transitive org.jspecify;
    requires transitive dev.tenantbackup.core;
    requires transitive software.amazon.awssdk.services.s3;
    requires software.amazon.awssdk.auth;
    requires software.amazon.awssdk.awscore;
    requires software.amazon.awssdk.core;
    requires software.amazon.awssdk.http;
    requires software.amazon.awssdk.http.urlconnection;
    requires software.amazon.awssdk.regions;
    requires software.amazon.awssdk.utils;
    requires org.slf4j;

    exports dev.tenantbackup.s3;
}
