package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.GetParameterAttributes;
import org.reactiveacs.cwmp.GetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterAttributes;
import org.reactiveacs.cwmp.SetParameterAttributesResponse;
import org.reactiveacs.cwmp.SetParameterAttributesStruct;
import org.reactiveacs.device.Attributes;
import org.reactiveacs.device.TreeChange;
import org.reactiveacs.task.Outcome;
import org.reactiveacs.task.TaskSpec.AttributeChange;

/**
 * Reads or sets notification attributes.
 *
 * @param read what to read, empty when something is to be set
 * @param changes what to set
 */
record AttributesWork(List<String> read, List<AttributeChange> changes) implements Work {

    @Override
    public Ask ask(Situation situation) {
        if (!read.isEmpty()) {
            return Ask.read(new GetParameterAttributes(read), read.size());
        }
        return Ask.repeatable(new SetParameterAttributes(
                changes.stream().map(AttributesWork::struct).toList()));
    }

    private static SetParameterAttributesStruct struct(AttributeChange change) {
        var notification = change.notification();
        var accessList = change.accessList();
        return new SetParameterAttributesStruct(
                change.path(),
                notification != null,
                notification == null ? 0 : notification,
                accessList != null,
                accessList == null ? List.of() : accessList);
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        if (!read.isEmpty() && response instanceof GetParameterAttributesResponse told) {
            return told(told);
        }
        if (read.isEmpty() && response instanceof SetParameterAttributesResponse) {
            var set = new ArrayList<TreeChange>();
            for (var change : changes) {
                if (!change.path().endsWith(".")) {
                    set.add(new TreeChange.NewAttributes(change.path(), merged(change, situation)));
                }
            }
            return new Answer.Finished(Outcome.NONE, new Answer.Effects(set, null, null, null));
        }
        return Faults.unexpected(response);
    }

    private static Attributes merged(AttributeChange change, Situation situation) {
        var node = situation.tree().get(change.path());
        var before = node == null || node.attributes() == null ? new Attributes(0, List.of()) : node.attributes();
        var notification = change.notification();
        var accessList = change.accessList();
        return new Attributes(
                notification == null ? before.notification() : notification,
                accessList == null ? before.accessList() : accessList);
    }

    private static Answer told(GetParameterAttributesResponse response) {
        var learned = new ArrayList<TreeChange>();
        var listed = new ArrayList<Map<String, Object>>();
        for (var one : response.parameterList()) {
            learned.add(new TreeChange.NewAttributes(one.name(), new Attributes(one.notification(), one.accessList())));
            var entry = new LinkedHashMap<String, Object>();
            entry.put("Name", one.name());
            entry.put("Notification", one.notification());
            entry.put("AccessList", one.accessList());
            listed.add(entry);
        }
        return new Answer.Finished(
                Outcome.ofFacts(Map.of("ParameterList", listed)), new Answer.Effects(learned, null, null, null));
    }
}
