package org.reactiveacs.simulator.cpe;

import java.nio.charset.StandardCharsets;
import org.reactiveacs.simulator.model.Parameter;
import org.reactiveacs.simulator.model.Parameter.Flag;

/** The files that the device can send. */
final class Files {
    private Files() {}

    static byte[] of(VirtualCpe cpe, Transfer transfer) {
        boolean isLog =
                transfer.fileType().startsWith("2 ") || transfer.fileType().startsWith("4 ");
        return (isLog ? log(cpe) : configuration(cpe)).getBytes(StandardCharsets.UTF_8);
    }

    private static String configuration(VirtualCpe cpe) {
        StringBuilder text = new StringBuilder(16_384);
        cpe.model().walk(cpe.model().find("").orElseThrow(), place -> {
            Parameter parameter = place.parameter();
            if (parameter != null && parameter.is(Flag.WRITABLE) && !parameter.is(Flag.HIDDEN)) {
                text.append(place.path())
                        .append('=')
                        .append(cpe.model().value(place))
                        .append('\n');
            }
        });
        return text.toString();
    }

    private static String log(VirtualCpe cpe) {
        return cpe.bootedAt() + " boot firmware=" + cpe.firmware() + '\n' + cpe.now() + " upload\n";
    }
}
