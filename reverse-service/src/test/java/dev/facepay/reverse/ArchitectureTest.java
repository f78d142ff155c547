package dev.facepay.reverse;

import dev.facepay.testkit.ModuleArchitecture;

class ArchitectureTest implements ModuleArchitecture {}
