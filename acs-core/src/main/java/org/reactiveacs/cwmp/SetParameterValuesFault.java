package org.reactiveacs.cwmp;

/**
 * Why one parameter of a {@link SetParameterValues} was refused (TR-069 A6 §A.3.2.1).
 *
 * @param parameterName full path of the parameter
 * @param faultCode see {@link FaultCode}
 * @param faultString for people, may be empty
 */
public record SetParameterValuesFault(String parameterName, int faultCode, String faultString) {}
