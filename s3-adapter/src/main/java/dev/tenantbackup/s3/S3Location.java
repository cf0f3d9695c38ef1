// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.s3;

import dev.tenantbackup.model.InvalidRequestException;
import dev.tenantbackup.model.Problem;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in an object storage backups or files lie.
 *
 * @param bucket the bucket, which exists already
 * @param prefix what every object's name begins with; empty, or ends with a slash
 */
public record S3Location(String bucket, String prefix) {

    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:/(.*))?");

    public S3Location {
        Objects.requireNonNull(bucket, "bucket");
        Objects.requireNonNull(prefix, "prefix");
        if (!prefix.isEmpty() && !prefix.endsWith("/")) {
            prefix = prefix + "/";
        }
    }

    /** Whether a text is meant to be such a location. */
    public static boolean isLocation(String text) {
        return text.startsWith("s3://");
    }

    /**
     * Reads {@code s3://bucket} or {@code s3://bucket/some/prefix}.
     *
     * @throws InvalidRequestException if it has another form, or the prefix an empty part
     */
    public static S3Location parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw malformed(text);
        }
        String prefix = form.group(2) == null ? "" : form.group(2);
        if (prefix.startsWith("/") || prefix.contains("//")) {
            throw malformed(text);
        }
        return new S3Location(form.group(1), prefix);
    }

    private static InvalidRequestException malformed(String text) {
        return new InvalidRequestException(Problem.of("'" + text + "' is not the address of a storage.")
                .withHint("write s3://bucket or s3://bucket/prefix; a bucket's name has 3 to 63 of a-z, 0-9, dots and"
                        + " hyphens."));
    }

    /** The name of an object in its bucket. */
    String nameOf(String key) {
        return prefix + key;
    }

    /** The address of an object. */
    String addressOf(String key) {
        return this + key;
    }

    /** {@code s3://bucket/prefix/}. */
    @Override
    public String toString() {
        return "s3://" + bucket + "/" + prefix;
    }
}
