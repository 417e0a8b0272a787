/** What stands in deploy/ and can be judged without the machines that it is for: the chart, the unit of systemd, the image. */
@NullMarked
package org.reactiveacs.deployment;

import org.jspecify.annotations.NullMarked;
