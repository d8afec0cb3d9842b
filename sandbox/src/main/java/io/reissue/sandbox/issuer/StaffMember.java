package io.reissue.sandbox.issuer;

/** Somebody who may log in: the {@code sub} of his tokens, and his one role. */
public record StaffMember(String name, String role) {}
