/** What a system has stored: export, import, compaction, and databases brought up to the log. */
@NullMarked
package dev.facepay.standalone.storage;

import org.jspecify.annotations.NullMarked;
