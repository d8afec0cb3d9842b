package io.reissue.relay;

/** Something is under way outside Temporal. Counted; where time is real nobody needs to know. */
public interface Busy {
    void begin();

    void end();

    /** For real time. */
    static Busy unobserved() {
        return new Busy() {
            @Override
            public void begin() {
                // real time passes whatever happens
            }

            @Override
            public void end() {
                // real time passes whatever happens
            }
        };
    }
}
