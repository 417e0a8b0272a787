package org.reactiveacs.store.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.reactiveacs.cwmp.SharedFiles;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.DeviceModel;
import org.reactiveacs.device.Parameter;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.ParameterType;
import org.reactiveacs.device.TreeChange;

class TreeSchemaTest {

    private static final Instant T0 = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void aRealGatewaysTreeTakesUnderThreeKilobytesAndAThirdOfThatWithADictionary() throws Exception {
        var family = new SchemaFamily();
        var trees = new ArrayList<ParameterTree>();
        for (int i = 0; i < SchemaFamily.SAMPLES + 1; i++) {
            trees.add(gateway(i));
        }

        var plain = family.pack(device(0), trees.get(0), 0);
        family.adopt(plain.schema());
        SchemaFamily.Packed last = plain;
        for (int i = 1; i < trees.size(); i++) {
            last = family.pack(device(i), trees.get(i), SchemaFamily.TREES_WITHOUT_DICTIONARY);
            family.adopt(last.schema());
        }

        assertThat(trees.get(0).size()).isGreaterThan(500);
        assertThat(plain.schema().hasDictionary()).isFalse();
        assertThat(plain.bytes().length).isLessThan(3 * 1024);
        assertThat(last.schema().hasDictionary()).isTrue();
        assertThat(last.bytes().length).isLessThan(plain.bytes().length * 2 / 5);
        var schema = TreeSchema.decode(last.schema().encoded());
        assertThat(schema.id()).isEqualTo(last.schema().id());
        assertThat(TreeCodec.unpack(last.bytes(), schema)).isEqualTo(trees.get(trees.size() - 1));
    }

    @Test
    void aDictionaryWaitsForEnoughTreesAndForEnoughDevices() {
        var family = new SchemaFamily();
        for (int i = 0; i < 40; i++) {
            var ofTooFewTrees = family.pack(device(i), tree("v"), SchemaFamily.TREES_WITHOUT_DICTIONARY - 1);
            family.adopt(ofTooFewTrees.schema());
        }
        var oneDevice = new SchemaFamily(family.newest());
        for (int i = 0; i < 40; i++) {
            oneDevice.adopt(oneDevice
                    .pack(device(1), tree("v" + i), SchemaFamily.TREES_WITHOUT_DICTIONARY)
                    .schema());
        }

        assertThat(family.newest().hasDictionary()).isFalse();
        assertThat(oneDevice.newest().hasDictionary()).isFalse();
    }

    @Test
    void aDictionarySaysOnlyWhatSeveralDevicesSayAndNoSecret() {
        var trees = List.of(
                tree("common", "alone", "passphrase"),
                tree("common", "by itself", "passphrase"),
                tree("common", "single", "passphrase"));
        var model = DeviceModel.EMPTY.covering(trees.get(0).all());

        var dictionary = new String(TypicalTree.dictionary(trees, model), StandardCharsets.ISO_8859_1);

        assertThat(dictionary).contains("common").doesNotContain("alone", "by itself", "single", "passphrase");
    }

    @Test
    void aModelThatGrowsKeepsItsDictionary() {
        var schema = TreeSchema.of(DeviceModel.EMPTY.covering(tree("v").all()), new byte[] {1, 2, 3});
        var family = new SchemaFamily(schema);

        var packed = family.pack(device(1), tree("v", "w"), 0);

        assertThat(packed.schema().id()).isNotEqualTo(schema.id());
        assertThat(packed.schema().dictionary()).containsExactly(1, 2, 3);
        assertThat(TreeCodec.unpack(packed.bytes(), packed.schema())).isEqualTo(tree("v", "w"));
    }

    @Test
    void recordsFromBeforeThereWereDictionariesAreRead() {
        var tree = tree("v");
        var model = DeviceModel.EMPTY.covering(tree.all());
        var oldSchema = TreeSchema.decode(ModelCodec.encode(model));
        var packed = TreeCodec.pack(tree, oldSchema);
        var id = oldSchema.id().getBytes(StandardCharsets.US_ASCII);
        var oldRecord = java.util.Arrays.copyOf(id, id.length + packed.length);
        System.arraycopy(packed, 0, oldRecord, id.length, packed.length);

        var record = TreeRecord.decode(oldRecord);

        assertThat(record.schema()).isEqualTo(oldSchema.id());
        assertThat(TreeRecord.decode(record.encode()).schema()).isEqualTo(oldSchema.id());
        assertThat(TreeCodec.unpack(TreeRecord.decode(record.encode()).packed(), oldSchema))
                .isEqualTo(tree);
    }

    private static DeviceId device(int number) {
        return DeviceId.of("00D09E-" + number);
    }

    private static ParameterTree tree(String... values) {
        var names = List.of("Device.A", "Device.B", "Device.KeyPassphrase");
        var parameters = new ArrayList<Parameter>();
        for (int i = 0; i < values.length; i++) {
            parameters.add(Parameter.of(names.get(i), values[i], ParameterType.STRING, T0));
        }
        return ParameterTree.of(parameters);
    }

    /** The dump of a real gateway, as another box of its kind would have it. */
    private static ParameterTree gateway(int number) throws Exception {
        var random = new Random(number);
        var parameters = new ArrayList<Parameter>();
        for (var line : Files.readAllLines(SharedFiles.find("datamodels/huawei-bm632w-tr098.csv"))) {
            var fields = line.split(",", 5);
            if (fields.length == 5 && fields[0].startsWith("InternetGatewayDevice.") && fields[1].equals("false")) {
                parameters.add(new Parameter(
                        fields[0],
                        differing(fields[0], fields[3], random),
                        ParameterType.ofXsdName(fields[4].replace("xsd:", "")),
                        fields[2].equals("true"),
                        null,
                        T0.plusSeconds(number)));
            }
        }
        return ParameterTree.EMPTY.apply(List.of(new TreeChange.Values(parameters)));
    }

    private static String differing(String path, String value, Random random) {
        if (path.matches(".*(MACAddress|SerialNumber|SSID|IPAddress|KeyPassphrase|PreSharedKey)")) {
            return Long.toHexString(random.nextLong());
        }
        return path.matches(".*(Bytes|Packets|Time|Errors).*") ? Integer.toString(random.nextInt(1_000_000)) : value;
    }
}
