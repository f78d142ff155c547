package dev.facepay.device;

import dev.facepay.device.edge.EdgeClient;
import dev.facepay.device.face.FaceSdkSettings;
import dev.facepay.device.face.WxPayFace;
import dev.facepay.device.face.request.SdkVersion;
import dev.facepay.device.journal.Journal;
import dev.facepay.device.time.Scheduler;
import java.util.Random;
import java.util.concurrent.Executor;

/**
 * What a terminal stands on. All of it belongs to the App, which closes it after the terminal.
 *
 * @param face the App's adapter, or the emulated SDK
 * @param sdkVersion of the face SDK on the device
 * @param scheduler the terminal's thread
 * @param io runs what blocks, a few at a time: a small cached pool
 * @param random spreads the tries of many terminals
 */
public record TerminalPorts(
    WxPayFace face,
    SdkVersion sdkVersion,
    FaceSdkSettings faceSettings,
    EdgeClient edge,
    Journal journal,
    Scheduler scheduler,
    Executor io,
    Random random) {}
