package org.reactiveacs.store.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Registration;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.Takeover;
import org.reactiveacs.store.Write;
import reactor.core.publisher.Mono;

/** Takes over devices from another server. Trees are compared and packed outside the writer, which has everybody waiting. */
final class Takeovers {

    private final UnitWriter writer;
    private final Records records;
    private final Readers readers;

    Takeovers(UnitWriter writer, Records records, Readers readers) {
        this.writer = writer;
        this.records = records;
        this.readers = readers;
    }

    /** What is to be written, and what that was made from. */
    private record Prepared(@Nullable KnownDevice known, Takeover takeover, Records.@Nullable PackedTree tree) {}

    Mono<Takeover> bring(Brought brought, Write write) {
        return readers.read(() -> prepared(brought)).flatMap(prepared -> {
            if (prepared.takeover().isNothing()) {
                return Mono.just(prepared.takeover());
            }
            return writer.<Boolean>submit(plan -> written(prepared, brought, write, plan))
                    .flatMap(done -> done ? Mono.just(prepared.takeover()) : bring(brought, write));
        });
    }

    private Prepared prepared(Brought brought) {
        var id = brought.head().id();
        var known = records.find(id);
        // Of a device that has called the tree does not matter.
        boolean compares = known != null && known.head() != null;
        var takeover = Takeover.of(known, compares ? records.tree(id) : ParameterTree.EMPTY, brought);
        var tree = takeover.withParameters()
                ? records.pack(id, brought.tree(), brought.head().modelKey())
                : null;
        return new Prepared(known, takeover, tree);
    }

    /** False if the device is not as it was read. */
    private boolean written(Prepared prepared, Brought brought, Write write, UnitWriter.Plan plan) {
        plan.durable();
        if (records.ledger().resultOf(write.operation()) instanceof Takeover) {
            return true;
        }
        var id = brought.head().id();
        var takeover = prepared.takeover();
        if (!isStill(prepared.known(), id)) {
            return false;
        }
        var before =
                prepared.known() == null ? Registration.NONE : prepared.known().registration();
        var words = new ArrayList<String>();
        var registration = takeover.registration(before, brought, write, words);
        var head = prepared.known() == null ? null : prepared.known().head();
        if (prepared.tree() != null) {
            head = Takeover.head(brought, write);
            records.putHead(head, registration, plan);
            records.putTree(id, prepared.tree(), plan);
        }
        records.putRegistration(id, head, registration, plan);
        records.ledger().audit(write, "device imported", id, String.join(", ", words), plan);
        var type = takeover.isNew() ? DomainEvent.Type.DEVICE_REGISTERED : DomainEvent.Type.DEVICE_CHANGED;
        records.ledger().append(List.of(new DomainEvent(type, id, write.at(), Map.of())), plan);
        records.ledger().remember(write.operation(), takeover, plan);
        return true;
    }

    private boolean isStill(@Nullable KnownDevice known, DeviceId id) {
        var now = records.find(id);
        if (known == null || now == null) {
            return known == null && now == null;
        }
        return Objects.equals(known.head(), now.head()) && known.registration().equals(now.registration());
    }
}
