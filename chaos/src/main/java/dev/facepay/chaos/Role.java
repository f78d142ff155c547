package dev.facepay.chaos;

import java.util.ArrayList;
import java.util.List;

/** What a process does; of each service there are two. */
enum Role {
  BROKER("broker", 3, "256m"),
  DATABASE("database", 1, "256m"),
  GATEWAY("gateway", 1, "192m"),
  AUTH("auth", 2, "160m"),
  PAY("pay", 2, "160m"),
  QUERY("query", 2, "160m"),
  REVERSE("reverse", 2, "160m"),
  REPORT("report", 2, "160m"),
  CONSOLE("console", 2, "192m"),
  EDGE("edge", 2, "192m");

  private final String label;
  private final int count;
  private final String heap;

  Role(String label, int count, String heap) {
    this.label = label;
    this.count = count;
    this.heap = heap;
  }

  /** The names of its processes. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      names.add(count == 1 ? label : label + "-" + i);
    }
    return names;
  }

  /** Of the process's name. */
  static Role of(String name) {
    for (Role role : values()) {
      if (role.names().contains(name)) {
        return role;
      }
    }
    throw new IllegalArgumentException("no process " + name);
  }

  /** Those that stand on broker and database. */
  static List<Role> services() {
    return List.of(AUTH, PAY, QUERY, REVERSE, REPORT, CONSOLE, EDGE);
  }

  String label() {
    return label;
  }

  String heap() {
    return heap;
  }

  /** The module's name, which is that of its settings too. */
  String module() {
    return switch (this) {
      case EDGE -> "edge-api";
      case GATEWAY -> "gateway-simulator";
      case AUTH, PAY, QUERY, REVERSE, REPORT, CONSOLE -> label + "-service";
      case BROKER, DATABASE -> throw new IllegalArgumentException(label + " is no service");
    };
  }

  boolean asksTheGateway() {
    return switch (this) {
      case AUTH, PAY, QUERY, REVERSE, CONSOLE -> true;
      case BROKER, DATABASE, GATEWAY, REPORT, EDGE -> false;
    };
  }
}
