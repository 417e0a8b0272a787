package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/** Something that is measured on a thread of its own, beside something else. */
final class Both {
    private final FutureTask<List<Budget>> task;

    private Both(FutureTask<List<Budget>> task) {
        this.task = task;
    }

    /** Begins. */
    static Both of(Callable<List<Budget>> measuring) {
        var task = new FutureTask<>(measuring);
        var thread = new Thread(task, "bench-beside");
        thread.setDaemon(true);
        thread.start();
        return new Both(task);
    }

    /** Waits until it is measured. */
    List<Budget> join() throws IOException, InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw new IOException("what was measured beside went wrong: " + e.getCause(), e.getCause());
        }
    }
}
