package dev.facepay.report;

import dev.facepay.testkit.ModuleArchitecture;

class ArchitectureTest implements ModuleArchitecture {}
