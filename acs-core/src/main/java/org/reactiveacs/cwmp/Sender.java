package org.reactiveacs.cwmp;

/** The side that a message comes from, for some names mean the same record on both. */
public enum Sender {
    CPE,
    ACS
}
