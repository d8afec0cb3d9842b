package io.reissue.brake;

/** Why a brake was not set or not lifted; each code says what would make it possible. */
public enum BrakeRefusal {
    REASON_MISSING("give a reason code: upper-case letters, digits, underscores"),
    UNKNOWN_CODE(
            "nothing is known by that code: CN, CN/Guangdong, a file's id or a platform's code; none for everything"),
    ALREADY_LIFTED("it was lifted; set another"),
    ID_TAKEN("another brake has that id; give one of its own");

    private final String remedy;

    BrakeRefusal(String remedy) {
        this.remedy = remedy;
    }

    /** What would make it possible, in half a sentence. */
    public String remedy() {
        return remedy;
    }
}
