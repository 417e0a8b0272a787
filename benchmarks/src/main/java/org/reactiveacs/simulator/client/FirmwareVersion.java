package org.reactiveacs.simulator.client;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.reactiveacs.simulator.cpe.Transfer;

/** Finds out what a firmware image calls itself. */
final class FirmwareVersion {
    private static final Pattern INSIDE = Pattern.compile("SoftwareVersion=([^\\s\"]{1,64})");
    private static final Pattern IN_A_NAME = Pattern.compile("[0-9]+(?:\\.[0-9A-Za-z]+)*\\.[0-9]+");

    private static final Pattern BRICKS = Pattern.compile("BricksEvery=([0-9]{1,6})\\b");

    private FirmwareVersion() {}

    /** Which devices the image ruins: what its first bytes say after {@code BricksEvery=}, 0 for none. */
    static int bricksEvery(ReceivedFile content) {
        Matcher inside = BRICKS.matcher(content.begin());
        return inside.find() ? Integer.parseInt(inside.group(1)) : 0;
    }

    /**
     * The version: what the first bytes say after {@code SoftwareVersion=}, else the number in the file's name, else one
     * made from the content.
     */
    static String of(Transfer transfer, ReceivedFile content) {
        Matcher inside = INSIDE.matcher(content.begin());
        if (inside.find()) {
            return inside.group(1);
        }
        String path = transfer.url().replaceAll("[?#].*", "");
        String name = transfer.targetFileName() + ' ' + path.substring(path.lastIndexOf('/') + 1);
        Matcher named = IN_A_NAME.matcher(name);
        if (named.find()) {
            return named.group();
        }
        return String.format(Locale.ROOT, "build-%08x", content.checksum());
    }
}
