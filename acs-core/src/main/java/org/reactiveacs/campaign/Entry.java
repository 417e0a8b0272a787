package org.reactiveacs.campaign;

import java.time.Instant;

/**
 * What is known of one device in a campaign.
 *
 * @param stage how far it is
 * @param pass the pass over the fleet that it is in: 0 the first, one more for each retry and for a rollback
 * @param attempt how often it was to begin before
 * @param at since when it is so far, the epoch while it waits
 * @param former the firmware that it ran before, empty where that does not matter
 * @param reason why, for the operator; empty where the stage says it all
 */
public record Entry(Stage stage, int pass, int attempt, Instant at, String former, String reason) {

    /** Reasons are cut there. */
    static final int MAX_REASON_CHARS = 300;

    public static final Entry WAITING = new Entry(Stage.WAITING, 0, 0, Instant.EPOCH, "", "");

    public Entry {
        if (reason.length() > MAX_REASON_CHARS) {
            reason = reason.substring(0, MAX_REASON_CHARS);
        }
    }

    /** The next stage. */
    public Entry to(Stage next, Instant when, String why) {
        return new Entry(next, pass, attempt, when, former, why);
    }

    /** It has its order, there or back; the firmware that it ran before the campaign is kept. */
    public Entry ordered(Instant when, String ran) {
        return new Entry(stage.isBack() ? Stage.ROLLING_BACK : Stage.ORDERED, pass, attempt, when, ran, "");
    }

    /** Its order was taken back: it may have another one later, which is a task of its own. */
    public Entry waitingAgain() {
        return new Entry(Stage.WAITING, pass, attempt + 1, Instant.EPOCH, former, "");
    }

    /** The entry in a pass that gives it another chance. */
    Entry retried(int next) {
        return new Entry(
                Stage.WAITING, next, stage == Stage.WAITING ? attempt : attempt + 1, Instant.EPOCH, former, "");
    }

    /** The entry in a pass that takes it back. */
    Entry returning(int next) {
        return new Entry(Stage.TO_ROLL_BACK, next, attempt, Instant.EPOCH, former, "");
    }
}
