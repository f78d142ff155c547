package dev.facepay.auth.registry;

import dev.facepay.auth.registry.OperatorCalls.Call;
import dev.facepay.auth.registry.OperatorCalls.Reply;
import dev.facepay.auth.registry.RegistryService.FreshCode;
import dev.facepay.http.RequestBody;
import dev.facepay.http.RequestBody.Read;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.StoreId;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.OperatorKeys.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
  ResponseEntity<Object> add(HttpServletRequest http) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_WRITE, "device.add"),
        NewDevice::read,
        device ->
            reply(registry.addDevice(device.id(), device.name(), device.store()), 201)
                .about(device.id().value()));
  }

  @GetMapping
  ResponseEntity<Object> list(
      HttpServletRequest http,
      @RequestParam(name = "store", required = false) @Nullable String store,
      @RequestParam(name = "status", required = false) @Nullable String status,
      @RequestParam(name = "q", defaultValue = "") String typed,
      @RequestParam(name = "cursor", defaultValue = "") String cursor,
      @RequestParam(name = "limit", defaultValue = "50") int limit)
      throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_READ, "device.list"),
        () ->
            Reply.page("devices", devices.search(store, status, typed, cursor, limit), this::body));
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> find(HttpServletRequest http, @PathVariable String id) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_READ, "device.find", id),
        () ->
            Reply.found(
                devices.find(new DeviceId(id)).map(found -> body(found.device())),
                RegistryProblem.DEVICE_UNKNOWN));
  }

  @PostMapping("/{id}/rotate")
  ResponseEntity<Object> rotate(HttpServletRequest http, @PathVariable String id) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_WRITE, "device.rotate", id),
        () -> reply(registry.newCode(new DeviceId(id)), 200));
  }

  @PostMapping("/{id}/revoke")
  ResponseEntity<Object> revoke(HttpServletRequest http, @PathVariable String id) throws Exception {
    return calls.run(
        new Call(http, Scope.DEVICES_WRITE, "device.revoke", id),
        () -> reply(registry.revoke(new DeviceId(id)), 200));
  }

  private Reply reply(RegistryService.DeviceReply reply, int statusWithCode) {
    return switch (reply) {
      case RegistryService.Coded coded ->
          Reply.ok(statusWithCode, body(coded.device(), coded.shop(), coded.code()), true);
      case RegistryService.Device kept ->
          Reply.ok(200, body(kept.device(), kept.shop(), null), kept.changed());
      case RegistryService.Refused refused -> Reply.refused(refused.problem());
    };
  }

  private DeviceBody body(DeviceRecord device) {
    return body(device, states.shop(device), null);
  }

  private DeviceBody body(DeviceRecord device, Shop shop, @Nullable FreshCode code) {
    return DeviceBody.of(
        device, shop, code, heartbeats.find(device.id()).orElse(null), time.instant());
  }

  /** A device to be added to a store. */
  record NewDevice(DeviceId id, String name, StoreId store) {

    static Read<NewDevice> read(byte[] json) {
      return RequestBody.read(
          json, List.of("device_id", "name", "store_id"), Set.of(), NewDevice::of);
    }

    private static @Nullable NewDevice of(RequestBody in) {
      String id = in.text("device_id", FieldRule.DEVICE_ID);
      String name = in.text("name", FieldRule.DEVICE_NAME);
      String store = in.text("store_id", FieldRule.KEPT_ID);
      return id == null || name == null || store == null
          ? null
          : new NewDevice(new DeviceId(id), name, new StoreId(store));
    }
  }
}
