/**
 * Brings what a GenieACS knows to this server: reads its NBI or files that were exported from its database, and makes devices, credentials and policies of what
 * it finds, for the REST API. Called by the command line alone; knows nothing of the server but what policies may say.
 */
@NullMarked
package org.reactiveacs.genieacs;

import org.jspecify.annotations.NullMarked;
