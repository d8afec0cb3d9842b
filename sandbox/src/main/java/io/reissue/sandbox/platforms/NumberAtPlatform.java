package io.reissue.sandbox.platforms;

import java.util.List;
import java.util.Map;

/**
 * What one platform knows of one number.
 *
 * @param identifier what the platform calls the number
 * @param statusEvents how often each type of status event named it
 */
public record NumberAtPlatform(
        String platform, String identifier, List<Account> accounts, Map<String, Integer> statusEvents) {
    @Override
    public String toString() {
        return "NumberAtPlatform[" + platform + "]";
    }
}
