package org.reactiveacs.session.work;

import org.jspecify.annotations.Nullable;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.Fault;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNames.Spelling;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ModelTraits.Habit;

/**
 * Some CPEs refuse GetParameterNames with a 9003 or 9005 because they know NextLevel only as true and false. While nobody
 * knows what a model takes, a refused question is asked once more in words, and what was understood is remembered.
 */
public final class NextLevelSpelling {
    private NextLevelSpelling() {}

    /** The request in the form that the model takes. */
    public static Ask of(Ask ask, ModelTraits traits) {
        return ask.request() instanceof GetParameterNames names && traits.has(Habit.NEXT_LEVEL_IN_WORDS)
                ? ask.with(names.spelled(Spelling.WORD))
                : ask;
    }

    /** The request in the other form, if that may be what the CPE refused; null if not. */
    public static @Nullable Ask otherwise(Ask ask, CpeResponse response, ModelTraits traits) {
        boolean refused = response instanceof Fault fault
                && (fault.code() == Faults.INVALID_ARGUMENTS || fault.code() == Faults.INVALID_PARAMETER_NAME);
        return refused
                        && ask.request() instanceof GetParameterNames names
                        && names.spelling() == Spelling.DIGIT
                        // The empty path is refused for its own sake: then the root object shows which form is known. A
                        // parameter's path is more often one that the device has not.
                        && names.parameterPath().endsWith(".")
                        && !traits.has(Habit.NEXT_LEVEL_IN_DIGITS)
                ? ask.with(names.spelled(Spelling.WORD))
                : null;
    }

    /** The traits with what an answer taught. */
    public static ModelTraits learned(Ask ask, CpeResponse response, ModelTraits traits) {
        if (!(response instanceof GetParameterNamesResponse) || !(ask.request() instanceof GetParameterNames names)) {
            return traits;
        }
        if (names.spelling() == Spelling.WORD) {
            return traits.with(Habit.NEXT_LEVEL_IN_WORDS);
        }
        return traits.with(Habit.NEXT_LEVEL_IN_DIGITS);
    }
}
