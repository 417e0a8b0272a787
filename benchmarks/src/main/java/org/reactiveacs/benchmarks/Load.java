package org.reactiveacs.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that makes load and tells what came of it. It goes on through warm-up and measurement, so it is warm, too. */
final class Load implements AutoCloseable {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Child process;

    private Load(Child process) {
        this.process = process;
    }

    /** Starts one, and waits until it is ready to be told what to do. */
    static Load start(Class<?> main, Object... arguments) throws IOException {
        Load load = new Load(Child.start(SessionCost.LOAD_CORE, main, arguments));
        load.await("ready");
        return load;
    }

    /** Tells it what to do from now on. */
    void tell(String order) throws IOException {
        process.say(order);
    }

    String await(String word) throws IOException {
        return process.await(word);
    }

    long ask(String question) throws IOException {
        return process.ask(question);
    }

    /** Looks for a time at what a server does under it. */
    Work watch(Child server, long millis) throws IOException, InterruptedException {
        Moment before = now(server);
        TimeUnit.MILLISECONDS.sleep(millis);
        return since(before, server);
    }

    /** How far the load and a server are, to look at what they do {@link #since}. */
    Moment now(Child server) throws IOException {
        return new Moment(counts(), server.processorTime());
    }

    /** What a server did since a moment. */
    Work since(Moment before, Child server) throws IOException {
        Counts after = counts();
        return new Work(
                after.good - before.counts.good,
                after.bad - before.counts.bad,
                (after.nanos - before.counts.nanos) / NANOS,
                server.processorTime().since(before.cpu));
    }

    /** How far both were. */
    record Moment(Counts counts, ProcessorTime cpu) {}

    private Counts counts() throws IOException {
        process.say(LoadCounters.QUESTION);
        List<String> fields = List.of(process.await(LoadCounters.QUESTION).split(" ", -1));
        return new Counts(Long.parseLong(fields.get(0)), Long.parseLong(fields.get(1)), Long.parseLong(fields.get(2)));
    }

    private record Counts(long good, long bad, long nanos) {}

    @Override
    public void close() {
        process.close();
    }
}
