package dev.facepay.wechat;

import static dev.facepay.wechat.Samples.merchant;
import static dev.facepay.wechat.Samples.signed;
import static dev.facepay.wechat.Samples.success;
import static dev.facepay.wechat.Samples.with;
import static dev.facepay.wechat.Samples.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuthinfoTest {

  @Test
  void a_credential_is_issued_signed_and_never_printed() {
    Map<String, String> issued =
        with(
            with(without(success(), "result_code"), "authinfo", "secret-info"),
            "expires_in",
            "3600");
    Authinfo.Outcome outcome = authinfo(signed(issued));
    assertThat(outcome)
        .isEqualTo(new Authinfo.Issued(new Secret("secret-info"), Duration.ofHours(1), null));
    assertThat(outcome.toString()).doesNotContain("secret-info");
    assertThat(authinfo(MessageXml.write(issued))).isInstanceOf(Unclear.class);
    for (String bad : new String[] {"0", "-1", "", "x", "99999999"}) {
      assertThat(authinfo(signed(with(issued, "expires_in", bad)))).isInstanceOf(Unclear.class);
    }
    assertThat(authinfo("<xml><return_code>PARAM_ERROR</return_code></xml>"))
        .isEqualTo(new Authinfo.Refused(GatewayCode.PARAM_ERROR, ""));
    assertThat(authinfo("<xml><return_code>SYSTEMERROR</return_code></xml>"))
        .isEqualTo(new Unclear(Cause.SYSTEM_ERROR, GatewayCode.SYSTEMERROR, ""));
  }

  private static Authinfo.Outcome authinfo(String body) {
    return Authinfo.verdict(Reply.read(body, merchant()), Map.of("appid", "wxd930ea5d5a258f4f"));
  }
}
