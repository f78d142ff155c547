/** Behaviours other than paid at once: scripts, magic amounts, sandbox headers, global faults. */
@NullMarked
package dev.facepay.simulator.script;

import org.jspecify.annotations.NullMarked;
