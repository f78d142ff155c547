package dev.facepay.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GatewayCodeTest {

  /** The specification's tables, in declared order; a code without a row here fails. */
  private static final String TABLE =
      """
      SYSTEMERROR SYSTEM_ERROR SYSTEM_ERROR SYSTEM_ERROR
      BANKERROR BANK_ERROR UNLISTED UNLISTED
      USERPAYING USER_PAYING UNLISTED NOT_NOW
      PARAM_ERROR FAILED UNLISTED REFUSED
      ORDERPAID NUMBER_USED UNLISTED UNLISTED
      NOAUTH FAILED UNLISTED UNLISTED
      AUTHCODEEXPIRE FAILED UNLISTED UNLISTED
      NOTENOUGH FAILED UNLISTED UNLISTED
      NOTSUPORTCARD FAILED UNLISTED UNLISTED
      ORDERCLOSED FAILED UNLISTED UNLISTED
      ORDERREVERSED FAILED UNLISTED UNLISTED
      AUTH_CODE_ERROR FAILED UNLISTED UNLISTED
      AUTH_CODE_INVALID FAILED UNLISTED UNLISTED
      XML_FORMAT_ERROR FAILED UNLISTED UNLISTED
      REQUIRE_POST_METHOD FAILED UNLISTED REFUSED
      SIGNERROR FAILED UNLISTED REFUSED
      LACK_PARAMS FAILED UNLISTED UNLISTED
      NOT_UTF8 FAILED UNLISTED UNLISTED
      BUYER_MISMATCH FAILED UNLISTED UNLISTED
      APPID_NOT_EXIST FAILED UNLISTED UNLISTED
      MCHID_NOT_EXIST FAILED UNLISTED UNLISTED
      APPID_MCHID_NOT_MATCH FAILED UNLISTED UNLISTED
      OUT_TRADE_NO_USED NUMBER_USED UNLISTED UNLISTED
      INVALID_REQUEST FAILED UNLISTED REFUSED
      TRADE_ERROR FAILED UNLISTED REFUSED
      ORDERNOTEXIST UNLISTED NOT_FOUND UNLISTED
      REVERSE_EXPIRE UNLISTED UNLISTED EXPIRED
      INVALID_TRANSACTIONID UNLISTED UNLISTED REFUSED
      REFUNDNOTEXIST UNLISTED UNLISTED UNLISTED
      """;

  @Test
  void every_code_means_what_the_specification_says() {
    String actual =
        Arrays.stream(GatewayCode.values())
            .map(code -> "%s %s %s %s\n".formatted(code, code.pay(), code.query(), code.reverse()))
            .collect(Collectors.joining());
    assertThat(actual).isEqualTo(TABLE);
  }

  @Test
  void a_code_that_is_almost_known_is_unknown() {
    for (String code : new String[] {"", "notenough", "NOTENOUGH ", "NOTSUPPORTCARD", "FAIL"}) {
      assertThat(Code.read(code)).isEqualTo(new Code.Other(code));
    }
  }
}
