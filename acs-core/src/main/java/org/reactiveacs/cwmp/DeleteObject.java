package org.reactiveacs.cwmp;

/**
 * Removes an instance of an object (TR-069 A6 §A.3.2.7).
 *
 * @param objectName path of the instance, with a dot at the end
 * @param parameterKey becomes {@code ManagementServer.ParameterKey} if the call succeeds; at most 32 characters
 */
public record DeleteObject(String objectName, String parameterKey) implements AcsRequest {}
