package io.reissue.relay;

/** Something is under way outside Temporal. Counted; where time is real nobody needs to know. */
public interface Busy {
    void begin();

    void end();

    /** Nobody knows whether something is under way: the store, which does, can't be asked. Not counted. */
    void storeIsAway();

    /** It can be asked again. */
    void storeIsBack();

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

            @Override
            public void storeIsAway() {
                // real time passes whatever happens
            }

            @Override
            public void storeIsBack() {
                // real time passes whatever happens
            }
        };
    }
}
