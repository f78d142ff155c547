/** The merchants that the gateway knows: keys, appids, certificates. */
@NullMarked
package dev.facepay.simulator.merchant;

import org.jspecify.annotations.NullMarked;
