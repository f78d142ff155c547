/** The judge: what must hold, from evidence alone. It shares no code with the services. */
@NullMarked
package dev.facepay.chaos.judge;

import org.jspecify.annotations.NullMarked;
