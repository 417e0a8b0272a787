package org.reactiveacs.policy.document;

import org.reactiveacs.policy.WantedFirmware;
import org.reactiveacs.task.TaskSpec;
import org.reactiveacs.task.TaskValidation;

/** Reads a firmware that devices are to run, as policies and campaigns write it. */
public final class FirmwareReader {

    private FirmwareReader() {}

    /** The firmware that an object says; mistakes are told to {@code fields}, which may have others besides. */
    public static WantedFirmware read(Fields fields) {
        var version = fields.text("version", "");
        if (version.isBlank()) {
            fields.problem("/version", "the version is needed that the device reports when it runs");
        }
        var download = new TaskSpec.Download(
                fields.text("fileType", "1 Firmware Upgrade Image"),
                fields.text("url", ""),
                fields.text("username", ""),
                fields.text("password", ""),
                fields.number("fileSize", 0, 0, 0xFFFF_FFFFL),
                fields.text("targetFileName", ""),
                0,
                "",
                "");
        TaskValidation.problems(download).forEach(problem -> fields.problem(problem.pointer(), problem.text()));
        return new WantedFirmware(version, download);
    }
}
