package org.reactiveacs.campaign;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.reactiveacs.device.DeviceId;

/**
 * Ids of the tasks that campaigns order: 26 characters that sort by the time of the campaign's start as those of operators' tasks sort by
 * theirs, and that are the same whichever node finds them, so that the store takes each task once.
 */
public final class CampaignTaskIds {
    private static final String DIGITS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private static final int TIME_CHARS = 10;
    private static final int CHARS = 26;

    private CampaignTaskIds() {}

    /**
     * The id of a task.
     *
     * @param attempt how often the device was to begin before
     * @param back whether it takes the device back
     */
    public static String of(Campaign campaign, DeviceId device, int attempt, boolean back) {
        var text = new char[CHARS];
        long time = campaign.startedAt().toEpochMilli();
        for (int i = TIME_CHARS - 1; i >= 0; i--) {
            text[i] = DIGITS.charAt((int) (time & 31));
            time >>>= 5;
        }
        var digest = digest(campaign.id()
                + '\n'
                + device.tenant()
                + '/'
                + device.value()
                + '\n'
                + attempt
                + (back ? "\nback" : ""));
        for (int i = TIME_CHARS; i < CHARS; i++) {
            text[i] = DIGITS.charAt(digest[i] & 31);
        }
        return new String(text);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
