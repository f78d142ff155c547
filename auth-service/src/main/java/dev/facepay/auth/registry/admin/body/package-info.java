/** What operators send and are shown. */
@NullMarked
package dev.facepay.auth.registry.admin.body;

import org.jspecify.annotations.NullMarked;
