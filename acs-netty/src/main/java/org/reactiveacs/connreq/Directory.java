package org.reactiveacs.connreq;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.auth.DerivedPasswords;
import org.reactiveacs.device.Credential;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.Visit;
import org.reactiveacs.store.Store;
import reactor.core.publisher.Mono;

/** Finds out how a device can be reached. Thread-safe. */
final class Directory {
    /** Devices that hear many wrong ones may lock themselves. */
    private static final int MOST_CREDENTIALS = 4;

    private static final List<String> URL = paths("ConnectionRequestURL");
    private static final List<String> USERNAME = paths("ConnectionRequestUsername");
    private static final List<String> PASSWORD = paths("ConnectionRequestPassword");

    private final Store store;
    private final DerivedPasswords derived;
    private final @Nullable Credential common;

    /**
     * @param derived passwords that are ours to set on devices, whose name is the device's id
     * @param common what devices know that were told nothing, null if nothing is known of it
     */
    Directory(Store store, DerivedPasswords derived, @Nullable Credential common) {
        this.store = store;
        this.derived = derived;
        this.common = common;
    }

    /**
     * What is known of a device.
     *
     * @param url its ConnectionRequestURL, empty when it never told
     * @param credentials that it may know, the likeliest first
     * @param inSession whether it has a session that is not over
     */
    record Entry(String url, List<Credential> credentials, boolean inSession) {}

    private static List<String> paths(String name) {
        return Stream.of(DataModel.values())
                .map(model -> model.root() + "ManagementServer." + name)
                .toList();
    }

    /** Empty when the device is not known. */
    Mono<Entry> find(DeviceId id) {
        return store.devices()
                .find(id)
                .flatMap(device -> store.sessions().load(id).map(tree -> entry(device, tree)));
    }

    /** When a device called last; empty when it never did. */
    Mono<Instant> lastCall(DeviceId id) {
        return store.devices()
                .find(id)
                .mapNotNull(KnownDevice::head)
                .map(head -> head.contact().last());
    }

    private Entry entry(KnownDevice device, ParameterTree tree) {
        var head = device.head();
        String url = "";
        for (String path : URL) {
            Parameter reported = head == null ? null : head.reported().get(path);
            String value = value(reported != null ? reported : tree.get(path));
            url = url.isEmpty() ? value : url;
        }
        List<Credential> credentials = new ArrayList<>();
        for (int i = 0; i < PASSWORD.size(); i++) {
            String password = value(tree.get(PASSWORD.get(i)));
            if (!password.isEmpty()) {
                credentials.add(new Credential(value(tree.get(USERNAME.get(i))), password));
            }
        }
        for (int version : derived.versions()) {
            credentials.add(new Credential(
                    device.id().value(),
                    derived.of(device.id().tenant() + "/" + device.id().value(), version)));
        }
        if (common != null) {
            credentials.add(common);
        }
        var visits = head == null ? List.<Visit>of() : head.visits();
        boolean inSession = !visits.isEmpty() && visits.get(0).end() == Visit.End.UNDER_WAY;
        return new Entry(
                url, List.copyOf(credentials.subList(0, Math.min(MOST_CREDENTIALS, credentials.size()))), inSession);
    }

    private static String value(@Nullable Parameter parameter) {
        return parameter == null || parameter.value() == null ? "" : parameter.value();
    }
}
