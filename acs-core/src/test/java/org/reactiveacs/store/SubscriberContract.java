package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.KnownDevice;
import org.reactiveacs.device.Registration;
import org.reactiveacs.device.Registration.Variable;
import org.reactiveacs.device.Subscription;
import org.reactiveacs.inventory.Subscribers;
import org.reactiveacs.store.DeviceStore.Change;
import org.reactiveacs.store.filter.FilterParser;
import reactor.core.publisher.Flux;

/** What every store must do about subscribers and their devices: the part of {@link StoreContract} that tells of them. */
public abstract class SubscriberContract extends BindingContract {

    private static final DeviceId ROUTER = DeviceId.of("00D09E-R1");
    private static final DeviceId PHONE = DeviceId.of("00D09E-P1");
    private static final Map<String, Variable> GOLD =
            Map.of("plan", new Variable("gold", false), "sip", new Variable("secret", true));

    private Subscribers subscribers() {
        return new Subscribers(store());
    }

    private void register(DeviceId... devices) {
        for (var device : devices) {
            change(device, new Change.Register());
        }
    }

    private void change(DeviceId device, Change... changes) {
        store().devices().change(device, List.of(changes), write()).block();
    }

    private Subscribers.Changed put(String id, Map<String, Variable> variables, DeviceId... devices) {
        var own = Set.of(devices);
        return Objects.requireNonNull(subscribers()
                .change(id, before -> before.with(variables).with(own), own, write())
                .block());
    }

    private void remove(String id) {
        subscribers().change(id, Subscriber::gone, Set.of(), write()).block();
    }

    private @Nullable Subscriber find(String id) {
        return subscribers().find(id, write()).block();
    }

    private boolean edit(String id, long expected, @Nullable Subscriber next, Write write) {
        return Objects.requireNonNull(store().subscribers()
                .edit(new SubscriberStore.Edit(id, expected, next, write, "as the test says"))
                .block());
    }

    private Registration registration(DeviceId device) {
        return Objects.requireNonNull(store().devices().registration(device).block());
    }

    private @Nullable Map<String, Variable> told(DeviceId device) {
        var subscription = registration(device).subscription();
        return subscription == null ? null : subscription.variables();
    }

    private List<String> found(String filter) {
        var query = new DeviceQuery(
                DeviceId.DEFAULT_TENANT, FilterParser.parse(filter, T0), DeviceQuery.Sort.ID, false, 100, null, true);
        var page = Objects.requireNonNull(store().devices().search(query).block());
        assertThat(page.count()).isEqualTo(page.items().size());
        return page.items().stream().map(KnownDevice::id).map(DeviceId::value).toList();
    }

    @Test
    void theDevicesOfASubscriberKeepItsVariables() {
        register(ROUTER, PHONE);

        var changed = put("anna@example", GOLD, ROUTER, PHONE);

        assertThat(changed.refused()).isEmpty();
        assertThat(changed.subscriber().unsettled()).isEmpty();
        assertThat(find("anna@example")).isEqualTo(changed.subscriber());
        assertThat(registration(ROUTER).subscriber()).isEqualTo("anna@example");
        assertThat(told(ROUTER)).isEqualTo(GOLD);
        assertThat(told(PHONE)).isEqualTo(GOLD);
        assertThat(registration(ROUTER).plainVariables()).isEqualTo(Map.of("plan", "gold", "sip", "secret"));
        change(ROUTER, new Change.SetVariable("plan", new Variable("own", false)));
        assertThat(registration(ROUTER).plainVariables()).containsEntry("plan", "own");
    }

    @Test
    void aChangeOfASubscriberReachesItsDevicesAndThoseThatLeaveForgetIt() {
        register(ROUTER, PHONE);
        put("anna", GOLD, ROUTER, PHONE);

        put("anna", Map.of("plan", new Variable("silver", false)), PHONE);

        assertThat(told(ROUTER)).isNull();
        assertThat(told(PHONE)).isEqualTo(Map.of("plan", new Variable("silver", false)));
        remove("anna");
        assertThat(told(PHONE)).isNull();
        assertThat(find("anna")).isNull();
        assertThat(store().subscribers().get("anna").block()).isNull();
    }

    @Test
    void aDeviceIsOneSubscribersAtMost() {
        register(ROUTER, PHONE);
        put("anna", GOLD, ROUTER);

        var refused = put("bert", Map.of(), ROUTER, PHONE);

        assertThat(refused.refused()).containsOnlyKeys(ROUTER);
        assertThat(refused.refused().get(ROUTER)).contains("anna");
        assertThat(refused.subscriber().devices()).containsExactly(PHONE);
        assertThat(registration(ROUTER).subscriber()).isEqualTo("anna");
        assertThat(found("subscriber = bert")).containsExactly("00D09E-P1");
    }

    @Test
    void aDeviceThatIsNotThereDoesNotComeToASubscriber() {
        var changed = put("anna", GOLD, ROUTER);

        assertThat(changed.refused()).containsOnlyKeys(ROUTER);
        assertThat(Objects.requireNonNull(find("anna")).devices()).isEmpty();
    }

    @Test
    void whatANodeLeftUndoneIsDoneByWhoLooksNext() {
        register(ROUTER, PHONE);
        var before = put("anna", GOLD, ROUTER).subscriber();
        var silver = Map.of("plan", new Variable("silver", false));
        var begun = before.with(silver).with(Set.of(PHONE)).at(before.version() + 1, Set.of(ROUTER, PHONE));
        assertThat(edit("anna", before.version(), begun, write())).isTrue();

        var found = Objects.requireNonNull(find("anna"));

        assertThat(found.unsettled()).isEmpty();
        assertThat(told(ROUTER)).isNull();
        assertThat(told(PHONE)).isEqualTo(silver);
    }

    @Test
    void aRemovalThatANodeLeftUndoneIsDoneByWhoLooksNext() {
        register(ROUTER);
        var before = put("anna", GOLD, ROUTER).subscriber();
        edit("anna", before.version(), before.gone().at(before.version() + 1, Set.of(ROUTER)), write());

        assertThat(find("anna")).isNull();

        assertThat(told(ROUTER)).isNull();
        assertThat(store().subscribers().get("anna").block()).isNull();
    }

    @Test
    void aDeviceTakesNothingThatIsOlderThanWhatItHas() {
        register(ROUTER);
        var now = put("anna", GOLD, ROUTER).subscriber();

        change(ROUTER, new Change.Subscribe(new Subscription("anna", now.version() - 1, Map.of())));
        change(ROUTER, new Change.Unsubscribe("anna", now.version() - 1));
        change(ROUTER, new Change.Subscribe(new Subscription("bert", now.version() + 9, Map.of())));
        change(ROUTER, new Change.Unsubscribe("bert", now.version() + 9));

        assertThat(told(ROUTER)).isEqualTo(GOLD);
    }

    @Test
    void changesThatComeTogetherEndWithDevicesThatTellWhatTheSubscriberDoes() {
        var devices =
                IntStream.range(0, 6).mapToObj(i -> DeviceId.of("00D09E-T" + i)).toList();
        register(devices.toArray(DeviceId[]::new));
        var subscribers = subscribers();

        Flux.range(0, 12)
                .flatMap(i -> subscribers.change(
                        "anna",
                        before -> {
                            var own = new HashSet<>(before.devices());
                            var device = devices.get(i % 6);
                            if (!own.remove(device)) {
                                own.add(device);
                            }
                            return before.with(Map.of("n", new Variable("v" + i, false)))
                                    .with(own);
                        },
                        Set.of(),
                        write()))
                .blockLast();

        var anna = Objects.requireNonNull(find("anna"));
        var own = devices.stream()
                .filter(device -> registration(device).subscriber().equals("anna"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(own).isEqualTo(anna.devices());
        assertThat(own).allSatisfy(device -> assertThat(told(device)).isEqualTo(anna.variables()));
    }

    @Test
    void aSubscriberIsChangedOnlyByWhoKnowsItsVersionAndOnceByEach() {
        var anna = Subscriber.none("anna").with(GOLD).at(5, Set.of());
        var write = write();

        assertThat(edit("anna", 0, anna, write)).isTrue();
        assertThat(edit("anna", 0, anna, write)).isTrue();
        assertThat(edit("anna", 0, anna, write())).isFalse();
        assertThat(edit("anna", 4, anna.at(9, Set.of()), write())).isFalse();
        assertThat(edit("anna", 5, anna.at(6, Set.of()), write())).isTrue();
        assertThat(edit("anna", 6, null, write())).isTrue();

        assertThat(store().subscribers().get("anna").block()).isNull();
        assertThat(Objects.requireNonNull(store().audit(0, 100).block()))
                .filteredOn(entry -> entry.what().equals("subscriber changed"))
                .hasSize(3);
    }

    @Test
    void subscribersAreListedInOrderAPageAtATimeByWhatTheirIdsBeginWith() {
        for (var id : List.of("b", "a.1", "a", "a:2", "c", "ab")) {
            edit(id, 0, Subscriber.none(id).with(GOLD).at(1, Set.of()), write());
        }

        assertThat(listed("", null, 100)).containsExactly("a", "a.1", "a:2", "ab", "b", "c");
        assertThat(listed("a", null, 2)).containsExactly("a", "a.1");
        assertThat(listed("a", "a.1", 2)).containsExactly("a:2", "ab");
        assertThat(listed("a", "ab", 2)).isEmpty();
        assertThat(listed("b", "a", 2)).containsExactly("b");
        assertThat(listed("x", null, 2)).isEmpty();
    }

    private List<String> listed(String prefix, @Nullable String after, int limit) {
        return Objects.requireNonNull(
                        store().subscribers().list(prefix, after, limit).block())
                .stream()
                .map(Subscriber::id)
                .toList();
    }

    @Test
    void devicesAreFoundByTheirSubscriberAndByVariablesThatAreNotSecret() {
        var other = DeviceId.of("00D09E-X1");
        register(ROUTER, PHONE, other);
        put("anna", GOLD, ROUTER, PHONE);
        change(PHONE, new Change.SetVariable("plan", new Variable("own", true)));
        change(other, new Change.SetVariable("plan", new Variable("gold", false)), new Change.Tag("anna"));

        assertThat(found("subscriber = anna")).containsExactly("00D09E-P1", "00D09E-R1");
        assertThat(found("subscriber = anna and id ~ *R*")).containsExactly("00D09E-R1");
        assertThat(found("subscriber = ann")).isEmpty();
        assertThat(found("subscriber ~ AN*")).containsExactly("00D09E-P1", "00D09E-R1");
        assertThat(found("subscriber = ''")).containsExactly("00D09E-X1");
        assertThat(found("tag = anna")).containsExactly("00D09E-X1");
        assertThat(found("variable.plan = gold")).containsExactly("00D09E-R1", "00D09E-X1");
        assertThat(found("variable.sip ~ *")).isEmpty();
        assertThat(found("not variable.plan = gold")).containsExactly("00D09E-P1");
        put("anna", Map.of(), ROUTER);
        assertThat(found("subscriber = anna")).containsExactly("00D09E-R1");
        assertThat(found("variable.plan = gold")).containsExactly("00D09E-X1");
    }

    @Test
    void changesOfSubscribersAreInTheAuditTrailWithoutValues() {
        register(ROUTER);
        put("anna", GOLD, ROUTER);
        remove("anna");

        var trail = Objects.requireNonNull(store().audit(0, 100).block());

        assertThat(trail)
                .extracting(entry -> entry.what() + ": " + entry.detail())
                .contains(
                        "subscriber changed: anna created variable plan variable sip device 00D09E-R1",
                        "device changed: subscriber anna",
                        "subscriber changed: anna removed",
                        "device changed: no subscriber anna")
                .noneMatch(line -> line.contains("gold") || line.contains("secret"));
    }
}
