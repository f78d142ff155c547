/** Where devices ask for the face SDK's credential and wait for it. */
@NullMarked
package dev.facepay.edge.credentials;

import org.jspecify.annotations.NullMarked;
