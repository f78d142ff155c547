package dev.facepay.pay;

import dev.facepay.testkit.ModuleArchitecture;

class ArchitectureTest implements ModuleArchitecture {}
