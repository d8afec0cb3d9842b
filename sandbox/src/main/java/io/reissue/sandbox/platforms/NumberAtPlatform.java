package io.reissue.sandbox.platforms;

import java.util.List;

/**
 * What one platform has, or had, under one number.
 *
 * @param identifier what the carrier calls the number when it speaks to the platform
 */
public record NumberAtPlatform(String platform, String identifier, List<Account> accounts) {
    @Override
    public String toString() {
        return "NumberAtPlatform[" + platform + "]";
    }
}
