package dev.facepay.bench;

import dev.facepay.testkit.ModuleArchitecture;

class ArchitectureTest implements ModuleArchitecture {}
