package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.Compliance;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;

/** What every store must do about what sessions find out of devices and models: the part of {@link StoreContract} that tells of it. */
public abstract class KnowledgeContract extends SessionContract {

    @Test
    void treesAndTraitsComeBackAsTheyWereCommitted() {
        var arrival =
                anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1").build();
        var opened = open(arrival);
        var tree = ParameterTree.of(List.of(
                Parameter.of("Device.Hosts.Host.2.IPAddress", "10.0.0.2", ParameterType.STRING, T0),
                Parameter.of("Device.X_ACME.Text", "ünïcode <&>", ParameterType.UNKNOWN, T0)));
        var traits = ModelTraits.NONE
                .withReadBatch(16)
                .withUnreadable("Device.Bad")
                .withMacPaths(Set.of("Device.Ethernet.Interface.1.MACAddress"));
        var model = Objects.requireNonNull(opened.device()).modelKey();
        commit(
                arrival,
                0,
                session("read"),
                new Commit.Changes(
                        null,
                        tree,
                        List.of(),
                        Set.of(),
                        new Commit.Learned(model, ModelTraits.NONE, traits),
                        List.of()));

        assertThat(store().sessions().load(DEVICE).map(Loaded::tree).block()).isEqualTo(tree);
        assertThat(open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"))
                        .traits())
                .isEqualTo(traits);
    }

    @Test
    void whatOneSessionLearnedOfAModelIsNotUndoneByOneThatBeganBefore() {
        var arrival =
                anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1").build();
        var model = Objects.requireNonNull(open(arrival).device()).modelKey();
        var first = ModelTraits.NONE.withReadBatch(16).withMacPaths(Set.of("Device.A.MACAddress"));
        var second = ModelTraits.NONE.withParameterKey(true).withMacPaths(Set.of("Device.B.MACAddress"));

        commit(arrival, 0, session("one"), learning(new Commit.Learned(model, ModelTraits.NONE, first)));
        commit(arrival, 1, session("other"), learning(new Commit.Learned(model, ModelTraits.NONE, second)));

        assertThat(open(anArrival().reporting("Device.DeviceInfo.SoftwareVersion", "1"))
                        .traits())
                .isEqualTo(first.withParameterKey(true)
                        .withMacPaths(Set.of("Device.A.MACAddress", "Device.B.MACAddress")));
    }

    private static Commit.Changes learning(Commit.Learned learned) {
        return new Commit.Changes(null, null, List.of(), Set.of(), learned, List.of());
    }

    @Test
    void howPoliciesFaredComesBackWithTheTreeAndGoesWithTheDevice() {
        var arrival = anArrival().build();
        open(arrival);
        var compliance = Compliance.NONE
                .with("Device.X", new Compliance.Entry(Compliance.Kind.REFUSED, "p", "mark", 2, T0, 9007, "no"))
                .read("Device.", T0);
        var none = Commit.Changes.NONE;
        commit(
                arrival,
                0,
                session("settled"),
                new Commit.Changes(null, null, List.of(), none.known(), null, List.of(), compliance, Set.of()));

        assertThat(store().sessions().load(DEVICE).block()).isEqualTo(new Loaded(ParameterTree.EMPTY, compliance));

        store().devices().delete(DEVICE, write()).block();
        assertThat(store().sessions().load(DEVICE).block()).isEqualTo(Loaded.NOTHING);
    }
}
