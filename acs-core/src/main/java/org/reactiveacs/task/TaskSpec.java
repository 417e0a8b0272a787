package org.reactiveacs.task;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.InstanceAlias;
import org.reactiveacs.device.ParameterType;

/**
 * What a task does: one record for every RPC that an operator may order, plus {@link Refresh}, {@link Sequence} and {@link HandOver}.
 * The names are the RPCs' own (TR-069 A6 §A.3, §A.4).
 */
public sealed interface TaskSpec {

    /** The kind's name in the API and in stores: the RPC's name, first letter small. */
    default String kind() {
        return TaskKind.nameOf(getClass());
    }

    /** Parameters and partial paths to read. */
    record GetParameterValues(List<String> paths) implements TaskSpec {
        public GetParameterValues {
            paths = List.copyOf(paths);
        }
    }

    /** Values to set, all or none. */
    record SetParameterValues(List<Assignment> values) implements TaskSpec {
        public SetParameterValues {
            values = List.copyOf(values);
        }
    }

    /** Names to discover below a path. */
    record GetParameterNames(String path, boolean nextLevel) implements TaskSpec {}

    /** Reads notification attributes. */
    record GetParameterAttributes(List<String> paths) implements TaskSpec {
        public GetParameterAttributes {
            paths = List.copyOf(paths);
        }
    }

    /** Sets notification attributes. */
    record SetParameterAttributes(List<AttributeChange> attributes) implements TaskSpec {
        public SetParameterAttributes {
            attributes = List.copyOf(attributes);
        }
    }

    /**
     * One change of attributes.
     *
     * @param path a parameter or a partial path
     * @param notification null leaves it
     * @param accessList null leaves it
     */
    record AttributeChange(
            String path,
            @Nullable Integer notification,
            @Nullable List<String> accessList) {}

    /**
     * Makes an instance and sets these values, named relative to it, in it. A path without its dot is given one; one that ends with an
     * alias in brackets says which alias the instance is to have.
     */
    record AddObject(String path, List<Assignment> values) implements TaskSpec {
        public AddObject {
            path = withDot(path);
            values = List.copyOf(values);
        }

        /** The object that gets one more instance. */
        public String table() {
            return InstanceAlias.table(path);
        }

        /** All that the instance is to hold, the alias in the path among it. */
        public List<Assignment> wanted() {
            var alias = InstanceAlias.last(path);
            boolean isAmongThem = values.stream().anyMatch(value -> value.path().equals(InstanceAlias.PARAMETER));
            if (alias == null || isAmongThem) {
                return values;
            }
            var all = new ArrayList<Assignment>();
            all.add(new Assignment(InstanceAlias.PARAMETER, alias, null));
            all.addAll(values);
            return all;
        }
    }

    /** Deletes an instance. A path without its dot is given one. */
    record DeleteObject(String path) implements TaskSpec {
        public DeleteObject {
            path = withDot(path);
        }
    }

    private static String withDot(String path) {
        return path.isEmpty() || path.endsWith(".") ? path : path + ".";
    }

    /** Discovers and reads a whole subtree; an empty path is the whole tree. */
    record Refresh(String path) implements TaskSpec {}

    /** What is done step by step. */
    sealed interface Steps extends TaskSpec {
        List<SequenceStep> steps();
    }

    /** Steps in order, over as many sessions as they need; the first that fails ends it. */
    record Sequence(List<SequenceStep> steps) implements Steps {
        /** Steps a sequence may have, so that a step's key stays within 32 characters. */
        public static final int MAX_STEPS = 100;

        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /**
     * A step of a {@link Sequence}.
     *
     * @param spec what to do; no sequence
     * @param whenEvent the event code (as {@code 1 BOOT}) that a session must have for the step to run, null for any
     */
    record SequenceStep(TaskSpec spec, @Nullable String whenEvent) {}

    /**
     * Gives the device to another ACS. What it calls now is read first, so that it can be set again; then all is set at once.
     *
     * @param url of the other ACS
     * @param username that the device is to name itself there
     * @param password with it
     * @param periodicInformInterval seconds, null leaves it
     * @param connectionRequest what the other ACS will ask it with, null leaves it
     */
    record HandOver(
            String url,
            String username,
            String password,
            @Nullable Integer periodicInformInterval,
            @Nullable Login connectionRequest)
            implements Steps {
        /** Names of the parameters that decide whom a device calls. */
        public static final String URL = "cwmp.url";

        public static final String USERNAME = "cwmp.username";
        public static final String PASSWORD = "cwmp.password";

        /** A name and a password. */
        public record Login(String username, String password) {
            @Override
            public String toString() {
                return "Login[" + username + "]";
            }
        }

        @Override
        public List<SequenceStep> steps() {
            return List.of(
                    new SequenceStep(new GetParameterValues(List.of(URL, USERNAME)), null),
                    new SequenceStep(new SetParameterValues(values()), null));
        }

        private List<Assignment> values() {
            var values = new ArrayList<Assignment>();
            values.add(new Assignment(URL, url, ParameterType.STRING));
            values.add(new Assignment(USERNAME, username, ParameterType.STRING));
            values.add(new Assignment(PASSWORD, password, ParameterType.STRING));
            if (periodicInformInterval != null) {
                values.add(
                        new Assignment("cwmp.interval", periodicInformInterval.toString(), ParameterType.UNSIGNED_INT));
            }
            if (connectionRequest != null) {
                values.add(new Assignment("connreq.username", connectionRequest.username(), ParameterType.STRING));
                values.add(new Assignment("connreq.password", connectionRequest.password(), ParameterType.STRING));
            }
            return values;
        }

        @Override
        public String toString() {
            return "HandOver[" + url + "]";
        }
    }

    /** What is no matter of parameters: the device carries it out. */
    sealed interface Operation extends TaskSpec {}

    record Reboot() implements Operation {}

    record FactoryReset() implements Operation {}

    record ScheduleInform(int delaySeconds) implements Operation {}

    record GetRPCMethods() implements Operation {}

    /**
     * Tells the CPE to fetch a file (TR-069 A6 §A.3.2.8).
     *
     * @param fileType as {@code 1 Firmware Upgrade Image}
     * @param fileSize bytes, 0 when unknown
     */
    record Download(
            String fileType,
            String url,
            String username,
            String password,
            long fileSize,
            String targetFileName,
            int delaySeconds,
            String successUrl,
            String failureUrl)
            implements Operation {
        @Override
        public String toString() {
            return "Download[" + fileType + " " + url + "]";
        }
    }

    /** Tells the CPE to send a file (TR-069 A6 §A.4.1.5). */
    record Upload(String fileType, String url, String username, String password, int delaySeconds)
            implements Operation {
        @Override
        public String toString() {
            return "Upload[" + fileType + " " + url + "]";
        }
    }

    /** A download within time windows (TR-069 A6 §A.4.1.8). */
    record ScheduleDownload(
            String fileType,
            String url,
            String username,
            String password,
            long fileSize,
            String targetFileName,
            List<TimeWindow> timeWindows)
            implements Operation {
        public ScheduleDownload {
            timeWindows = List.copyOf(timeWindows);
        }

        @Override
        public String toString() {
            return "ScheduleDownload[" + fileType + " " + url + "]";
        }
    }

    /**
     * A window of a {@link ScheduleDownload}.
     *
     * @param windowStart seconds from now
     * @param windowEnd seconds from now
     * @param windowMode as {@code 1 At Any Time}
     * @param userMessage shown to the subscriber, may be empty
     * @param maxRetries -1 leaves it to the CPE
     */
    record TimeWindow(int windowStart, int windowEnd, String windowMode, String userMessage, int maxRetries) {}

    /** Cancels a transfer by the key that ordered it: the id of the task. */
    record CancelTransfer(String commandKey) implements Operation {}

    record GetQueuedTransfers() implements Operation {}

    record GetAllQueuedTransfers() implements Operation {}

    /** Installs, updates and removes software modules (TR-069 A6 §A.4.1.10). */
    record ChangeDUState(List<DUOperation> operations) implements Operation {
        public ChangeDUState {
            operations = List.copyOf(operations);
        }
    }

    /** One operation of a {@link ChangeDUState}. */
    sealed interface DUOperation {
        record Install(String url, String uuid, String username, String password, String executionEnvRef)
                implements DUOperation {}

        record Update(String uuid, String version, String url, String username, String password)
                implements DUOperation {}

        record Uninstall(String uuid, String version, String executionEnvRef) implements DUOperation {}
    }

    /** Deprecated since Amendment 2, still offered by old CPEs. */
    record SetVouchers(List<String> vouchers) implements Operation {
        public SetVouchers {
            vouchers = List.copyOf(vouchers);
        }
    }

    /** Deprecated since Amendment 2, still offered by old CPEs. */
    record GetOptions(String optionName) implements Operation {}
}
