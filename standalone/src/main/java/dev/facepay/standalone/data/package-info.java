/** What lies on the disk: the data directory, the devices' keys, how to reach what runs. */
@NullMarked
package dev.facepay.standalone.data;

import org.jspecify.annotations.NullMarked;
