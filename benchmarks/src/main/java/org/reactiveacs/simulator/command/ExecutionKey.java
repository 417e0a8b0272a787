package org.reactiveacs.simulator.command;

import java.util.Optional;
import org.reactiveacs.cwmp.AcsRequest;
import org.reactiveacs.cwmp.AddObject;
import org.reactiveacs.cwmp.CancelTransfer;
import org.reactiveacs.cwmp.DeleteObject;
import org.reactiveacs.cwmp.Download;
import org.reactiveacs.cwmp.FactoryReset;
import org.reactiveacs.cwmp.Reboot;
import org.reactiveacs.cwmp.ScheduleDownload;
import org.reactiveacs.cwmp.ScheduleInform;
import org.reactiveacs.cwmp.SetParameterValues;
import org.reactiveacs.cwmp.Upload;

/**
 * What tells one execution of a request from another.
 *
 * @param name {@code commandKey}, {@code parameterKey}, or empty for a request that has neither
 * @param value as the ACS chose it
 */
record ExecutionKey(String name, String value) {
    private static final String COMMAND = "commandKey";
    private static final String PARAMETER = "parameterKey";

    /** Empty for requests that may be done any number of times, such as reading. */
    static Optional<ExecutionKey> of(AcsRequest request) {
        if (request instanceof SetParameterValues set) {
            return key(PARAMETER, set.parameterKey());
        } else if (request instanceof AddObject add) {
            return key(PARAMETER, add.parameterKey());
        } else if (request instanceof DeleteObject delete) {
            return key(PARAMETER, delete.parameterKey());
        } else if (request instanceof Reboot reboot) {
            return key(COMMAND, reboot.commandKey());
        } else if (request instanceof Download download) {
            return key(COMMAND, download.commandKey());
        } else if (request instanceof ScheduleDownload download) {
            return key(COMMAND, download.commandKey());
        } else if (request instanceof Upload upload) {
            return key(COMMAND, upload.commandKey());
        } else if (request instanceof CancelTransfer cancel) {
            return key(COMMAND, cancel.commandKey());
        } else if (request instanceof ScheduleInform schedule) {
            return key(COMMAND, schedule.commandKey());
        } else if (request instanceof FactoryReset) {
            return key("", "");
        }
        return Optional.empty();
    }

    private static Optional<ExecutionKey> key(String name, String value) {
        return Optional.of(new ExecutionKey(name, value));
    }
}
