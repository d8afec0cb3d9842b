package io.reissue.edge.access;

import io.reissue.recycle.CommandKind;
import io.reissue.recycle.Office;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.web.server.ResponseStatusException;

/** What somebody may do here. */
public enum Role {
    /** Writes policies and working years, and asks for a number to rest shorter than they say. */
    POLICY_ADMIN,
    /** Approves the policies that somebody else has written, and seconds a shorter freeze. */
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

    /** What the sender of a request is appointed to, as far as commands ask for it. */
    public static Set<Office> offices(HttpServletRequest request) {
        return Arrays.stream(Office.values())
                .filter(office -> request.isUserInRole(office.name()))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The same; 403 where it is not theirs to ask for this kind. */
    public static Set<Office> offices(CommandKind kind, HttpServletRequest request) {
        Set<Office> offices = offices(request);
        if (!kind.isFor(offices)) throw new ResponseStatusException(HttpStatus.FORBIDDEN);
        return offices;
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
