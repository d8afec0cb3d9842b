package io.reissue.cli;

import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** One subcommand for each kind of command. */
final class OrderCommands {
    private OrderCommands() {}

    /** {@code ./run ctl hold}. */
    @Command(
            name = "hold",
            description = "Puts a number on hold: it is neither asked about nor released until the hold is lifted.",
            footer = {"", "Example:", "  ./run ctl hold 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --reason POLICE_REQUEST"})
    static final class Hold extends OrderCommand {
        Hold() {
            super("HOLD");
        }
    }

    /** {@code ./run ctl lift-hold}. */
    @Command(
            name = "lift-hold",
            description = "Lifts a hold.",
            footer = {"", "Example:", "  ./run ctl lift-hold 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --reason HOLD_ENDED"})
    static final class LiftHold extends OrderCommand {
        LiftHold() {
            super("LIFT_HOLD");
        }
    }

    /** Moves the end of the freeze. */
    private abstract static class Moving extends OrderCommand {
        @Option(
                names = "--until",
                paramLabel = "INSTANT",
                required = true,
                description = "The new end of the freeze, 2026-09-30T16:00:00Z say.")
        Instant until = Instant.EPOCH;

        Moving(String kind) {
            super(kind);
        }

        @Override
        Body with(Body body) {
            return body.with("until", until);
        }
    }

    /** {@code ./run ctl extend}. */
    @Command(
            name = "extend",
            description = "Lets a number rest longer, up to the policy's cap and the law's ceiling.",
            footer = {
                "",
                "Example:",
                "  ./run ctl extend 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --until 2026-09-30T16:00:00Z --reason CUSTOMER_COMPLAINT"
            })
    static final class Extend extends Moving {
        Extend() {
            super("EXTEND_FREEZE");
        }
    }

    /** {@code ./run ctl shorten}. */
    @Command(
            name = "shorten",
            description = {
                "Lets a number rest shorter.",
                "A policy admin asks for it; another, or an approver, asks for the same, with a command of his "
                        + "own."
            },
            footer = {
                "",
                "Example:",
                "  ./run ctl shorten 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --until 2026-08-01T16:00:00Z --reason COMPLAINT_SETTLED"
            })
    static final class Shorten extends Moving {
        Shorten() {
            super("SHORTEN_FREEZE");
        }
    }

    /** {@code ./run ctl waive}. */
    @Command(
            name = "waive",
            description = {
                "Lets a number be released although one required platform is open.",
                "It takes two operators, each with a command of his own."
            },
            footer = {
                "",
                "Example:",
                "  ./run ctl waive 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --platform bank-one --reason PLATFORM_CANNOT"
            })
    static final class Waive extends OrderCommand {
        @Option(names = "--platform", paramLabel = "CODE", required = true, description = "The platform's code.")
        String platform = "";

        Waive() {
            super("WAIVE");
        }

        @Override
        Body with(Body body) {
            return body.with("platform", platform);
        }
    }

    /** {@code ./run ctl reinstate}. */
    @Command(
            name = "reinstate",
            description = {
                "Gives a number back to the holder who left it, and has undone what platforms detached.",
                "The carrier's reference of the holder is asked for, or read from standard input."
            },
            footer = {
                "",
                "Example:",
                "  ./run ctl reinstate 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --arrears-cleared --identity-confirmed --reason HOLDER_CAME_BACK"
            })
    static final class Reinstate extends OrderCommand {
        @Option(names = "--arrears-cleared", description = "You have seen that nothing is owed.")
        boolean arrearsCleared;

        @Option(names = "--identity-confirmed", description = "You have seen who the holder is.")
        boolean identityConfirmed;

        Reinstate() {
            super("REINSTATE");
        }

        @Override
        Body with(Body body) throws IOException {
            return body.with("holderReference", typed("Holder's reference"))
                    .with("arrearsCleared", arrearsCleared)
                    .with("identityConfirmed", identityConfirmed);
        }
    }

    /** {@code ./run ctl withdraw}. */
    @Command(
            name = "withdraw",
            description = "Takes back a disconnection that was an error, and has undone what platforms detached.",
            footer = {
                "",
                "Example:",
                "  ./run ctl withdraw 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --reason DISCONNECTED_IN_ERROR"
            })
    static final class Withdraw extends OrderCommand {
        Withdraw() {
            super("WITHDRAW");
        }
    }

    /** {@code ./run ctl retire}. */
    @Command(
            name = "retire",
            description = {
                "Has a number end without a next holder, for good.",
                "It takes two operators, each with a command of his own."
            },
            footer = {"", "Example:", "  ./run ctl retire 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --reason PERMANENT_BAN"})
    static final class Retire extends OrderCommand {
        Retire() {
            super("RETIRE");
        }
    }

    /** {@code ./run ctl ask-again}. */
    @Command(
            name = "ask-again",
            description = "Asks what is open about a number once more now, rather than when its cohort does.",
            footer = {
                "",
                "Example:",
                "  ./run ctl ask-again 019cb4f2-6a55-7c0e-9d53-8f2b6c1f0a11 --platform bank-one --reason PLATFORM_IS_BACK"
            })
    static final class AskAgain extends OrderCommand {
        @Option(
                names = "--platform",
                paramLabel = "CODE",
                description = "One platform only (default: all that are open).")
        @Nullable
        String platform;

        AskAgain() {
            super("ASK_AGAIN");
        }

        @Override
        Body with(Body body) {
            return body.with("platform", platform);
        }
    }
}
