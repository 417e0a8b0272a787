package org.reactiveacs.cwmp;

/** What an ACS sends. */
public sealed interface AcsMessage extends CwmpMessage permits AcsRequest, AcsResponse {}
