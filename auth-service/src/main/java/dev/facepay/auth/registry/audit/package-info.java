/** Who did what in the registry, and what was refused; never a secret. */
@NullMarked
package dev.facepay.auth.registry.audit;

import org.jspecify.annotations.NullMarked;
