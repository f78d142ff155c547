/** What people say about alarms: who has seen one, and whose it is. */
@NullMarked
package dev.facepay.console.alarm;

import org.jspecify.annotations.NullMarked;
