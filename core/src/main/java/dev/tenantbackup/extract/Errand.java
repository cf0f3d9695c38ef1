// SPDX-License-Identifier: Apache-2.0
package dev.tenantbackup.extract;

import dev.tenantbackup.database.TenantReader;
import dev.tenantbackup.operation.Cancellation;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * A question to a database that is answered once, by whichever reader of a view has the time, on its thread. Whoever needs
 * the answer waits for it, and gets what the question has thrown instead, if it has.
 *
 * @param <T> the answer
 */
public final class Errand<T> {

    private final Question<T> question;
    private final CompletableFuture<T> answer = new CompletableFuture<>();

    public Errand(Question<T> question) {
        this.question = question;
    }

    /** Asks. What is thrown is kept for whoever waits. */
    public void run(TenantReader reader, Cancellation cancellation) {
        try {
            answer.complete(question.ask(reader, cancellation));
        } catch (RuntimeException | Error failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** Returns at once, unless the question has failed already: then throws what it has thrown. */
    public void throwIfFailed() {
        if (answer.isCompletedExceptionally()) {
            answer();
        }
    }

    /** Waits for the answer; somebody must have {@linkplain #run run} the errand, or be about to. */
    public T answer() {
        try {
            return answer.join();
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof Error error) {
                throw error;
            } else if (failed.getCause() instanceof RuntimeException exception) {
                throw exception;
            }
            throw failed;
        }
    }

    /** What is asked. */
    @FunctionalInterface
    public interface Question<T> {

        /** Must give up soon if the cancellation says so, by throwing. */
        T ask(TenantReader reader, Cancellation cancellation);
    }
}
