package dev.facepay.edge.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.payment.DeviceId;
import dev.facepay.payment.FieldRule;
import dev.facepay.payment.MerchantId;
import dev.facepay.payment.StoreId;
import dev.facepay.payment.StorePlace;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TerminalTest {

  private static final StorePlace PLACE = new StorePlace("310101", "外滩 17 号");

  static Stream<List<Object>> stores() {
    return Stream.of(
        List.of(
            "Noodles \"17\"",
            PLACE,
            "{\"store_info\":{\"id\":\"S017\",\"name\":\"Noodles \\\"17\\\"\","
                + "\"area_code\":\"310101\",\"address\":\"外滩 17 号\"}}"),
        List.of("店", StorePlace.UNKNOWN, "{\"store_info\":{\"id\":\"S017\",\"name\":\"店\"}}"),
        // An emoji, from an older release.
        List.of(
            "Noodles 🍜",
            new StorePlace("310101", null),
            "{\"store_info\":{\"id\":\"S017\",\"area_code\":\"310101\"}}"),
        List.of(
            "n".repeat(128),
            new StorePlace("310101", "a".repeat(128)),
            "{\"store_info\":{\"id\":\"S017\",\"name\":\""
                + "n".repeat(128)
                + "\",\"area_code\":\"310101\"}}"),
        List.of(
            "\"".repeat(128),
            new StorePlace(null, "a".repeat(128)),
            "{\"store_info\":{\"id\":\"S017\"}}"));
  }

  @ParameterizedTest
  @MethodSource("stores")
  void wechat_is_told_of_the_store_what_fits(List<Object> row) {
    Device device =
        new Device(new DeviceId("D03"), new StoreId("S017"), new MerchantId("1900000109"), null);
    Terminal terminal =
        new Terminal(device, (String) row.getFirst(), null, null, (StorePlace) row.get(1));
    assertThat(terminal.sceneInfo()).isEqualTo(row.getLast());
    assertThat(FieldRule.SCENE_INFO.fault(terminal.sceneInfo())).isEmpty();
  }
}
