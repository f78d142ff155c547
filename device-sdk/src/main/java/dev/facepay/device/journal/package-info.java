/** What must survive a power cut: written whole or not at all, and on the disk before it counts. */
@NullMarked
package dev.facepay.device.journal;

import org.jspecify.annotations.NullMarked;
