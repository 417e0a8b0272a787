package org.reactiveacs.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.Access;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Registration;
import org.reactiveacs.port.DomainEvent;
import org.reactiveacs.store.Brought;
import org.reactiveacs.store.DeviceQuery;
import org.reactiveacs.store.DeviceStore;
import org.reactiveacs.store.RegistrationChanges;
import org.reactiveacs.store.StoreException;
import org.reactiveacs.store.Takeover;
import org.reactiveacs.store.Write;
import org.reactiveacs.store.record.TaskCodec;
import reactor.core.publisher.Mono;

/** Devices of the store on Redis. */
final class RedisDeviceStore implements DeviceStore {

    private final Around around;
    private final FleetSearch search;
    private final Takeovers takeovers;

    RedisDeviceStore(Around around, Trees trees) {
        this.around = around;
        this.search = new FleetSearch(around, trees);
        this.takeovers = new Takeovers(around, trees);
    }

    @Override
    public Mono<KnownDevice> find(DeviceId device) {
        return Peeked.read(around, device, false)
                .filter(read -> read.stored().exists())
                .map(Peeked::known);
    }

    @Override
    public Mono<Registration> registration(DeviceId device) {
        return around.link()
                .ask(commands -> commands.hget(Keys.of(device).device(device), Shared.bytes("r")))
                .map(record -> around.devices().registration(device, record))
                .defaultIfEmpty(Registration.NONE);
    }

    @Override
    public Mono<Page> search(DeviceQuery query) {
        return search.page(query);
    }

    @Override
    public Mono<KnownDevice> change(DeviceId device, List<Change> changes, Write write) {
        return change(device, changes, write, 0);
    }

    private Mono<KnownDevice> change(DeviceId device, List<Change> changes, Write write, int round) {
        if (round == Around.MAX_ROUNDS) {
            return Mono.error(new StoreException(device + " changes faster than it can be changed"));
        }
        boolean registers = changes.stream().anyMatch(Change.Register.class::isInstance);
        return Peeked.read(around, device, false)
                .filter(read -> read.stored().exists() || registers)
                .flatMap(read -> {
                    var words = new ArrayList<String>();
                    var registration =
                            RegistrationChanges.apply(changes, read.stored().registration(), write, words);
                    return written(
                                    device,
                                    read,
                                    registration,
                                    access(changes, read.stored(), registration),
                                    words,
                                    write)
                            .flatMap(how -> how.equals("changed")
                                    ? Around.pause(round).then(change(device, changes, write, round + 1))
                                    : find(device));
                });
    }

    /** A new credential is to be proven again; until then the one it replaces stays good. Empty to leave it. */
    private static String access(List<Change> changes, StoredDevice stored, Registration after) {
        boolean asks = RegistrationChanges.asksForProof(changes, stored.registration(), after);
        if (!asks || stored.device() == null) {
            return "";
        }
        var access = stored.access();
        return StoredAccess.access(new Access(
                access.keyVersion(), false, access.resetAccepted(), access.nonceIssued(), access.nonceCount()));
    }

    private Mono<String> written(
            DeviceId device, Peeked read, Registration registration, String access, List<String> words, Write write) {
        var keys = Keys.of(device);
        var stored = read.stored();
        var event = RegistrationChanges.event(device, !stored.exists(), stored.registration(), registration, write);
        var args = new Args()
                .add(Keys.name(device))
                .add(stored.exists() ? 1 : 0)
                .add(around.devices().sealed(device, registration))
                .add(access)
                .add(IndexEntries.of(device, stored.device(), registration, around.identity()))
                .add(write.at())
                .add(keys.partition())
                .add(TaskCodec.encodeRecord(event))
                .add(Around.audit(write, "device changed", device, String.join(", ", words)))
                .add(read.registration())
                .add(read.access())
                .add(read.members())
                .add(registration.retirement() == null ? 0 : 1);
        return around.link()
                .runDurably(
                        Scripts.CHANGE,
                        List.of(
                                keys.device(device),
                                keys.seen(),
                                keys.index(),
                                keys.counts(),
                                keys.outbox(),
                                keys.audit(),
                                keys.result(write.operation())),
                        args.list())
                .map(how -> Answer.of(how).what());
    }

    @Override
    public Mono<Takeover> bring(Brought brought, Write write) {
        return takeovers.bring(brought, write);
    }

    @Override
    public Mono<Void> reached(DeviceId device, @Nullable Reach reach) {
        var args = new Args().add(reach == null ? null : TaskCodec.encodeRecord(reach));
        return around.link()
                .run(Scripts.REACHED, List.of(Keys.of(device).device(device)), args.list())
                .then();
    }

    @Override
    public Mono<Boolean> delete(DeviceId device, Write write) {
        var keys = Keys.of(device);
        var args = new Args()
                .add(Keys.name(device))
                .add(write.at())
                .add(keys.partition())
                .add(Around.event(DomainEvent.Type.DEVICE_DELETED, device, write, Map.of()))
                .add(Around.audit(write, "device deleted", device, ""));
        return around.link()
                .runDurably(
                        Scripts.FORGET,
                        List.of(
                                keys.device(device),
                                keys.tasks(device),
                                keys.ended(device),
                                keys.due(),
                                keys.seen(),
                                keys.index(),
                                keys.counts(),
                                keys.outbox(),
                                keys.audit(),
                                keys.result(write.operation()),
                                keys.open()),
                        args.list())
                .map(there -> Objects.equals(there, 1L));
    }
}
