/**
 * The REST API, {@code /api/v1}: what operators and other systems ask of devices and order from them. {@link
 * org.reactiveacs.api.ApiServer} listens, {@code Router} finds the route, a class per resource answers, views make the
 * JSON, and {@code Problem} is the one form of error. The contract is openapi.yaml among the resources.
 *
 * <p>Started by {@code main}; calls the core's store, cluster, port, task and device packages, and {@code auth} for
 * tokens.
 */
@NullMarked
package org.reactiveacs.api;

import org.jspecify.annotations.NullMarked;
