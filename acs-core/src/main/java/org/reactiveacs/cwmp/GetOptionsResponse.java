package org.reactiveacs.cwmp;

import java.util.List;

/**
 * The options asked for (TR-069 A6 §A.4.1.4).
 *
 * @param optionList one for each option
 */
public record GetOptionsResponse(List<OptionStruct> optionList) implements CpeResponse {
    public GetOptionsResponse {
        optionList = List.copyOf(optionList);
    }
}
