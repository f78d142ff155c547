@NullMarked
package dev.facepay.standalone.move;

import org.jspecify.annotations.NullMarked;
