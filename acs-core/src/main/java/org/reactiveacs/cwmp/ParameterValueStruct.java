package org.reactiveacs.cwmp;

import org.reactiveacs.device.ParameterType;

/**
 * The value of one parameter, as read, reported or to be set (TR-069 A6 §A.3.2.1).
 *
 * @param name full path of the parameter, at most 256 characters
 * @param value the text exactly as it travels, blanks included
 * @param type the type that the message named, {@link ParameterType#UNKNOWN} when it named none of the standard
 */
public record ParameterValueStruct(String name, String value, ParameterType type) {}
