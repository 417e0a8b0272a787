package org.reactiveacs.cwmp;

/**
 * Remove a deployment unit (TR-069 A6 §A.4.1.10).
 *
 * @param uuid of the deployment unit, in the form of RFC 4122; empty to let the CPE choose or match
 * @param version of the deployment unit, may be empty
 * @param executionEnvRef path of the execution environment, may be empty
 */
public record UninstallOpStruct(String uuid, String version, String executionEnvRef) implements OperationStruct {}
