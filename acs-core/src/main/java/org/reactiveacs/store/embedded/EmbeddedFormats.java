package org.reactiveacs.store.embedded;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.store.Formats;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.StoreFormat;
import reactor.core.publisher.Mono;

/** The format of a store that one node has: raising waits for nobody, and heads are the only records to renew. */
final class EmbeddedFormats implements Formats {

    /** Heads looked at in one unit. */
    private static final int SOME = 1024;

    private final UnitWriter writer;
    private final Maps maps;
    private final Ledger ledger;

    /** The last key that was looked at; for the writer's thread alone. */
    private @Nullable String cursor;

    EmbeddedFormats(UnitWriter writer, Maps maps, Ledger ledger) {
        this.writer = writer;
        this.maps = maps;
        this.ledger = ledger;
    }

    @Override
    public State state() {
        return maps.format().state();
    }

    @Override
    public int written() {
        return state().written();
    }

    @Override
    public Mono<Raised> raise(Write write) {
        return writer.submit(plan -> {
            if (ledger.resultOf(write.operation()) instanceof Raised before) {
                return before;
            }
            var state = state();
            if (!state.isSettled()) {
                return new Raised.Unsettled(state);
            }
            var done = new Raised.Done(state.written(), StoreFormat.NEWEST);
            if (done.from() != done.to()) {
                plan.add(() -> maps.format().raise(done.to(), write.at()));
                ledger.audit(write, "format raised", null, "from " + done.from() + " to " + done.to(), plan);
            }
            ledger.remember(write.operation(), done, plan);
            plan.durable();
            return done;
        });
    }

    /** Writes some heads anew; at the end there is none of an older format. */
    Mono<Integer> renew() {
        return writer.submit(plan -> {
            var state = state();
            if (state.isSettled()) {
                return 0;
            }
            var outdated = maps.outdatedHeads(cursor, SOME, state.written());
            plan.add(() -> {
                outdated.heads().forEach(maps::putHead);
                cursor = outdated.next();
                if (cursor == null) {
                    maps.format().settle();
                }
            });
            return outdated.heads().size();
        });
    }
}
