@NullMarked
package dev.facepay.standalone.rules;

import org.jspecify.annotations.NullMarked;
