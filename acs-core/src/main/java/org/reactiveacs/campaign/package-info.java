/**
 * Campaigns: a firmware, a task or policies rolled out over part of the fleet in waves. What operators wrote and ordered, the course that
 * is steered by it, and what became of each device, as all nodes see them. Called by the API and by the nodes that do it, each for the
 * partitions that it holds; calls {@code store}, {@code policy} and {@code task}.
 */
@NullMarked
package org.reactiveacs.campaign;

import org.jspecify.annotations.NullMarked;
