package org.reactiveacs.cwmp;

import java.util.List;

/**
 * Asks the ACS to send a {@link Download} (TR-069 A6 §A.4.2.2).
 *
 * @param fileType such as {@code 1 Firmware Upgrade Image}, at most 64 characters
 * @param fileTypeArg what file is wanted, at most 16
 */
public record RequestDownload(String fileType, List<ArgStruct> fileTypeArg) implements CpeRequest {
    public RequestDownload {
        fileTypeArg = List.copyOf(fileTypeArg);
    }
}
