package org.reactiveacs.cwmp;

/** What a CPE sends. */
public sealed interface CpeMessage extends CwmpMessage permits CpeRequest, CpeResponse {}
