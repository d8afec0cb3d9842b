package io.reissue.policy;

/** Why a policy, or a step of its life, was refused; each code says what would make it possible. */
public enum PolicyRefusal {
    UNKNOWN_JURISDICTION("name a jurisdiction whose numbers are recycled here, by its ISO 3166-1 code"),
    NOT_POSITIVE("every length, step and deadline is one day, or one second, or more"),
    STAGES_INCOMPLETE("give working days for each of the three stages"),
    BELOW_FLOOR("let the number rest at least as long as the law asks"),
    ABOVE_CEILING("let the number rest no longer than the law allows"),
    CAP_BELOW_FREEZE("let the freeze grow at least to its own first end"),
    LEAD_BEYOND_FREEZE("ask no earlier than the number begins to rest"),
    LEAD_TOO_SHORT("ask earlier, or give the stages fewer working days"),
    CALENDAR_MISSING("enter the working days of that jurisdiction, year by year, first"),
    UNKNOWN_PLATFORM("name platforms that are registered, by their codes"),
    TWO_STAGES("ask each platform in one stage"),
    NOT_AHEAD("let it become effective tomorrow or later, in the jurisdiction's zone"),
    DATE_TAKEN("choose a day on which no other version of the same scope becomes effective"),
    UNKNOWN_PROVINCE("name a province that numbers of the jurisdiction were taken in from"),
    NO_WIDER_RULE("write a version for the whole jurisdiction first, effective on that day or earlier"),
    NOTHING_TO_END("end a scope that has a version in force by then"),
    WHOLE_NEVER_ENDS("write another version: the whole jurisdiction always has one"),
    NOT_THE_AUTHOR("ask its author, or write a draft of your own"),
    SAME_PRINCIPAL("it takes another person to approve it"),
    ALREADY_APPROVED("write a new draft; what was approved stays as it is"),
    ID_TAKEN("another draft has that id; give one of its own");

    private final String remedy;

    PolicyRefusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }
}
