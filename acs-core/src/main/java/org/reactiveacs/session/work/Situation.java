package org.reactiveacs.session.work;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactiveacs.device.DataModel;
import org.reactiveacs.device.ModelTraits;
import org.reactiveacs.device.Parameter;
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
 * @param tablesRead objects of which all instances were read in this session, and when
 */
public record Situation(
        ParameterTree tree,
        ModelTraits traits,
        @Nullable DataModel dataModel,
        boolean addressesByAlias,
        Instant now,
        Map<String, Instant> tablesRead) {

    /** The same once this is known. */
    Situation after(TreeChange change) {
        return new Situation(tree.apply(List.of(change)), traits, dataModel, addressesByAlias, now, tablesRead);
    }

    /**
     * The instances that an object has, if this session has read them all. None is no answer: that a device told nothing
     * below an object proves less than its list of instances does.
     */
    @Nullable
    List<String> instancesRead(String table) {
        var since = tablesRead.get(table);
        if (since == null) {
            return null;
        }
        var instances = tree.instances(table);
        boolean isAll = instances.stream().allMatch(instance -> wasRead(table + instance + ".", since));
        return instances.isEmpty() || !isAll ? null : instances;
    }

    private boolean wasRead(String instance, Instant since) {
        return tree.under(instance).stream()
                .map(Parameter::readAt)
                .anyMatch(readAt -> readAt != null && !readAt.isBefore(since));
    }
}
