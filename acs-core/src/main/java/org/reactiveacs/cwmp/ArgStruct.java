package org.reactiveacs.cwmp;

/**
 * A name and value that describe the file a CPE asks for (TR-069 A6 §A.4.2.2).
 *
 * @param name at most 64 characters
 * @param value at most 256 characters
 */
public record ArgStruct(String name, String value) {}
