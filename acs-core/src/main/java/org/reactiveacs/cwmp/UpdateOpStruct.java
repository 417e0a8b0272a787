package org.reactiveacs.cwmp;

/**
 * Update one deployment unit or all (TR-069 A6 §A.4.1.10).
 *
 * @param uuid of the deployment unit, in the form of RFC 4122; empty to let the CPE choose or match
 * @param version of the deployment unit, may be empty
 * @param url where the new file is; empty for the one it came from
 * @param username for the file server, empty for none; at most 256 characters
 * @param password for the file server, empty for none; at most 256 characters
 */
public record UpdateOpStruct(String uuid, String version, String url, String username, String password)
        implements OperationStruct {}
