package io.reissue.sandbox.platforms;

/** What a platform keeps under a number: accounts, a debtor's contact, a caller label, or a number-to-person link. */
public enum PlatformKind {
    ACCOUNT,
    LENDER,
    LABEL,
    IDENTITY
}
