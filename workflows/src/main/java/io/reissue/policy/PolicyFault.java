package io.reissue.policy;

/**
 * What is wrong with a policy.
 *
 * @param detail the values that collide, and where a rule of the law stands; no names of people
 */
public record PolicyFault(PolicyRefusal refusal, String detail) {
    public static PolicyFault of(PolicyRefusal refusal) {
        return new PolicyFault(refusal, refusal.remedy());
    }

    static PolicyFault of(PolicyRefusal refusal, String values) {
        return new PolicyFault(refusal, values + "; " + refusal.remedy());
    }
}
