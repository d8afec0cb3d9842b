package io.reissue.recycle;

/** Why a command was refused; each code says what would make it possible. */
public enum Refusal {
    REASON_MISSING("give a reason code: upper-case letters, digits, underscores"),
    NOT_DISCLOSED("the number was taken in a moment ago; ask again when its cycle is RESTING, which takes minutes"),
    OTHER_OFFICE("an operator asks for it; for a shorter freeze a policy admin, and then another or an approver"),
    CYCLE_CLOSED("the cycle has ended; nothing can be changed any more"),
    ALREADY_UNDOING("the number is on its way back to its holder"),
    NOT_LATER("the new end must be after the present one"),
    BEYOND_CEILING("the law's ceiling ends the freeze earlier; waive or retire"),
    BEYOND_CAP("the policy's cap ends the freeze earlier; change the policy"),
    NOT_EARLIER("the new end must be before the present one"),
    BELOW_FLOOR("the law's floor is later; let the number rest until then"),
    END_PAST("the new end is past; name one that is to come"),
    LEAD_TOO_SHORT(
            "its platforms could not be asked in time; leave the policy's lead, and the day on which they are asked, to come"),
    ASKED_ALREADY("its platforms were told the present end; shorten before they are asked"),
    ALREADY_HELD("lift the hold that is there"),
    NOT_HELD("there is no hold to lift"),
    UNKNOWN_PLATFORM("no such platform was to be asked about this number"),
    ON_HOLD("lift the hold first; a number on hold asks nobody"),
    NOTHING_TO_ASK("the platform has cleared it, or is waived"),
    NOT_ASKED_YET("platforms are asked stage by stage from the day on which this number is due; it will be asked then"),
    FREEZE_OVER("the freeze is over; only platforms that block the release are still asked"),
    NOTHING_TO_WAIVE("the platform is not required, already cleared or already waived"),
    SAME_PRINCIPAL("the second command must come from another person"),
    HOLDER_DIFFERS("only the previous holder can come back"),
    RECLAIM_OVER("the reclaim window is over"),
    ARREARS_OPEN("confirm that the arrears are cleared"),
    IDENTITY_NOT_CONFIRMED("confirm the holder's identity"),
    ALREADY_RETIRING("the number is to be retired already"),
    ID_TAKEN("another command has that id; give one of its own");

    private final String remedy;

    Refusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }
}
