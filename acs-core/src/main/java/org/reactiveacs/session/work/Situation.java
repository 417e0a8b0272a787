package org.reactiveacs.session.work;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;
import org.reactiveacs.device.TreeChange;

/**
 * What a work decides by.
 *
 * @param tree all that is known of the device's parameters
 * @param traits what was learned of its model
 * @param dataModel which it follows, null if its Inform did not show
 * @param addressesByAlias whether the device says that it takes aliases in the place of instance numbers
 * @param now the time of the message in hand
 */
public record Situation(
        ParameterTree tree, ModelTraits traits, @Nullable DataModel dataModel, boolean addressesByAlias, Instant now) {

    /** The same once this is known. */
    Situation after(TreeChange change) {
        return new Situation(tree.apply(List.of(change)), traits, dataModel, addressesByAlias, now);
    }
}
