package org.reactiveacs.cwmp;

/**
 * One parameter or object that a CPE has (TR-069 A6 §A.3.2.3).
 *
 * @param name full path; an object's ends with a dot
 * @param writable for an object: whether instances can be added or, of an instance, whether it can be deleted
 */
public record ParameterInfoStruct(String name, boolean writable) {}
