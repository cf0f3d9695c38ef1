// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A moment of an operation, among all that it has.
 *
 * @param name what happens
 * @param occurrence for the how manieth time, counted from 1
 * @param position its place among all moments
 */
record Moment(String name, int occurrence, int position) {

    static Moment at(List<String> all, int position) {
        String name = all.get(position);
        int occurrence =
                (int) all.subList(0, position + 1).stream().filter(name::equals).count();
        return new Moment(name, occurrence, position);
    }

    static Moment last(List<String> all, String name) {
        assertThat(all).contains(name);
        return at(all, all.lastIndexOf(name));
    }

    /** Of the commit that makes the restore last: reading before and after it commits as well, on some products. */
    static Moment commit(List<String> all, String name) {
        int lastWrite = Stream.of("insert", "update", "delete", "merge")
                .mapToInt(word -> all.lastIndexOf("after " + word))
                .max()
                .orElseThrow();
        int commit = lastWrite + all.subList(lastWrite, all.size()).indexOf(name);
        assertThat(commit).isGreaterThan(lastWrite);
        return at(all, commit);
    }

    /** For the first time. */
    static Moment first(List<String> all, String name) {
        assertThat(all).contains(name);
        return at(all, all.indexOf(name));
    }

    /** Moments between the first write of a file and the end, evenly spread. */
    static List<Moment> spread(List<String> all, int count) {
        int first = all.indexOf("before create part");
        List<Moment> moments = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            moments.add(at(all, first + (all.size() - first) * i / (count + 1)));
        }
        return moments;
    }
}
