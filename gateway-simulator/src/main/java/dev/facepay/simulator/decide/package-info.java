/** Pure decisions of the gateway: state, call and time in; moves of money and a reply out. */
@NullMarked
package dev.facepay.simulator.decide;

import org.jspecify.annotations.NullMarked;
