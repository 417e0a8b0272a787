package org.reactiveacs.metrics;

import java.time.Instant;
import java.util.List;

/**
 * What a node is: what {@code /info} says, and no secret among it.
 *
 * @param node its name
 * @param version of the program
 * @param commit that it was built from, {@code unknown} if the build did not say
 * @param java version of the virtual machine
 * @param started when this run began
 * @param store its kind, such as {@code embedded} or {@code redis-cluster}
 * @param tls what does the cryptography of TLS
 * @param features what is on that need not be, by the configuration keys that turn it on
 */
public record NodeInfo(
        String node,
        String version,
        String commit,
        String java,
        Instant started,
        String store,
        String tls,
        List<String> features) {

    public NodeInfo {
        features = List.copyOf(features);
    }
}
