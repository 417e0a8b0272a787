package org.reactiveacs.cwmp;

/**
 * Install a deployment unit (TR-069 A6 §A.4.1.10).
 *
 * @param url where the file is
 * @param uuid of the deployment unit, in the form of RFC 4122; empty to let the CPE choose or match
 * @param username for the file server, empty for none; at most 256 characters
 * @param password for the file server, empty for none; at most 256 characters
 * @param executionEnvRef path of the execution environment, may be empty
 */
public record InstallOpStruct(String url, String uuid, String username, String password, String executionEnvRef)
        implements OperationStruct {}
