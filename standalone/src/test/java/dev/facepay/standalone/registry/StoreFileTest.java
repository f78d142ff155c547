package dev.facepay.standalone.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.facepay.standalone.registry.StoreFile.Row;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class StoreFileTest {

  private static final String HEAD = "store_id,store_name,merchant_id,address\n";

  @Test
  void stores_are_read_with_quotes_a_byte_order_mark_and_the_line_each_begins_on() {
    StoreFile read =
        StoreFile.parse(
            "\uFEFF"
                + HEAD.replace("\n", "\r\n")
                + "S1,\"Tea, \"\"and\"\" more\",1900000109,\"17\nBund\"\r\n\r\nS2,外滩,1900000109,");
    assertThat(read.faults()).isEmpty();
    assertThat(read.rows())
        .containsExactly(
            new Row(
                2,
                Map.of(
                    "store_id", "S1",
                    "store_name", "Tea, \"and\" more",
                    "merchant_id", "1900000109",
                    "address", "17\nBund")),
            new Row(5, Map.of("store_id", "S2", "store_name", "外滩", "merchant_id", "1900000109")));
  }

  @Test
  void each_fault_names_its_line() {
    assertThat(StoreFile.parse(HEAD + "S1,A,1,\nS2,B\n,C,1,\nS1,D,1,x").faults())
        .map(StoreFile.Fault::toString)
        .containsExactly(
            "line 3: 2 fields, not 4",
            "line 4: store_id is empty",
            "line 5: store S1 is on line 2 already");
    assertThat(StoreFile.parse("store_id,shop\nS1,x").faults())
        .map(StoreFile.Fault::toString)
        .containsExactly(
            "line 1: no column is called \"shop\"",
            "line 1: the column store_name is missing",
            "line 1: the column merchant_id is missing");
    assertThat(StoreFile.parse("").faults()).hasSize(3);
    assertThat(StoreFile.parse(HEAD + "S1,\"A,1,\n").faults())
        .map(StoreFile.Fault::toString)
        .containsExactly("a quote is never closed");
  }

  @Test
  void no_more_than_a_thousand_come_at_a_time() {
    String thousand =
        IntStream.range(0, StoreFile.ROWS_MAX)
            .mapToObj(i -> "S%d,Noodles,1,".formatted(i))
            .collect(Collectors.joining("\n"));
    assertThat(StoreFile.parse(HEAD + thousand).rows()).hasSize(StoreFile.ROWS_MAX);
    assertThat(StoreFile.parse(HEAD + thousand + "\nX,Noodles,1,").faults())
        .map(StoreFile.Fault::toString)
        .containsExactly("1001 stores: no more than 1000 at a time");
  }
}
