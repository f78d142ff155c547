/** Those who are asked: FacePay over HTTP, a bare client of the gateway, a bare log. */
@NullMarked
package dev.facepay.bench.contender;

import org.jspecify.annotations.NullMarked;
