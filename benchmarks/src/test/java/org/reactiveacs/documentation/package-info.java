/** What stands in the pages: their links lead somewhere, and their commands are understood. */
@NullMarked
package org.reactiveacs.documentation;

import org.jspecify.annotations.NullMarked;
