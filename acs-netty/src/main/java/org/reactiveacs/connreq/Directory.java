package org.reactiveacs.connreq;

import io.netty.channel.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.Device;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Reach;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Store;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Finds out how a device can be reached, and keeps how it was. Thread-safe. */
public final class Directory implements Phonebook {
    private static final Logger LOG = LoggerFactory.getLogger(Directory.class);

    /** Devices that hear many wrong ones may lock themselves. */
    private static final int MOST_LOGINS = 4;

    private static final List<String> URL = paths("ConnectionRequestURL");
    private static final List<String> UDP_ADDRESS = paths("UDPConnectionRequestAddress");
    private static final List<String> STUN_USERNAME = paths("STUNUsername");
    private static final List<String> JABBER_ID = paths("ConnReqJabberID");
    private static final List<String> USERNAME = paths("ConnectionRequestUsername");
    private static final List<String> PASSWORD = paths("ConnectionRequestPassword");

    private final Store store;
    private final DerivedPasswords derived;
    private final @Nullable Credential common;
    private final Predicate<DeviceId> isLingering;

    /**
     * @param derived passwords that are ours to set on devices, whose name is the device's id
     * @param common what devices know that were told nothing, null if nothing is known of it
     * @param isLingering whether a device's session stays open for what is ordered
     */
    public Directory(
            Store store, DerivedPasswords derived, @Nullable Credential common, Predicate<DeviceId> isLingering) {
        this.store = store;
        this.derived = derived;
        this.common = common;
        this.isLingering = isLingering;
    }

    private static List<String> paths(String name) {
        return Stream.of(DataModel.values())
                .map(model -> model.root() + "ManagementServer." + name)
                .toList();
    }

    @Override
    public void find(DeviceId device, EventLoop loop, Consumer<Found> told) {
        find(device)
                .map(contact -> new Found(contact, ""))
                .defaultIfEmpty(new Found(null, ""))
                .onErrorResume(
                        failure -> Mono.just(new Found(null, "the store does not say how: " + failure.getMessage())))
                .subscribe(found -> loop.execute(() -> told.accept(found)));
    }

    private Mono<Contact> find(DeviceId id) {
        return store.devices().find(id).flatMap(device -> store.tree(id).map(tree -> contact(device, tree)));
    }

    @Override
    public void hasCalled(DeviceId device, Instant since, EventLoop loop, Consumer<Boolean> looked) {
        store.devices()
                .find(device)
                .mapNotNull(KnownDevice::head)
                .map(head -> head.contact().last().isAfter(since))
                .defaultIfEmpty(false)
                .onErrorReturn(false)
                .subscribe(hasCalled -> loop.execute(() -> looked.accept(hasCalled)));
    }

    @Override
    public void reached(DeviceId device, @Nullable Reach reach) {
        store.devices()
                .reached(device, reach)
                .subscribe(
                        nothing -> {},
                        failure -> LOG.warn("way not kept device={} reason={}", device.value(), failure.getMessage()));
    }

    private Contact contact(KnownDevice device, ParameterTree tree) {
        var head = device.head();
        var visits = head == null ? List.<Visit>of() : head.visits();
        return new Contact(
                device.id(),
                head == null ? null : head.modelKey(),
                told(URL, head, tree),
                told(UDP_ADDRESS, head, tree),
                told(STUN_USERNAME, head, tree),
                told(JABBER_ID, head, tree),
                logins(device, tree),
                session(device.id(), visits),
                head == null ? Instant.EPOCH : head.contact().last(),
                device.reach());
    }

    private Contact.Session session(DeviceId device, List<Visit> visits) {
        if (visits.isEmpty() || visits.get(0).end() != Visit.End.UNDER_WAY) {
            return Contact.Session.NONE;
        }
        return isLingering.test(device) ? Contact.Session.LINGERS : Contact.Session.UNDER_WAY;
    }

    /** The newest that is known: what the last Informs brought is newer than the tree. */
    private static String told(List<String> paths, @Nullable Device head, ParameterTree tree) {
        for (String path : paths) {
            Parameter reported = head == null ? null : head.reported().get(path);
            String value = value(reported != null ? reported : tree.get(path));
            if (!value.isEmpty()) {
                return value;
            }
        }
        return "";
    }

    private List<Contact.Login> logins(KnownDevice device, ParameterTree tree) {
        var logins = device.registration().isRotating() ? rotating(device, tree) : settled(device, tree);
        String right = device.reach() == null ? "" : device.reach().login();
        logins.sort(Comparator.comparing(login -> !login.origin().equals(right)));
        return logins.subList(0, Math.min(MOST_LOGINS, logins.size()));
    }

    private List<Contact.Login> settled(KnownDevice device, ParameterTree tree) {
        var logins = new ArrayList<>(set(tree));
        for (int version : derived.versions()) {
            logins.add(derived(device, version, device.registration().epoch()));
        }
        if (common != null) {
            logins.add(new Contact.Login("common", common));
        }
        return logins;
    }

    /**
     * Passwords were rotated, and the device is not known to have taken the new one: it knows that or the one before, and is asked with no third. What
     * was set last is the one before, unless it is the new one, of which the device only has not shown yet that it uses it.
     */
    private List<Contact.Login> rotating(KnownDevice device, ParameterTree tree) {
        int epoch = device.registration().epoch();
        var fresh = derived(device, derived.versions().get(0), epoch);
        var before = set(tree).stream()
                .filter(login -> derived.versions().stream()
                        .noneMatch(version -> derived(device, version, epoch)
                                .credential()
                                .password()
                                .equals(login.credential().password())))
                .findFirst()
                .orElseGet(() -> derived(device, derived.versions().get(0), epoch - 1));
        return new ArrayList<>(List.of(before, fresh));
    }

    /** What tasks and policies have set on the device. */
    private static List<Contact.Login> set(ParameterTree tree) {
        List<Contact.Login> logins = new ArrayList<>();
        for (int i = 0; i < PASSWORD.size(); i++) {
            String password = value(tree.get(PASSWORD.get(i)));
            if (!password.isEmpty()) {
                logins.add(new Contact.Login("device", new Credential(value(tree.get(USERNAME.get(i))), password)));
            }
        }
        return logins;
    }

    private Contact.Login derived(KnownDevice device, int version, int epoch) {
        var id = device.id();
        return new Contact.Login(
                epoch == 0 ? "derived " + version : "derived " + version + " epoch " + epoch,
                new Credential(id.value(), derived.of(id.tenant() + "/" + id.value(), version, epoch)));
    }

    private static String value(@Nullable Parameter parameter) {
        return parameter == null || parameter.value() == null ? "" : parameter.value();
    }
}
