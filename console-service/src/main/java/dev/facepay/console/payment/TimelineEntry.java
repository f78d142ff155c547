package dev.facepay.console.payment;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a payment.
 *
 * @param tookMs since the state before, for a state
 * @param details what else is known: reason, gateway_code, gateway_text, sent_at, tries, …
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TimelineEntry(
    String at,
    String type,
    int version,
    String by,
    @JsonProperty("took_ms") @Nullable Long tookMs,
    Map<String, Object> details) {}
