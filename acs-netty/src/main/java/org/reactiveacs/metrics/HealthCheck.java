package org.reactiveacs.metrics;

import java.util.function.Supplier;

/** Something that must be well for this node to take traffic, such as the store. */
public interface HealthCheck {
    /** The name under which it is reported, such as {@code store}. */
    String name();

    /** The state as known at this moment; must answer at once, from memory, on any thread. */
    Result check();

    /** A check of these two parts. */
    static HealthCheck of(String name, Supplier<Result> check) {
        return new HealthCheck() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Result check() {
                return check.get();
            }
        };
    }

    /**
     * What a check found.
     *
     * @param healthy whether the node may take traffic as far as this check is concerned
     * @param detail a few words for the operator, without secrets; may be empty
     */
    record Result(boolean healthy, String detail) {
        /** All is well. */
        public static Result up() {
            return new Result(true, "");
        }

        /** All is not well. */
        public static Result down(String detail) {
            return new Result(false, detail);
        }
    }
}
