package org.reactiveacs.cluster;

import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/** Mail of a node that is alone: letters go to its own readers. Thread-safe. */
public final class LocalMail implements Mail {

    private final Sinks.Many<Letter> letters = Sinks.many().multicast().directBestEffort();

    @Override
    public void send(Letter letter) {
        synchronized (letters) {
            letters.tryEmitNext(letter);
        }
    }

    @Override
    public Flux<Letter> letters() {
        return letters.asFlux()
                .onBackpressureBuffer(1024, lost -> {}, reactor.core.publisher.BufferOverflowStrategy.DROP_OLDEST);
    }
}
