package org.reactiveacs.store;

/**
 * A session under way, as read back.
 *
 * @param session as committed last; the arrival's opening while nothing was
 * @param version to commit against
 * @param opened the device and what else a session needs as they are now; its tasks and what the device was before count
 *     for an opening alone
 */
public record Resumed(StoredSession session, long version, Opened opened) {}
