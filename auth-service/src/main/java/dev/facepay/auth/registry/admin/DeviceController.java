package dev.facepay.auth.registry.admin;

import dev.facepay.auth.registry.DeviceRecord;
import dev.facepay.auth.registry.Shop;
import dev.facepay.auth.registry.admin.body.DeviceBody;
import dev.facepay.auth.registry.admin.body.DeviceWish;
import dev.facepay.auth.registry.admin.body.Pages;
import dev.facepay.auth.registry.audit.Audit;
import dev.facepay.auth.registry.desk.DeskReply;
import dev.facepay.auth.registry.desk.FreshCode;
import dev.facepay.auth.registry.desk.RegistryDesk;
import dev.facepay.auth.registry.desk.RegistryView;
import dev.facepay.http.CommonProblem;
import dev.facepay.payment.DeviceId;
import dev.facepay.payment.DeviceStatus;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.WireName;
import dev.facepay.runtime.Timekeeper;
import dev.facepay.runtime.operator.Scope;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
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

  private final AdminDoor door;
  private final RegistryDesk desk;
  private final RegistryView view;
  private final Timekeeper time;

  DeviceController(AdminDoor door, RegistryDesk desk, RegistryView view, Timekeeper time) {
    this.door = door;
    this.desk = desk;
    this.view = view;
    this.time = time;
  }

  @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
  ResponseEntity<Object> add(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      HttpServletRequest http)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_WRITE, "device.add"),
        () -> {
          DeviceWish wish = BodyReader.read(http, DeviceWish.class);
          if (wish == null) {
            return AdminReply.refused(CommonProblem.MALFORMED_JSON, null);
          }
          DeviceId id = new DeviceId(BodyReader.required("device_id", wish.deviceId()));
          DeskReply reply =
              desk.addDevice(
                  id,
                  FieldRule.DEVICE_NAME.require("name", BodyReader.required("name", wish.name())),
                  new StoreId(BodyReader.required("store_id", wish.storeId())));
          return reply(reply, 201).about(id.value());
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
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_READ, "device.list"),
        () -> {
          if (status != null) {
            WireName.parse(DeviceStatus.class, status);
          }
          List<RegistryView.Row> page = view.page(store, status, cursor, BodyReader.limit(limit));
          String next = page.size() < limit ? null : page.getLast().device().id().value();
          return AdminReply.ok(
              200, new Pages.Devices(page.stream().map(this::body).toList(), next), Audit.DONE);
        });
  }

  @GetMapping("/{id}")
  ResponseEntity<Object> find(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_READ, "device.find", shown(id)),
        () -> {
          Optional<RegistryView.Row> found = view.find(new DeviceId(id));
          return found.isPresent()
              ? AdminReply.ok(200, body(found.get()), Audit.DONE)
              : AdminReply.refused(RegistryProblem.DEVICE_UNKNOWN, null);
        });
  }

  @PostMapping("/{id}/rotate")
  ResponseEntity<Object> rotate(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_WRITE, "device.rotate", shown(id)),
        () -> reply(desk.newCode(new DeviceId(id)), 200));
  }

  @PostMapping("/{id}/revoke")
  ResponseEntity<Object> revoke(
      @RequestHeader(name = "Authorization", required = false) @Nullable String authorization,
      @PathVariable("id") String id)
      throws Exception {
    return door.enter(
        new AdminDoor.Call(authorization, Scope.DEVICES_WRITE, "device.revoke", shown(id)),
        () -> reply(desk.revoke(new DeviceId(id)), 200));
  }

  private AdminReply reply(DeskReply reply, int statusWithCode) {
    return switch (reply) {
      case DeskReply.Coded coded ->
          AdminReply.ok(
              statusWithCode, body(coded.device(), coded.shop(), coded.code()), Audit.DONE);
      case DeskReply.Device kept ->
          AdminReply.ok(
              200,
              body(kept.device(), kept.shop(), null),
              kept.changed() ? Audit.DONE : Audit.UNCHANGED);
      case DeskReply.Refused refused ->
          AdminReply.refused(RegistryProblem.of(refused.reason()), null);
      case DeskReply.Store s -> throw new IllegalStateException("a device is no store");
    };
  }

  private DeviceBody body(DeviceRecord device, Shop shop, @Nullable FreshCode code) {
    return DeviceBody.of(device, shop, code, view.sighting(device.id()), time.instant());
  }

  private DeviceBody body(RegistryView.Row row) {
    return DeviceBody.of(row.device(), row.shop(), null, row.seen(), time.instant());
  }

  /** For the audit, whatever the address holds. */
  private static String shown(String id) {
    try {
      return new DeviceId(id).value();
    } catch (IllegalArgumentException e) {
      return "?";
    }
  }
}
