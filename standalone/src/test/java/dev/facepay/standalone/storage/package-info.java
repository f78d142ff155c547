@NullMarked
package dev.facepay.standalone.storage;

import org.jspecify.annotations.NullMarked;
