package org.reactiveacs.device;

import java.time.Instant;

/**
 * That a device was given to another ACS: it has taken that one's URL and credentials, and what became of it since. Of passwords nothing is in it.
 *
 * @param task which brought it there
 * @param url of the other ACS
 * @param by who ordered it
 * @param state how far it is
 * @param at since when
 * @param former what it called before
 * @param reason why it failed or came back, empty where there is nothing to say
 * @param undo the task that is to take it back, empty while none was ordered
 */
public record HandOver(
        String task, String url, String by, State state, Instant at, Former former, String reason, String undo) {

    /**
     * What the device called before.
     *
     * @param url empty if it did not tell
     * @param username empty if it did not tell
     * @param isDerived whether policies had given it the password that is derived for it
     */
    public record Former(String url, String username, boolean isDerived) {
        public static final Former UNKNOWN = new Former("", "", false);
    }

    /** How far a device is. */
    public enum State {
        /** It has taken the other URL; whether it goes shows when it is not heard of here any more. */
        LEAVING("leaving"),
        /** It has missed so many periodic Informs here that it must have gone. */
        HANDED_OVER("handed-over"),
        /** It called again after it had gone, or was reset before. */
        RETURNED("returned"),
        /** It refused the other URL, or took it and stayed. */
        FAILED("failed"),
        /** An operator had its former URL set again before it had gone. */
        TAKEN_BACK("taken-back");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** How the state is called outside. */
        public String word() {
            return word;
        }
    }

    /** Whether the other ACS has it, or is to: it is not expected here, and policies want nothing of it. */
    public boolean isAway() {
        return state == State.LEAVING || state == State.HANDED_OVER;
    }

    public HandOver to(State next, Instant when, String why) {
        return new HandOver(task, url, by, next, when, former, why, undo);
    }

    /** It is to be taken back by a task. */
    public HandOver undoneBy(String taskId) {
        return new HandOver(task, url, by, state, at, former, reason, taskId);
    }
}
