package dev.facepay.console.alarm;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What people said of an alarm: by whom it was seen, and whose it is; the rest is left out.
 *
 * @param acknowledgedBy who was the first to see all of it
 * @param assignee an operator's name
 * @param why what was said of it last, if anything was
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AlarmView(
    @JsonProperty("acknowledged_by") @Nullable String acknowledgedBy,
    @JsonProperty("acknowledged_at") @Nullable String acknowledgedAt,
    @Nullable String assignee,
    @JsonProperty("assigned_by") @Nullable String assignedBy,
    @JsonProperty("assigned_at") @Nullable String assignedAt,
    @Nullable String why) {

  /** Nobody has said anything. */
  public static final AlarmView NONE = new AlarmView(null, null, null, null, null, null);
}
