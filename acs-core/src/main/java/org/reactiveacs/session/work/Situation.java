package org.reactiveacs.session.work;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.ParameterTree;

/**
 * What a work decides by.
 *
 * @param tree all that is known of the device's parameters
 * @param traits what was learned of its model
 * @param dataModel which it follows, null if its Inform did not show
 * @param now the time of the message in hand
 */
public record Situation(
        ParameterTree tree, ModelTraits traits, @Nullable DataModel dataModel, Instant now) {}
