package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Takeover;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.DeviceCodec;
import reactor.core.publisher.Mono;

/** Takes over devices from another server. */
final class Takeovers {

    private final Around around;
    private final Trees trees;

    Takeovers(Around around, Trees trees) {
        this.around = around;
        this.trees = trees;
    }

    Mono<Takeover> bring(Brought brought, Write write) {
        return bring(brought, write, 0);
    }

    private Mono<Takeover> bring(Brought brought, Write write, int round) {
        var id = brought.head().id();
        if (round == Around.MAX_ROUNDS) {
            return Mono.error(new StoreException(id + " changes faster than it can be taken over"));
        }
        return Peeked.read(around, id, true)
                .flatMap(read -> tree(read).flatMap(tree -> {
                    var takeover = Takeover.of(read.stored().exists() ? read.known() : null, tree, brought);
                    if (takeover.isNothing()) {
                        return Mono.just(takeover);
                    }
                    return packed(takeover, brought)
                            .flatMap(packed -> written(read, takeover, packed, brought, write))
                            .flatMap(how -> how.equals("changed")
                                    ? Around.pause(round).then(bring(brought, write, round + 1))
                                    : Mono.just(takeover));
                }));
    }

    private Mono<ParameterTree> tree(Peeked read) {
        var record = read.tree();
        return record == null ? Mono.just(ParameterTree.EMPTY) : trees.unpack(read.id(), record, null);
    }

    private Mono<Optional<Trees.Packed>> packed(Takeover takeover, Brought brought) {
        if (!takeover.withParameters()) {
            return Mono.just(Optional.empty());
        }
        var head = brought.head();
        return trees.pack(head.id(), brought.tree(), head.modelKey()).map(Optional::of);
    }

    private Mono<String> written(
            Peeked read, Takeover takeover, Optional<Trees.Packed> tree, Brought brought, Write write) {
        var id = read.id();
        var keys = Keys.of(id);
        var words = new ArrayList<String>();
        var registration = takeover.registration(read.stored().registration(), brought, write, words);
        var head =
                tree.isPresent() ? Takeover.head(brought, write) : read.stored().device();
        var type = takeover.isNew() ? DomainEvent.Type.DEVICE_REGISTERED : DomainEvent.Type.DEVICE_CHANGED;
        var args = new Args()
                .add(Keys.name(id))
                .add(read.stored().revision())
                .add(around.devices().sealed(id, registration))
                .add(IndexEntries.of(id, head, registration, around.identity()))
                .add(write.at())
                .add(keys.partition())
                .add(Around.event(type, id, write, Map.of()))
                .add(Around.audit(write, "device imported", id, String.join(", ", words)));
        tree.ifPresentOrElse(
                packed -> args.add(DeviceCodec.encode(
                                Takeover.head(brought, write), around.formats().written()))
                        .add(brought.head().contact().last())
                        .add(packed.record())
                        .add(packed.schema()),
                () -> args.add(""));
        return around.link()
                .runDurably(
                        Scripts.BRING,
                        List.of(
                                keys.device(id),
                                keys.seen(),
                                keys.index(),
                                keys.counts(),
                                keys.outbox(),
                                keys.audit(),
                                keys.result(write.operation())),
                        args.list())
                .map(how -> Answer.of(how).what());
    }
}
