/** Tests of the REST API over real HTTP and a real store, each answer checked against the API's document. */
@NullMarked
package org.reactiveacs.api;

import org.jspecify.annotations.NullMarked;
