package org.reactiveacs.task;

import java.util.regex.Pattern;

/**
 * The rules of operations.
 *
 * @param problems where to note what breaks them
 */
record OperationValidation(Problems problems) {

    private static final long MAX_UNSIGNED_INT = 0xFFFF_FFFFL;

    private static final Pattern UUID =
            Pattern.compile("[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}");

    void check(TaskSpec.Operation operation) {
        if (operation instanceof TaskSpec.Download it) {
            file(it.fileType(), it.url(), it.username(), it.password());
            target(it.fileSize(), it.targetFileName());
            delay(it.delaySeconds());
            problems.optionalUrl("/successUrl", it.successUrl());
            problems.optionalUrl("/failureUrl", it.failureUrl());
        } else if (operation instanceof TaskSpec.Upload it) {
            file(it.fileType(), it.url(), it.username(), it.password());
            delay(it.delaySeconds());
        } else if (operation instanceof TaskSpec.ScheduleDownload it) {
            file(it.fileType(), it.url(), it.username(), it.password());
            target(it.fileSize(), it.targetFileName());
            windows(it);
        } else if (operation instanceof TaskSpec.ScheduleInform it) {
            delay(it.delaySeconds());
        } else if (operation instanceof TaskSpec.CancelTransfer it) {
            problems.needed("/commandKey", it.commandKey(), 32);
        } else if (operation instanceof TaskSpec.ChangeDUState it) {
            modules(it);
        } else if (operation instanceof TaskSpec.SetVouchers it) {
            if (it.vouchers().isEmpty()) {
                problems.add("/vouchers", "at least one voucher is needed");
            }
            for (int i = 0; i < it.vouchers().size(); i++) {
                problems.needed("/vouchers/" + i, it.vouchers().get(i), AssignmentValidation.MAX_REQUEST_BYTES);
            }
        } else if (operation instanceof TaskSpec.GetOptions it) {
            problems.atMost("/optionName", it.optionName(), 64);
        }
        // Reboot, FactoryReset, GetRPCMethods and the lists of transfers have nothing that could be wrong.
    }

    private void file(String fileType, String url, String username, String password) {
        problems.needed("/fileType", fileType, 64);
        problems.url("/url", url);
        login(problems, username, password);
    }

    private static void login(Problems problems, String username, String password) {
        problems.atMost("/username", username, Problems.MAX_URL_CHARS);
        problems.atMost("/password", password, Problems.MAX_URL_CHARS);
    }

    private void target(long fileSize, String name) {
        problems.range("/fileSize", fileSize, 0, MAX_UNSIGNED_INT);
        problems.atMost("/targetFileName", name, 256);
    }

    private void delay(int seconds) {
        problems.range("/delaySeconds", seconds, 0, Integer.MAX_VALUE);
    }

    private void windows(TaskSpec.ScheduleDownload download) {
        var windows = download.timeWindows();
        if (windows.isEmpty() || windows.size() > 2) {
            problems.add("/timeWindows", "one or two windows are needed, not " + windows.size());
        }
        for (int i = 0; i < windows.size(); i++) {
            var window = windows.get(i);
            var at = problems.below("/timeWindows/" + i);
            at.range("/windowStart", window.windowStart(), 0, Integer.MAX_VALUE);
            if (window.windowEnd() <= window.windowStart()) {
                at.add("/windowEnd", "a window ends after its start");
            }
            if (i > 0 && window.windowStart() < windows.get(i - 1).windowEnd()) {
                at.add("/windowStart", "the second window starts after the first has ended");
            }
            at.needed("/windowMode", window.windowMode(), 64);
            at.atMost("/userMessage", window.userMessage(), 256);
            at.range("/maxRetries", window.maxRetries(), -1, Integer.MAX_VALUE);
        }
    }

    private void modules(TaskSpec.ChangeDUState change) {
        if (change.operations().isEmpty()) {
            problems.add("/operations", "at least one operation is needed");
        }
        for (int i = 0; i < change.operations().size(); i++) {
            module(change.operations().get(i), problems.below("/operations/" + i));
        }
    }

    private static void module(TaskSpec.DUOperation operation, Problems at) {
        if (operation instanceof TaskSpec.DUOperation.Install it) {
            at.url("/url", it.url());
            uuid(it.uuid(), at);
            login(at, it.username(), it.password());
            at.atMost("/executionEnvRef", it.executionEnvRef(), 256);
        } else if (operation instanceof TaskSpec.DUOperation.Update it) {
            if (it.uuid().isEmpty() && it.url().isEmpty()) {
                at.add("", "an update needs the uuid of what to update, or a url");
            }
            uuid(it.uuid(), at);
            at.optionalUrl("/url", it.url());
            at.atMost("/version", it.version(), 32);
            login(at, it.username(), it.password());
        } else if (operation instanceof TaskSpec.DUOperation.Uninstall it) {
            at.needed("/uuid", it.uuid(), 36);
            uuid(it.uuid(), at);
            at.atMost("/version", it.version(), 32);
            at.atMost("/executionEnvRef", it.executionEnvRef(), 256);
        }
    }

    private static void uuid(String uuid, Problems at) {
        if (!uuid.isEmpty() && !UUID.matcher(uuid).matches()) {
            at.add("/uuid", "'" + uuid + "' is no UUID of 8-4-4-4-12 hexadecimal digits");
        }
    }
}
