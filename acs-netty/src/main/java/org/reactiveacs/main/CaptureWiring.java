package org.reactiveacs.main;

import org.reactiveacs.api.ApiSettings;
import org.reactiveacs.main.config.CaptureConfig;
import org.reactiveacs.recording.Recorder;

/** The configuration of captured messages in the terms of those who capture and show them. */
final class CaptureWiring {
    private CaptureWiring() {}

    static Recorder.Limits limits(CaptureConfig config) {
        return new Recorder.Limits(config.messages(), config.messageBytes(), config.queue(), config.kept());
    }

    static ApiSettings settings(CaptureConfig config) {
        return ApiSettings.DEFAULT.with(new ApiSettings.Captured(config.devices(), config.longest()));
    }
}
