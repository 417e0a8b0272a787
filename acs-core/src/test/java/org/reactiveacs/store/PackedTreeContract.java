package org.reactiveacs.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.reactiveacs.store.Arrivals.T0;
import static org.reactiveacs.store.Arrivals.anArrival;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.store.record.SchemaFamily;

/**
 * What every store must do about trees, which are packed, and the schemas that they name: the part of
 * {@link StoreContract} that tells of them.
 */
public abstract class PackedTreeContract extends KnowledgeContract {

    private static ParameterTree tree(int device, String... more) {
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < 50; i++) {
            parameters.add(Parameter.of("Device.Common.P" + i, "the same on all " + i, ParameterType.STRING, T0));
        }
        parameters.add(Parameter.of("Device.Own", "own " + device, ParameterType.STRING, T0));
        for (var path : more) {
            parameters.add(Parameter.of(path, "v", ParameterType.STRING, T0));
        }
        return ParameterTree.of(parameters);
    }

    private Arrival visitOf(int device, @Nullable ParameterTree tree) {
        var arrival = anArrival().of("00D09E", "p" + device).build();
        open(arrival);
        commit(arrival, 0, null, new Commit.Changes(null, tree, List.of(), Set.of(), null, List.of()));
        return arrival;
    }

    @Test
    void treesComeBackBeforeTheirModelHasADictionaryAndAfterIt() {
        int devices = SchemaFamily.TREES_WITHOUT_DICTIONARY + 20;
        var ids = new ArrayList<DeviceId>();
        for (int i = 0; i < devices; i++) {
            ids.add(visitOf(i, tree(i)).device());
        }

        for (int round = 0; round < 2; round++) { // What the first has loaded may be packed otherwise by the second.
            for (int i = 0; i < devices; i++) {
                assertThat(store().sessions().load(ids.get(i)).map(Loaded::tree).block())
                        .isEqualTo(tree(i));
            }
        }
    }

    @Test
    void schemasThatNoTreeNamesAreCollectedAtTheSecondLookAndNoOthers() {
        var first = visitOf(1, tree(1)).device();
        visitOf(1, tree(1, "Device.More"));
        var other = visitOf(2, tree(2, "Device.More", "Device.YetMore")).device();

        var looks = List.of(collected(), collected(), collected());

        assertThat(looks).containsExactly(0, 1, 0);
        assertThat(store().sessions().load(first).map(Loaded::tree).block()).isEqualTo(tree(1, "Device.More"));
        assertThat(store().sessions().load(other).map(Loaded::tree).block())
                .isEqualTo(tree(2, "Device.More", "Device.YetMore"));
    }

    @Test
    void theSchemasOfForgottenDevicesAreCollectedAndAreThereAgainForTheNextOne() {
        var device = visitOf(1, tree(1)).device();
        store().devices().delete(device, write()).block();
        collected();

        assertThat(collected()).isEqualTo(1);
        visitOf(1, tree(1));

        assertThat(store().sessions().load(device).map(Loaded::tree).block()).isEqualTo(tree(1));
        assertThat(collected()).isZero();
        assertThat(collected()).isZero();
    }

    private int collected() {
        return Objects.requireNonNull(store().collectSchemas().block());
    }
}
