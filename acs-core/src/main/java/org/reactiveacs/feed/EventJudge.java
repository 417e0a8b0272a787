package org.reactiveacs.feed;

import java.time.InstantSource;
import java.util.function.Supplier;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.PathNames;
import org.reactiveacs.device.Registration;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Store;
import org.reactiveacs.store.filter.DeviceFilter;
import org.reactiveacs.store.filter.FilterMatcher;
import org.reactiveacs.store.filter.FilterParser;
import org.reactiveacs.store.filter.KnownCandidate;
import reactor.core.publisher.Mono;

/**
 * Tells whether an event is one that somebody wants; looks the device up where a filter asks for it, and no filter matches what is the whole
 * fleet's. Thread-safe.
 */
public final class EventJudge {
    private final Store store;
    private final IdentityScheme scheme;
    private final Supplier<PathNames> names;
    private final InstantSource clock;

    /** @param names of parameters in filters */
    public EventJudge(Store store, IdentityScheme scheme, Supplier<PathNames> names, InstantSource clock) {
        this.store = store;
        this.scheme = scheme;
        this.names = names;
        this.clock = clock;
    }

    /**
     * Reads a filter.
     *
     * @throws org.reactiveacs.store.filter.FilterSyntaxException if it is none
     */
    public DeviceFilter filter(String text) {
        return FilterParser.parse(text, clock.instant(), names.get());
    }

    /** Whether this is for whoever has made the choice; a filter that cannot be read any more is an error. */
    public Mono<Boolean> wants(EventChoice choice, Told told) {
        if (!(told instanceof Told.Happened happened)) {
            return Mono.just(true);
        }
        if (!choice.mayWant(happened.event())) {
            return Mono.just(false);
        }
        if (choice.filter().isBlank()) {
            return Mono.just(true);
        }
        return happened.event().device().equals(DomainEvent.FLEET)
                ? Mono.just(false)
                : Mono.defer(() -> matches(filter(choice.filter()), happened.event()));
    }

    /** Of a device that is gone nothing is known but its id. */
    private Mono<Boolean> matches(DeviceFilter filter, DomainEvent event) {
        var gone = new KnownDevice(event.device(), null, Registration.NONE, null, null);
        return store.devices()
                .find(event.device())
                .defaultIfEmpty(gone)
                .flatMap(known -> tree(filter, known)
                        .map(tree -> FilterMatcher.matches(filter, new KnownCandidate(known, tree, scheme))));
    }

    private Mono<ParameterTree> tree(DeviceFilter filter, KnownDevice known) {
        return KnownCandidate.needsTree(filter) && known.head() != null
                ? store.tree(known.id()).defaultIfEmpty(ParameterTree.EMPTY)
                : Mono.just(ParameterTree.EMPTY);
    }
}
