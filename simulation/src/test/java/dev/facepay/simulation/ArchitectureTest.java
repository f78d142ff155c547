package dev.facepay.simulation;

import dev.facepay.testkit.ModuleArchitecture;

class ArchitectureTest implements ModuleArchitecture {}
