/** What the application of a stage imports: the beans that all of them stand on. */
@NullMarked
package dev.facepay.runtime.service;

import org.jspecify.annotations.NullMarked;
