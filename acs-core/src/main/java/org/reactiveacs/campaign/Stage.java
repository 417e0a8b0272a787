package org.reactiveacs.campaign;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How far a device is. */
public enum Stage {
    /** Its turn has not come. */
    WAITING(0),
    /** It has its order, and nothing is known of the outcome. */
    ORDERED(1),
    /** It did what was ordered, and is looked at. */
    CHECKING(2),
    SUCCEEDED(3),
    FAILED(4),
    /** It was left out: nothing fits it, or it did not call in time. */
    SKIPPED(5),
    /** Its order was taken back before the device had it. */
    WITHDRAWN(6),
    /** It is to go back, and its turn has not come. */
    TO_ROLL_BACK(7),
    /** It has the order that takes it back. */
    ROLLING_BACK(8),
    /** It did that, and is looked at. */
    CHECKING_ROLLBACK(9),
    ROLLED_BACK(10),
    ROLLBACK_FAILED(11);

    private static final Map<Integer, Stage> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Stage::code, stage -> stage));

    private final int code;

    Stage(int code) {
        this.code = code;
    }

    /** What stands for it in records. */
    int code() {
        return code;
    }

    /** The stage that a record means. */
    static Stage of(int code) {
        var stage = BY_CODE.get(code);
        if (stage == null) {
            throw new IllegalStateException("a share has stage " + code + ", which this version does not know");
        }
        return stage;
    }

    /** How it is called in answers and metrics. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether nothing more happens by itself. */
    public boolean isFinal() {
        return !isInFlight() && this != WAITING && this != TO_ROLL_BACK;
    }

    /** Whether something is under way at the device. */
    public boolean isInFlight() {
        return this == ORDERED || this == CHECKING || this == ROLLING_BACK || this == CHECKING_ROLLBACK;
    }

    /** Whether it is on its way back, or there. */
    public boolean isBack() {
        return code >= TO_ROLL_BACK.code;
    }
}
