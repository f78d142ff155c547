package dev.facepay.standalone.registry;

import dev.facepay.standalone.terminal.Terminal;
import java.nio.file.Path;
import java.util.Map;

/** Where a command runs. */
public record Place(Terminal terminal, Map<String, String> environment, Path defaultDataDir) {}
