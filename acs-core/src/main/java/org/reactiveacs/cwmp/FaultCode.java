package org.reactiveacs.cwmp;

import java.util.Optional;

/**
 * The fault codes of the standard (TR-069 A6 §A.5): those with {@code ACS_} are sent by an ACS, the others by a CPE.
 *
 * <p>9800 to 9899 and 8800 to 8899 are the vendors' and not listed.
 */
public enum FaultCode {
    ACS_METHOD_NOT_SUPPORTED(8000, "Method not supported"),
    ACS_REQUEST_DENIED(8001, "Request denied"),
    ACS_INTERNAL_ERROR(8002, "Internal error"),
    ACS_INVALID_ARGUMENTS(8003, "Invalid arguments"),
    ACS_RESOURCES_EXCEEDED(8004, "Resources exceeded"),
    ACS_RETRY_REQUEST(8005, "Retry request"),
    ACS_VERSION_INCOMPATIBLE(8006, "ACS version incompatible with CPE"),
    METHOD_NOT_SUPPORTED(9000, "Method not supported"),
    REQUEST_DENIED(9001, "Request denied"),
    INTERNAL_ERROR(9002, "Internal error"),
    INVALID_ARGUMENTS(9003, "Invalid arguments"),
    RESOURCES_EXCEEDED(9004, "Resources exceeded"),
    INVALID_PARAMETER_NAME(9005, "Invalid parameter name"),
    INVALID_PARAMETER_TYPE(9006, "Invalid parameter type"),
    INVALID_PARAMETER_VALUE(9007, "Invalid parameter value"),
    NON_WRITABLE_PARAMETER(9008, "Attempt to set a non-writable parameter"),
    NOTIFICATION_REQUEST_REJECTED(9009, "Notification request rejected"),
    FILE_TRANSFER_FAILURE(9010, "File transfer failure"),
    UPLOAD_FAILURE(9011, "Upload failure"),
    FILE_SERVER_AUTHENTICATION_FAILURE(9012, "File transfer server authentication failure"),
    UNSUPPORTED_PROTOCOL(9013, "Unsupported protocol for file transfer"),
    UNABLE_TO_JOIN_MULTICAST_GROUP(9014, "File transfer failure: unable to join multicast group"),
    UNABLE_TO_CONTACT_FILE_SERVER(9015, "File transfer failure: unable to contact file server"),
    UNABLE_TO_ACCESS_FILE(9016, "File transfer failure: unable to access file"),
    UNABLE_TO_COMPLETE_DOWNLOAD(9017, "File transfer failure: unable to complete download"),
    FILE_CORRUPTED(9018, "File transfer failure: file corrupted"),
    FILE_AUTHENTICATION_FAILURE(9019, "File transfer failure: file authentication failure"),
    UNABLE_TO_COMPLETE_WITHIN_TIME_WINDOWS(9020, "File transfer failure: unable to complete within time windows"),
    CANCELATION_NOT_PERMITTED(9021, "Cancelation of file transfer not permitted in current transfer state"),
    INVALID_UUID_FORMAT(9022, "Invalid UUID format"),
    UNKNOWN_EXECUTION_ENVIRONMENT(9023, "Unknown execution environment"),
    DISABLED_EXECUTION_ENVIRONMENT(9024, "Disabled execution environment"),
    EXECUTION_ENVIRONMENT_MISMATCH(9025, "Deployment unit to execution environment mismatch"),
    DUPLICATE_DEPLOYMENT_UNIT(9026, "Duplicate deployment unit"),
    SYSTEM_RESOURCES_EXCEEDED(9027, "System resources exceeded"),
    UNKNOWN_DEPLOYMENT_UNIT(9028, "Unknown deployment unit"),
    INVALID_DEPLOYMENT_UNIT_STATE(9029, "Invalid deployment unit state"),
    UPDATE_DOWNGRADE_NOT_PERMITTED(9030, "Invalid deployment unit update: downgrade not permitted"),
    UPDATE_VERSION_NOT_SPECIFIED(9031, "Invalid deployment unit update: version not specified"),
    UPDATE_VERSION_ALREADY_EXISTS(9032, "Invalid deployment unit update: version already exists");

    private static final int FIRST_CPE = 9000;
    private static final FaultCode[] ALL = values();

    private final int number;
    private final String text;

    FaultCode(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** As on the wire: 8000 to 8006, 9000 to 9032. */
    public int number() {
        return number;
    }

    /** What the standard calls it, the fault string when there is nothing better to say. */
    public String text() {
        return text;
    }

    /** Which side sends it. */
    public Sender sender() {
        return number < FIRST_CPE ? Sender.ACS : Sender.CPE;
    }

    /**
     * Whether the other side's request is to blame, so that the SOAP fault code is {@code Client}; else {@code Server}.
     *
     * <p>Retry request (8005) counts as the sender's own trouble, like the codes for errors and resources.
     */
    public boolean blamesReceiver() {
        return switch (this) {
            case ACS_REQUEST_DENIED, ACS_INTERNAL_ERROR, ACS_RESOURCES_EXCEEDED, ACS_RETRY_REQUEST -> false;
            case ACS_METHOD_NOT_SUPPORTED -> false;
            case METHOD_NOT_SUPPORTED, REQUEST_DENIED, INTERNAL_ERROR, RESOURCES_EXCEEDED -> false;
            case NOTIFICATION_REQUEST_REJECTED, FILE_TRANSFER_FAILURE, UPLOAD_FAILURE -> false;
            case FILE_SERVER_AUTHENTICATION_FAILURE, UNSUPPORTED_PROTOCOL, SYSTEM_RESOURCES_EXCEEDED -> false;
            default -> true;
        };
    }

    /** The code of a number, empty for a vendor's or unknown one. */
    public static Optional<FaultCode> of(int number) {
        for (FaultCode code : ALL) {
            if (code.number == number) {
                return Optional.of(code);
            }
        }
        return Optional.empty();
    }
}
