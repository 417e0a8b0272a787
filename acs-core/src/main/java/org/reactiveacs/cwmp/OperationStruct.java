package org.reactiveacs.cwmp;

/** One operation on deployment units, ordered by {@link ChangeDUState} (TR-069 A6 §A.4.1.10). */
public sealed interface OperationStruct permits InstallOpStruct, UpdateOpStruct, UninstallOpStruct {}
