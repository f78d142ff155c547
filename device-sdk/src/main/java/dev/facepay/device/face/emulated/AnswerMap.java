package dev.facepay.device.face.emulated;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The maps that the emulated SDK answers with (spec section 2). */
final class AnswerMap {

  private AnswerMap() {}

  static Map<String, Object> success() {
    return returning("SUCCESS", "ok");
  }

  static Map<String, Object> returning(String code, String message) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("return_code", code);
    map.put("return_msg", message);
    return map;
  }

  static Map<String, Object> error(String code, String message, @Nullable Integer errCode) {
    Map<String, Object> map = returning(code, message);
    if (errCode != null) {
      map.put("err_code", errCode);
    }
    return map;
  }

  /** A face code of the face's own, or a fresh one. */
  static Map<String, Object> code(@Nullable Face face, Random random) {
    if (face == null) {
      return error("ERROR", "no face", null);
    }
    Map<String, Object> map = success();
    long sixteen = Math.floorMod(random.nextLong(), 10_000_000_000_000_000L);
    String fresh = String.format(Locale.ROOT, "1%d%016d", random.nextInt(6), sixteen);
    map.put("face_code", face.faceCode() == null ? fresh : face.faceCode());
    map.put("openid", face.openid());
    if (face.subOpenid() != null) {
      map.put("sub_openid", face.subOpenid());
    }
    map.put("underage_state", face.underageState());
    return map;
  }
}
