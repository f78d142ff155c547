@NullMarked
package dev.facepay.standalone.restore;

import org.jspecify.annotations.NullMarked;
