package org.reactiveacs.session.work;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskFault;

/** What the CPE's answer to an {@link Ask} leads to. */
public sealed interface Answer {

    Effects effects();

    /** The step goes on. */
    record Onward(Work next, Effects effects) implements Answer {}

    /** The step is done. */
    record Finished(Outcome outcome, Effects effects) implements Answer {}

    /** The step failed; the outcome holds the fault and what was got before it. */
    record Failed(Outcome outcome, Effects effects) implements Answer {}

    /** The CPE took the order and will say later what came of it. */
    record Accepted(Outcome outcome, Effects effects) implements Answer {}

    /**
     * What the answer changed besides.
     *
     * @param tree what it taught of the parameters
     * @param traits what it taught of the model, null when nothing
     * @param confirmedKey the ParameterKey that the device holds now, null when it did not change
     * @param instance the instance that was made and is not whole yet, null when none
     */
    record Effects(
            List<TreeChange> tree,
            @Nullable ModelTraits traits,
            @Nullable String confirmedKey,
            @Nullable String instance) {
        public static final Effects NONE = new Effects(List.of(), null, null, null);

        static Effects of(TreeChange... changes) {
            return new Effects(List.of(changes), null, null, null);
        }

        static Effects learned(ModelTraits traits) {
            return new Effects(List.of(), traits, null, null);
        }

        Effects confirming(String key) {
            return new Effects(tree, traits, key, instance);
        }

        Effects learning(ModelTraits learned) {
            return new Effects(tree, learned, confirmedKey, instance);
        }

        Effects making(String newInstance) {
            return new Effects(tree, traits, confirmedKey, newInstance);
        }
    }

    static Failed failed(TaskFault fault) {
        return new Failed(Outcome.ofFault(fault), Effects.NONE);
    }
}
