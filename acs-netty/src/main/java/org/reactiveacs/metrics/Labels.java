package org.reactiveacs.metrics;

import java.util.Set;

/** Maps what CPEs send to a fixed set of label values. */
final class Labels {
    static final String OTHER = "other";

    private static final Set<String> EVENTS = Set.of(
            "0 BOOTSTRAP",
            "1 BOOT",
            "2 PERIODIC",
            "3 SCHEDULED",
            "4 VALUE CHANGE",
            "5 KICKED",
            "6 CONNECTION REQUEST",
            "7 TRANSFER COMPLETE",
            "8 DIAGNOSTICS COMPLETE",
            "9 REQUEST DOWNLOAD",
            "10 AUTONOMOUS TRANSFER COMPLETE",
            "11 DU STATE CHANGE COMPLETE",
            "12 AUTONOMOUS DU STATE CHANGE COMPLETE",
            "13 WAKEUP",
            "14 HEARTBEAT",
            "M Reboot",
            "M ScheduleInform",
            "M Download",
            "M ScheduleDownload",
            "M Upload",
            "M ChangeDUState");

    private static final Set<String> RPCS = Set.of(
            "Inform",
            "TransferComplete",
            "AutonomousTransferComplete",
            "RequestDownload",
            "Kicked",
            "DUStateChangeComplete",
            "AutonomousDUStateChangeComplete",
            "GetRPCMethods",
            "GetParameterNames",
            "GetParameterValues",
            "SetParameterValues",
            "GetParameterAttributes",
            "SetParameterAttributes",
            "AddObject",
            "DeleteObject",
            "Reboot",
            "FactoryReset",
            "Download",
            "ScheduleDownload",
            "Upload",
            "ScheduleInform",
            "ChangeDUState",
            "CancelTransfer",
            "GetOptions",
            "SetVouchers",
            "GetQueuedTransfers",
            "GetAllQueuedTransfers",
            "Fault",
            "Empty");

    private static final Set<String> PROTOCOLS = Set.of("TLSv1.2", "TLSv1.3");

    private static final int MAX_TEXT = 64;

    private Labels() {}

    /** An event code of the standard, or {@code other}. */
    static String event(String code) {
        return EVENTS.contains(code) ? code : OTHER;
    }

    /** The name of an RPC, requests and responses alike, or {@code other}. */
    static String rpc(String name) {
        String request = name.endsWith("Response") ? name.substring(0, name.length() - "Response".length()) : name;
        return RPCS.contains(request) ? name : OTHER;
    }

    /** A version of TLS that is spoken, or {@code other}. */
    static String protocol(String name) {
        return PROTOCOLS.contains(name) ? name : OTHER;
    }

    /** A text that devices tell of themselves: not longer than the standard has it, and {@code none} if there is nothing. */
    static String text(String told) {
        String text = told.length() <= MAX_TEXT ? told : told.substring(0, MAX_TEXT);
        return text.isEmpty() ? "none" : text;
    }

    /** A fault code of the standard, {@code vendor} for 9800 to 9899, or {@code other}. */
    static String fault(int code) {
        if (code >= 9800 && code <= 9899) {
            return "vendor";
        }
        boolean known = (code >= 8000 && code <= 8006) || (code >= 9000 && code <= 9032);
        return known ? Integer.toString(code) : OTHER;
    }
}
