package dev.facepay.console.read;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
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
    @Schema(example = "2026-11-22T02:00:00.300Z") String at,
    @Schema(example = "payment.unknown") String type,
    @Schema(description = "Of the payment's state; 0: no state.") int version,
    @Schema(description = "The stage that said it.", example = "pay") String by,
    @JsonProperty("took_ms") @Nullable Long tookMs,
    Map<String, Object> details) {}
