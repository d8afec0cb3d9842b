package io.reissue.fake;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.CommandRequest;
import io.reissue.recycle.Office;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A command as it is typed: which fields count depends on the kind. */
public record Command(
        String id,
        CommandKind kind,
        String actor,
        @Nullable Instant until,
        @Nullable String platform,
        boolean sameHolder) {
    /** Who has which is for the rules' own test. */
    public static final Set<Office> OFFICES = Set.of(Office.OPERATOR, Office.POLICY_ADMIN);

    public static Command by(String actor, CommandKind kind) {
        return new Command(UUID.randomUUID().toString(), kind, actor, null, null, true);
    }

    /** Under an id that a command has. */
    public Command under(String taken) {
        return new Command(taken, kind, actor, until, platform, sameHolder);
    }

    public Command until(Instant end) {
        return new Command(id, kind, actor, end, platform, sameHolder);
    }

    public Command about(String code) {
        return new Command(id, kind, actor, until, code, sameHolder);
    }

    public Command forAnotherHolder() {
        return new Command(id, kind, actor, until, platform, false);
    }

    public CommandRequest request(@Nullable String secondOf) {
        return new CommandRequest(
                kind, actor, OFFICES, "ON_REQUEST", until, platform, sameHolder, true, true, secondOf);
    }
}
