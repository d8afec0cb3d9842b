package io.reissue.edge.access;

import java.util.Collection;
import java.util.List;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What somebody may do here. */
public enum Role {
    /** Writes policies and working years. */
    POLICY_ADMIN,
    /** Approves the policies that somebody else has written. */
    APPROVER,
    /** Finds numbers, acts on them, sets and lifts brakes. */
    OPERATOR,
    /** Gives certified numbers to their next holders. */
    SHOP,
    /** Reads who did what. */
    AUDITOR;

    /** All of them, as the filter chain names them. */
    static String[] names() {
        return List.of(values()).stream().map(Role::name).toArray(String[]::new);
    }

    /** Roles of other systems, which an issuer may name too, give nothing. */
    static List<GrantedAuthority> granted(Collection<String> names) {
        return List.of(values()).stream()
                .map(Role::name)
                .filter(names::contains)
                .<GrantedAuthority>map(name -> new SimpleGrantedAuthority("ROLE_" + name))
                .toList();
    }
}
