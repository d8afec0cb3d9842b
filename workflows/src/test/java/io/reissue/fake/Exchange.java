package io.reissue.fake;

import io.reissue.policy.Stage;
import java.time.Instant;

/** Something a platform was sent about one number, whether it arrived or not. */
public record Exchange(Instant at, SimulatedPlatform.Verb verb, String platform, Stage stage, String cycleId) {}
