package org.reactiveacs.simulator.command;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.device.DeviceId;
import org.reactiveacs.device.Identity;
import org.reactiveacs.device.IdentityScheme;
import org.reactiveacs.simulator.cpe.CpeIdentity;
import org.reactiveacs.simulator.fleet.Executions;
import tools.jackson.databind.json.JsonMapper;

/**
 * Executions as lines of JSON in a file, so that nothing grows with their number. Whatever was executed is in the file as
 * soon as the thread that writes has nothing else to do.
 */
final class ExecutionRecord implements Executions, AutoCloseable {
    private static final long CLOSE_SECONDS = 30;

    private final BufferedWriter out;
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> new Thread(task, "record"));
    private volatile @Nullable IOException failure;

    /** Makes the file anew. */
    ExecutionRecord(Path file) throws IOException {
        out = Files.newBufferedWriter(file);
    }

    @Override
    public void executed(CpeIdentity device, AcsRequest request, Instant at) {
        ExecutionKey.of(request).ifPresent(key -> writer.execute(() -> write(line(device, request, key, at))));
    }

    private static String line(CpeIdentity device, AcsRequest request, ExecutionKey key, Instant at) {
        Identity identity = new Identity("", device.oui(), device.productClass(), device.serialNumber());
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("device", DeviceId.of(IdentityScheme.OUI_SERIAL, identity).value());
        fields.put("rpc", request.rpcName());
        if (!key.name().isEmpty()) {
            fields.put(key.name(), key.value());
        }
        fields.put("time", at.toString());
        return JsonMapper.shared().writeValueAsString(fields);
    }

    private void write(String line) {
        try {
            out.write(line);
            out.write('\n');
            if (writer.getQueue().isEmpty()) {
                out.flush();
            }
        } catch (IOException e) {
            failure = e;
        }
    }

    /** Waits until all is written; a record with holes proves nothing, so what went wrong on the way fails here. */
    @Override
    public void close() throws IOException {
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("the record is not written after " + CLOSE_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.close();
        if (failure != null) {
            throw failure;
        }
    }
}
