package dev.facepay.device;

import dev.facepay.device.edge.Answer;
import dev.facepay.device.edge.DeviceIdentity;
import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.journal.Journal;
import dev.facepay.device.json.Json;
import dev.facepay.device.time.Scheduler;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The device's identity, asked at the start and remembered for a start without network; and the
 * word that it lives.
 */
final class DeviceHeartbeat {

  private static final String IDENTITY = "identity";

  private final EdgeCalls edge;
  private final Journal journal;
  private final Scheduler scheduler;
  private final String sdkVersion;
  private final TerminalSettings settings;
  private final TerminalListener listener;
  private @Nullable DeviceIdentity identity;
  private boolean closed;
  private int failures;

  DeviceHeartbeat(
      EdgeCalls edge, TerminalPorts ports, TerminalSettings settings, TerminalListener listener) {
    this.edge = edge;
    this.journal = ports.journal();
    this.scheduler = ports.scheduler();
    this.sdkVersion = ports.sdkVersion().toString();
    this.settings = settings;
    this.listener = listener;
  }

  void start() {
    identity = remembered();
    askWho();
    beat();
  }

  /** Null until the edge has told it once. */
  @Nullable DeviceIdentity identity() {
    return identity;
  }

  void close() {
    closed = true;
  }

  private void askWho() {
    if (!closed) {
      edge.call(EdgeClient::me, this::told);
    }
  }

  private void told(Answer<DeviceIdentity> answer) {
    if (answer instanceof Answer.Success<DeviceIdentity> told) {
      failures = 0;
      remember(told.value());
      identity = told.value();
      return;
    }
    failures++;
    listener.trouble(IDENTITY, EdgeCalls.text(answer));
    scheduler.after(edge.pause(failures, EdgeCalls.retryAfter(answer)), this::askWho);
  }

  private void beat() {
    if (closed) {
      return;
    }
    edge.call(
        e -> e.heartbeat(sdkVersion, settings.appVersion()),
        answer -> {
          if (!(answer instanceof Answer.Success<Boolean>)) {
            listener.trouble("heartbeat", EdgeCalls.text(answer));
          }
        });
    scheduler.after(settings.timing().heartbeatEvery(), this::beat);
  }

  private @Nullable DeviceIdentity remembered() {
    try {
      Optional<String> text = journal.note(IDENTITY);
      return text.isPresent() ? DeviceIdentity.read(Json.read(text.get())) : null;
    } catch (IOException e) {
      return null;
    }
  }

  private void remember(DeviceIdentity who) {
    try {
      if (!who.equals(identity)) {
        journal.note(IDENTITY, who.json());
      }
    } catch (IOException e) {
      listener.trouble("journal", "cannot be written: " + e.getClass().getSimpleName());
    }
  }
}
