/** The page that tells a person what came of a run. */
@NullMarked
package dev.facepay.chaos.report;

import org.jspecify.annotations.NullMarked;
