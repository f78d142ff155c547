/** What all commands share: where they print, how they fail, where their log goes. */
@NullMarked
package dev.facepay.standalone.command;

import org.jspecify.annotations.NullMarked;
