package dev.facepay.device.face;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a developer copies compiles: the README's adapter, before WeChat's SDK as its documentation
 * has it, and the sample App.
 */
class AdapterTest {

  private static final Pattern ADAPTER =
      Pattern.compile("(?s)```java\\n(final class WechatFace.*?)```");

  private static final String CONTEXT = "package android.content; public class Context {}";

  private static final String CALLBACK =
      """
      package com.tencent.wxpayface;
      public interface IWxPayfaceCallback { void response(java.util.Map info); }
      """;

  private static final String SDK =
      """
      package com.tencent.wxpayface;
      import java.util.Map;
      public class WxPayFace {
        public static WxPayFace getInstance() { return new WxPayFace(); }
        public void initWxpayface(android.content.Context context, Map info, IWxPayfaceCallback c) {}
        public void getWxpayfaceRawdata(IWxPayfaceCallback c) {}
        public void enableFirewall(String mchId, String subMchId, IWxPayfaceCallback c) {}
        public void disableFirewall(String mchId, String subMchId, IWxPayfaceCallback c) {}
        public void getWxpayfaceCode(Map info, IWxPayfaceCallback c, IWxPayfaceCallback result) {}
        public void quitWxpayface(Map info, IWxPayfaceCallback c) {}
        public void updateWxpayfacePayResult(Map info, IWxPayfaceCallback c) {}
        public void releaseWxpayface(android.content.Context context) {}
        public void reportOrder(Map info, IWxPayfaceCallback c) {}
        public void reportPaycode(Map info, IWxPayfaceCallback c) {}
      }
      """;

  @Test
  void the_adapter_compiles(@TempDir Path dir) throws Exception {
    Matcher adapter = ADAPTER.matcher(Files.readString(Path.of("README.md")));
    assertThat(adapter.find()).isTrue();
    List<Path> sources = new ArrayList<>();
    sources.add(source(dir, "Context", CONTEXT));
    sources.add(source(dir, "IWxPayfaceCallback", CALLBACK));
    sources.add(source(dir, "WxPayFace", SDK));
    String imports =
        """
        import android.content.Context;
        import com.tencent.wxpayface.IWxPayfaceCallback;
        import dev.facepay.device.face.WxPayFace;
        import java.util.Map;
        """;
    sources.add(source(dir, "WechatFace", imports + adapter.group(1)));

    assertThat(faults(dir, sources)).isEmpty();
  }

  @Test
  void the_sample_app_compiles(@TempDir Path dir) throws Exception {
    assertThat(faults(dir, List.of(Path.of("..", "examples", "till-app", "TillApp.java"))))
        .isEmpty();
  }

  private static Path source(Path dir, String name, String text) throws IOException {
    return Files.writeString(dir.resolve(name + ".java"), text);
  }

  private static String faults(Path dir, List<Path> sources) throws Exception {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter faults = new StringWriter();
    List<String> options =
        List.of(
            "-nowarn",
            "-Xlint:none",
            "-cp",
            place(WxPayFace.class) + File.pathSeparator + place(Gson.class),
            "-d",
            dir.toString());
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      boolean compiled =
          compiler
              .getTask(
                  faults, files, null, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      return compiled ? "" : faults.toString();
    }
  }

  private static String place(Class<?> type) throws URISyntaxException {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }
}
