package org.reactiveacs.simulator.load;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.simulator.tally.FailureCount;
import org.reactiveacs.simulator.tally.Latency;

/**
 * What a run came to; docs/load-testing.md explains it. Sessions are those of devices that behave, probes not counted.
 *
 * @param scenario its name or path
 * @param acs the URL that was called
 * @param started when the load began
 * @param seconds how long it took
 * @param devices in the fleet, probes not counted
 * @param sessions that ended well
 * @param failed that did not
 * @param retries attempts that followed a failed one
 * @param busy503 answers that asked to come later
 * @param sessionsPerSecond that ended well
 * @param p50Ms time of a session that ended well, from the moment for which it was scheduled
 * @param served from when a device first wanted a session until one ended well, tries that failed included
 * @param notServed devices, and calls without a device, that had not been served at the end
 * @param longestWaitMs the longest that anybody waited to be served, or still did at the end
 * @param bytesSent to the ACS by all devices, with HTTP and TLS but without TCP
 * @param bytesReceived from it
 * @param errors failures by kind
 * @param rpcs requests of the ACS that devices answered, by name; refusals count too
 * @param events in Informs that the ACS took, by code
 * @param broken of devices that do not behave, null when all do
 * @param simulatorLate by how much the simulator began sessions later than it meant to; when that is much, all other times tell
 *     of the simulator, and it needs more processors
 * @param perSecond how it went
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record LoadReport(
        String scenario,
        String acs,
        Instant started,
        double seconds,
        int devices,
        long sessions,
        long failed,
        long retries,
        long busy503,
        double sessionsPerSecond,
        double meanMs,
        double p50Ms,
        double p90Ms,
        double p99Ms,
        double p999Ms,
        double maxMs,
        Latency served,
        long notServed,
        double longestWaitMs,
        long bytesSent,
        long bytesReceived,
        Map<String, FailureCount> errors,
        Map<String, Long> rpcs,
        Map<String, Long> events,
        @Nullable BrokenReport broken,
        @Nullable StormReport storm,
        @Nullable ProbeReport probes,
        @Nullable WakeReport connectionRequests,
        @Nullable FirmwareReport firmware,
        SocketReport sockets,
        HeapReport heap,
        Latency simulatorLate,
        List<SecondReport> perSecond) {}
