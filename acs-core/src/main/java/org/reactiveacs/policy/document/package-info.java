/**
 * Policies as operators write them, in JSON or YAML, with every mistake named by its place. Called by library; calls
 * policy and its expressions.
 */
@NullMarked
package org.reactiveacs.policy.document;

import org.jspecify.annotations.NullMarked;
