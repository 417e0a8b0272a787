package org.reactiveacs.cwmp;

/**
 * Makes a new instance of a multi-instance object (TR-069 A6 §A.3.2.6).
 *
 * @param objectName path of the object, with a dot at the end
 * @param parameterKey becomes {@code ManagementServer.ParameterKey} if the call succeeds; at most 32 characters
 */
public record AddObject(String objectName, String parameterKey) implements AcsRequest {}
