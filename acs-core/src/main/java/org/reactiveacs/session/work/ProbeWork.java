package org.reactiveacs.session.work;

import java.util.ArrayList;
import java.util.List;
import org.reactiveacs.cwmp.CpeResponse;
import org.reactiveacs.cwmp.GetParameterNames;
import org.reactiveacs.cwmp.GetParameterNamesResponse;
import org.reactiveacs.task.Outcome;

/**
 * Reads parameters that the device may not have, and asks for the names first, one by one: there are CPEs that do not
 * survive a GetParameterValues of a name that is not theirs.
 *
 * @param asked names still to be asked for, the next first
 * @param there names that the device has
 */
record ProbeWork(List<String> asked, List<String> there) implements Work {

    @Override
    public Ask ask(Situation situation) {
        return Ask.repeatable(new GetParameterNames(asked.get(0), false));
    }

    @Override
    public Answer on(CpeResponse response, Situation situation) {
        var name = asked.get(0);
        var found = new ArrayList<>(there);
        if (response instanceof GetParameterNamesResponse names
                && names.parameterList().stream().anyMatch(info -> info.name().equals(name))) {
            found.add(name);
        }
        var rest = asked.subList(1, asked.size());
        if (!rest.isEmpty()) {
            return new Answer.Onward(new ProbeWork(rest, found), Answer.Effects.NONE);
        }
        return found.isEmpty()
                ? new Answer.Finished(Outcome.NONE, Answer.Effects.NONE)
                : new Answer.Onward(ReadWork.of(found, situation.traits(), Batch.Source.GUESS), Answer.Effects.NONE);
    }
}
