/** WeChat's side of the wire: calls, behaviours on demand, and the control API. */
@NullMarked
package dev.facepay.simulator;

import org.jspecify.annotations.NullMarked;
