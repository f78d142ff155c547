package dev.facepay.auth.registry;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.facepay.auth.registry.RegistryService.FreshCode;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Devices, their codes and keys. */
@RestController
@RequestMapping("/v1/admin/devices")
final class DeviceController {

  private final OperatorCalls calls;
  private final RegistryService registry;
  private final Devices devices;
  private final Heartbeats heartbeats;
  private final DevicePublisher states;
  private final Timekeeper time;

  DeviceController(
      OperatorCalls calls,
      RegistryService registry,
      Devices devices,
      Heartbeats heartbeats,
      DevicePublisher states,
      Timekeeper time) {
    this.calls = calls;
    this.registry = registry;
    this.devices = devices;
    this.heartbeats = heartbeats;
    this.states = states;
    this.time = time;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> add(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      HttpServletRequest http)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_WRITE, "device.add"),
        () -> {
          NewDeviceBody body = BodyReader.read(http.getInputStream(), NewDeviceBody.class);
          if (body == null) {
            return OperatorCalls.Reply.refused(CommonProblem.MALFORMED_JSON, null);
          }
          NewDevice device = body.device();
          return reply(registry.addDevice(device.id(), device.name(), device.store()), 201)
              .about(device.id().value());
        });
  }

  @GetMapping
  ResponseEntity<Object> list(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @RequestParam(name = "store", required = false) @Nullable String store,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_READ, "device.list"),
        () -> {
          if (status != null) {
            WireName.parse(DeviceStatus.class, status);
          }
          List<DeviceRecord> page = devices.page(store, status, cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().id().value();
          return OperatorCalls.Reply.ok(
              200, new Page(page.stream().map(this::body).toList(), next), Audit.DONE);
        });
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> find(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_READ, "device.find", shown(id)),
        () ->
            devices
                .find(new DeviceId(id))
                .map(found -> OperatorCalls.Reply.ok(200, body(found.device()), Audit.DONE))
                .orElseGet(
                    () -> OperatorCalls.Reply.refused(RegistryProblem.DEVICE_UNKNOWN, null)));
  }

  @PostMapping("/{id}/rotate")
  ResponseEntity<Object> rotate(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_WRITE, "device.rotate", shown(id)),
        () -> reply(registry.newCode(new DeviceId(id)), 200));
  }

  @PostMapping("/{id}/revoke")
  ResponseEntity<Object> revoke(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return calls.run(
        new OperatorCalls.Call(authorization, Scope.DEVICES_WRITE, "device.revoke", shown(id)),
        () -> reply(registry.revoke(new DeviceId(id)), 200));
  }

  private OperatorCalls.Reply reply(RegistryService.DeviceReply reply, int statusWithCode) {
    return switch (reply) {
      case RegistryService.Coded coded ->
          OperatorCalls.Reply.ok(
              statusWithCode, body(coded.device(), coded.shop(), coded.code()), Audit.DONE);
      case RegistryService.Device kept ->
          OperatorCalls.Reply.ok(
              200,
              body(kept.device(), kept.shop(), null),
              kept.changed() ? Audit.DONE : Audit.UNCHANGED);
      case RegistryService.Refused refused -> OperatorCalls.Reply.refused(refused.problem(), null);
    };
  }

  private DeviceBody body(DeviceRecord device) {
    return body(device, states.shop(device), null);
  }

  private DeviceBody body(DeviceRecord device, Shop shop, @Nullable FreshCode code) {
    return DeviceBody.of(
        device, shop, code, heartbeats.find(device.id()).orElse(null), time.instant());
  }

  /** For the audit, whatever the address holds. */
  private static String shown(String id) {
    return FieldRule.DEVICE_ID.accepts(id) ? id : "?";
  }

  /** By rising id; {@code next_cursor} is absent on the last page. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Page(List<DeviceBody> devices, @JsonProperty("next_cursor") @Nullable String nextCursor) {}

  /** A device to be added to a store. */
  record NewDevice(DeviceId id, String name, StoreId store) {}

  /** The same as it is sent. */
  record NewDeviceBody(
      @JsonProperty("device_id") @Nullable String deviceId,
      @Nullable String name,
      @JsonProperty("store_id") @Nullable String storeId) {

    /**
     * @throws IllegalArgumentException if a field is missing or breaks its rule
     */
    NewDevice device() {
      return new NewDevice(
          new DeviceId(BodyReader.required("device_id", deviceId)),
          FieldRule.DEVICE_NAME.require("name", BodyReader.required("name", name)),
          new StoreId(BodyReader.required("store_id", storeId)));
    }
  }
}
