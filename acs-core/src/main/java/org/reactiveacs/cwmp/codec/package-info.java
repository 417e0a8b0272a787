/**
 * The elements of every message, told once for reading and writing.
 *
 * <p>A {@link org.reactiveacs.cwmp.codec.Struct} lists the elements of a record in order, a
 * {@link org.reactiveacs.cwmp.codec.Rpc} names the message that it makes, and
 * {@link org.reactiveacs.cwmp.codec.RpcTable} finds it; a new RPC is a record and one entry. Called by
 * {@code CwmpReader} and {@code CwmpWriter} only; calls the records of {@code cwmp}.
 */
@NullMarked
package org.reactiveacs.cwmp.codec;

import org.jspecify.annotations.NullMarked;
